document.title = 'Kissmetrics';
