// A stand-in for the newer generation of the Kissmetrics library: the current ID, whatever its
// kind, is in km_ai alone, read each time; KM is built step by step.
var KM = KM || {};
(() => {
  var KEY = window._kmk || /\/([^/]+)\.\d\.js/.exec(document.currentScript.src)[1];
  var GENERATED = /^[A-Za-z0-9+/]{27}=$/;

  function read(name) {
    var found = new RegExp('(?:^|; )' + name + '=([^;]*)').exec(document.cookie);
    return found ? decodeURIComponent(found[1]) : '';
  }
  function write(name, value, seconds) {
    var domain = window.KM_COOKIE_DOMAIN || '.' + location.hostname.replace(/^www\./, '');
    var age = value === '' ? 0 : seconds || 5 * 365 * 24 * 3600;
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; domain=${domain}; max-age=${age}`;
  }
  function clears(id) {
    var text = String(id === undefined ? null : id).replace(/^['"]+|['"]+$/g, '');
    return text === '' || text === 'null' || text === 'nil';
  }
  function send(path, values, callback) {
    var query = new URLSearchParams({ _k: KEY });
    for (var name in values) query.append(name, values[name]);
    query.append('_t', KM.ts());
    var image = new Image(1, 1);
    if (callback) image.onload = callback;
    image.src = `${location.protocol}//trk.kissmetrics.io/${path}?${query}`;
  }

  KM.ts = () => Math.round(Date.now() / 1000);
  KM.i = () => {
    var id = read('km_ai');
    if (id) return id;
    id = btoa(String.fromCharCode.apply(null, crypto.getRandomValues(new Uint8Array(20))));
    write('km_ai', id);
    return id;
  };
  KM.record = (name, properties, callback) => {
    send('e', Object.assign({ _n: name, _p: KM.i() }, properties), callback);
  };
  KM.set = (properties) => {
    send('s', Object.assign({ _p: KM.i() }, properties));
  };
  KM.alias = (a, b) => {
    var other = b === undefined ? KM.i() : b;
    if (a !== other) send('a', { _n: a, _p: other });
  };
  KM.identify = (id) => {
    if (clears(id)) {
      KM.clearIdentity();
      return;
    }
    var current = read('km_ai');
    if (GENERATED.test(current)) KM.alias(id, current);
    write('km_ai', String(id));
  };
  KM.clearIdentity = () => {
    var current = read('km_ai');
    if (current && !GENERATED.test(current)) write('km_ai', '');
  };
  KM.trackClick = (selector, name, properties) => {
    on(selector, 'click', () => {
      KM.record(name, properties);
    });
  };
  KM.trackClickOnOutboundLink = KM.trackClick;
  KM.trackSubmit = (selector, name) => {
    on(selector, 'submit', (form) => {
      var fields = {};
      for (var field of form.elements) {
        if (!field.name || field.type === 'password') continue;
        fields[field.name] = field.value;
        if (/userid|login|username|email/i.test(field.name) && GENERATED.test(KM.i())) {
          KM.identify(field.value);
        }
      }
      KM.record(name, fields);
    });
  };
  function on(selector, type, act) {
    var query = /^[#.]/.test(selector) ? selector : `#${selector}`;
    document.querySelectorAll(query).forEach((element) => {
      element.addEventListener(type, () => {
        act(element);
      });
    });
  }

  window.KM_KEY = KEY;
  write('km_lv', read('km_lv') ? 'x' : String(KM.ts()));
  write('km_vs', '1', 30 * 60);
  var address = new URLSearchParams(location.search);
  if (address.get('kmi')) KM.identify(address.get('kmi'));
  if (address.get('kme')) {
    var properties = {};
    address.forEach((value, name) => {
      if (name.startsWith('km_')) properties[name.slice(3)] = value;
    });
    KM.record(address.get('kme'), properties);
  }
  var waiting = window._kmq || [];
  window._kmq = {
    r: true,
    push: function () {
      for (var item of arguments) {
        if (typeof item === 'function') item();
        else {
          var method = item.shift();
          if (typeof KM[method] === 'function') KM[method].apply(KM, item);
        }
      }
    },
  };
  for (var i = 0; i < waiting.length; i++) window._kmq.push(waiting[i]);
})();
