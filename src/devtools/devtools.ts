import { createPanel } from '../platform/devtools.ts';

createPanel('Kissmetrics', '/icons/icon-16.png', '/src/panel/panel.html');
