// A stand-in for the older generation of the Kissmetrics library, written from its documented
// behaviour. One object literal; remembers the identity in KM._i; named IDs in km_ni.
(() => {
  var KEY = window._kmk || /\/([^/]+)\.\d\.js/.exec(document.currentScript.src)[1];
  var YEARS_5 = 5 * 365 * 24 * 3600;
  var CLEARING = { '': 1, null: 1, nil: 1, undefined: 0 };

  function read(name) {
    var found = new RegExp('(?:^|; )' + name + '=([^;]*)').exec(document.cookie);
    return found ? decodeURIComponent(found[1]) : '';
  }
  function domain() {
    return window.KM_COOKIE_DOMAIN || '.' + location.hostname.replace(/^www\./, '');
  }
  function write(name, value, seconds) {
    document.cookie =
      name +
      '=' +
      encodeURIComponent(value) +
      '; path=/; domain=' +
      domain() +
      '; max-age=' +
      (value === '' ? 0 : seconds || YEARS_5);
  }
  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(20));
    return btoa(String.fromCharCode.apply(null, bytes));
  }
  function clears(id) {
    if (id === null || id === undefined) return true;
    return CLEARING[String(id).replace(/^['"]+|['"]+$/g, '')] === 1;
  }
  function queue() {
    try {
      return JSON.parse(read('km_uq') || '[]');
    } catch (_) {
      return [];
    }
  }
  function unqueue(url) {
    write('km_uq', stringifyQueue(queue().filter((item) => item.url !== url)));
  }
  function stringifyQueue(items) {
    return items.length ? JSON.stringify(items) : '';
  }

  var KM = {
    _i: null,
    i: () => {
      if (!KM._i) KM._i = read('km_ni') || read('km_ai');
      if (!KM._i) {
        KM._i = newId();
        write('km_ai', KM._i);
      }
      return KM._i;
    },
    ts: () => Math.round(Date.now() / 1000),
    // Sends one request; it stays in the queue until its image has loaded.
    x: (path, values, callback, resent) => {
      var url = resent;
      if (!url) {
        var pairs = ['_k=' + encodeURIComponent(KEY)];
        for (var name in values) {
          pairs.push(encodeURIComponent(name) + '=' + encodeURIComponent(values[name]));
        }
        pairs.push('_t=' + KM.ts());
        url = location.protocol + '//trk.kissmetrics.io/' + path + '?' + pairs.join('&');
        write('km_uq', stringifyQueue(queue().concat({ url: url, at: Date.now() })));
      }
      var image = new Image(1, 1);
      image.onload = () => {
        unqueue(url);
        if (callback) callback();
      };
      image.src = url;
    },
    record: (name, properties, callback) => {
      KM.x('e', Object.assign({ _n: name, _p: KM.i() }, properties), callback);
    },
    set: (properties) => {
      KM.x('s', Object.assign({ _p: KM.i() }, properties));
    },
    alias: (a, b) => {
      var other = b === undefined ? KM.i() : b;
      if (a !== other) KM.x('a', { _n: a, _p: other });
    },
    identify: (id) => {
      if (clears(id)) return KM.clearIdentity();
      var named = read('km_ni');
      var anonymous = read('km_ai');
      if (!named && anonymous && anonymous !== id) KM.alias(id, anonymous);
      write('km_ni', id);
      KM._i = String(id);
    },
    clearIdentity: () => {
      if (!read('km_ni')) return;
      write('km_ni', '');
      write('km_ai', '');
      KM._i = null;
    },
    trackClick: (selector, name, properties) => {
      KM.each(selector, 'click', () => {
        KM.record(name, properties);
      });
    },
    trackClickOnOutboundLink: (selector, name, properties) => {
      KM.trackClick(selector, name, properties);
    },
    trackSubmit: (selector, name) => {
      KM.each(selector, 'submit', (form) => {
        var fields = {};
        for (var field of form.elements) {
          if (!field.name || field.type === 'password') continue;
          fields[field.name] = field.value;
          if (!read('km_ni') && /userid|login|username|email/i.test(field.name) && field.value) {
            KM.identify(field.value);
          }
        }
        KM.record(name, fields);
      });
    },
    each: (selector, type, act) => {
      var id = selector.charAt(0) === '#' || selector.charAt(0) === '.' ? selector : '#' + selector;
      document.querySelectorAll(id).forEach((element) => {
        element.addEventListener(type, () => {
          act(element);
        });
      });
    },
    fromUrl: () => {
      var values = new URLSearchParams(location.search);
      if (values.get('kmi')) KM.identify(values.get('kmi'));
      if (values.get('kme')) {
        var properties = {};
        values.forEach((value, name) => {
          if (name.indexOf('km_') === 0) properties[name.slice(3)] = value;
        });
        KM.record(values.get('kme'), properties);
      }
    },
    resend: () => {
      queue().forEach((item) => {
        if (Date.now() - item.at < 5 * 60 * 1000) KM.x('', {}, null, item.url);
        else unqueue(item.url);
      });
    },
  };

  // Takes the place of the page's array: runs a call at once, and takes its name off the array.
  function Queue() {
    this.r = true;
  }
  Queue.prototype.push = (item) => {
    if (typeof item === 'function') return item();
    var method = item.shift();
    if (typeof KM[method] === 'function') KM[method].apply(KM, item);
  };

  window.KM = KM;
  window.KM_KEY = KEY;
  write('km_lv', read('km_lv') ? 'x' : String(KM.ts()));
  write('km_vs', '1', 30 * 60);
  KM.resend();
  KM.fromUrl();
  var waiting = window._kmq || [];
  window._kmq = new Queue();
  for (var i = 0; i < waiting.length; i++) window._kmq.push(waiting[i]);
})();
