// Stands in for the older generation of the vendor's library. Written from its documented behaviour:
// one object, an identity remembered in KM._i, named IDs in km_ni, unanswered requests in km_uq.
window.KM = {
  _i: '',
  // Requests under way, and what waits for the last of them.
  _open: 0,
  _leave: null,
  SECONDS: { visit: 30 * 60, resend: 5 * 60, cookie: 5 * 365 * 24 * 60 * 60 },
  // Browsers refuse a cookie of more than 4096 bytes, and keep the value from before.
  LONGEST_QUEUE: 3800,

  start: () => {
    var own = document.currentScript ? document.currentScript.src : '';
    var keyed = /\/([^/]+)\.\d+\.js(?:$|\?)/.exec(own);
    window.KM_KEY = window._kmk || (keyed ? keyed[1] : '');
    KM.visit();
    KM.resend();
    KM.fromUrl();
    KM.takeQueue();
  },

  // Who the visitor is; makes an anonymous ID where there is none.
  i: () => {
    if (!KM._i) KM._i = KM.cookie('ni') || KM.cookie('ai');
    if (!KM._i) {
      KM._i = KM.newId();
      KM.setCookie('ai', KM._i);
    }
    return KM._i;
  },
  ts: () => Math.round(Date.now() / 1000),

  identify: (id) => {
    if (KM.isNobody(id)) {
      KM.clearIdentity();
      return;
    }
    var name = String(id);
    var anonymous = KM.cookie('ni') ? '' : KM._i || KM.cookie('ai');
    if (anonymous) KM.alias(name, anonymous);
    KM.setCookie('ni', name);
    KM._i = name;
  },
  clearIdentity: () => {
    if (!KM.cookie('ni')) return;
    KM.setCookie('ni', '');
    KM.setCookie('ai', '');
    KM._i = '';
  },
  alias: (a, b) => {
    var other = b === undefined ? KM.i() : b;
    if (a !== other) KM.x('a', { _n: a, _p: other });
  },
  record: (name, properties, callback) => {
    if (typeof name === 'object') KM.set(name, properties);
    else KM.x('e', KM.merge({ _n: name, _p: KM.i() }, properties), callback);
  },
  set: (properties, callback) => {
    KM.x('s', KM.merge({ _p: KM.i() }, properties), callback);
  },

  trackClick: (target, name, properties) => {
    KM.on(target, 'click', () => {
      KM.record(name, properties);
    });
  },
  trackClickOnOutboundLink: (target, name, properties) => {
    KM.on(target, 'click', (event, link) => {
      KM.record(name, properties);
      KM.hold(event, () => {
        location.href = link.href;
      });
    });
  },
  trackSubmit: (target, name, properties) => {
    KM.on(target, 'submit', (event, form) => {
      var values = KM.merge({}, properties);
      var login = '';
      for (var i = 0; i < form.elements.length; i++) {
        var field = form.elements[i];
        if (!field.name || !field.value || /^(?:password|hidden|submit)$/.test(field.type))
          continue;
        values[field.name] = field.value;
        if (!login && /user_?id|login|user_?name|email/i.test(field.name)) login = field.value;
      }
      if (login && !KM.cookie('ni')) KM.identify(login);
      KM.record(name, values);
      KM.hold(event, () => {
        HTMLFormElement.prototype.submit.call(form);
      });
    });
  },

  // Sends a request, which stays in km_uq until its image has loaded.
  x: (path, values, callback) => {
    var pairs = ['_k=' + encodeURIComponent(KM_KEY)];
    for (var name in values) {
      pairs.push(encodeURIComponent(name) + '=' + encodeURIComponent(values[name]));
    }
    pairs.push('_t=' + KM.ts());
    var url = location.protocol + '//trk.kissmetrics.io/' + path + '?' + pairs.join('&');
    KM.setUnsent(KM.unsent().concat([[url, KM.ts()]]));
    KM.load(url, callback);
  },
  load: (url, callback) => {
    var image = new Image(1, 1);
    KM._open++;
    image.onload = () => {
      KM.setUnsent(KM.unsent().filter((item) => item[0] !== url));
      if (callback) callback();
      KM.ended();
    };
    image.onerror = KM.ended;
    image.src = url;
  },
  resend: () => {
    var young = KM.unsent().filter((item) => KM.ts() - item[1] < KM.SECONDS.resend);
    KM.setUnsent(young);
    for (var i = 0; i < young.length; i++) KM.load(young[i][0]);
  },
  unsent: () => {
    try {
      return JSON.parse(KM.cookie('uq') || '[]');
    } catch (_) {
      return [];
    }
  },
  setUnsent: (items) => {
    while (encodeURIComponent(JSON.stringify(items)).length > KM.LONGEST_QUEUE) {
      items = items.slice(1);
    }
    KM.setCookie('uq', items.length > 0 ? JSON.stringify(items) : '');
  },

  visit: () => {
    if (!KM.cookie('vs')) KM.setCookie('lv', KM.cookie('lv') ? 'x' : String(KM.ts()));
    KM.setCookie('vs', '1', KM.SECONDS.visit);
  },
  // ?kmi=ID identifies; ?kme=Event records, with every km_name=value as a property.
  fromUrl: () => {
    var marks = new URLSearchParams(location.search);
    var properties = {};
    marks.forEach((value, name) => {
      if (/^km_./.test(name)) properties[name.slice(3)] = value;
    });
    if (marks.get('kmi')) KM.identify(marks.get('kmi'));
    if (marks.get('kme')) KM.record(marks.get('kme'), properties);
  },
  // Takes the place of the page's array. `push` needs its own object as `this`.
  takeQueue: () => {
    var waiting = window._kmq || [];
    window._kmq = {
      r: true,
      push: function (item) {
        if (this.r) KM.run(item);
      },
    };
    for (var i = 0; i < waiting.length; i++) window._kmq.push(waiting[i]);
  },
  run: (item) => {
    if (typeof item === 'function') {
      item();
      return;
    }
    var method = item.shift();
    if (typeof KM[method] === 'function') KM[method].apply(KM, item);
  },

  // Keeps the page until nothing is under way, lest leaving it should cut a request off.
  hold: (event, leave) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    KM._leave = leave;
  },
  ended: () => {
    KM._open--;
    if (KM._open > 0 || !KM._leave) return;
    var leave = KM._leave;
    KM._leave = null;
    leave();
  },
  on: (target, type, act) => {
    var bind = () => {
      var found = [target];
      if (typeof target === 'string') {
        found = document.querySelectorAll(/^[#.]/.test(target) ? target : '#' + target);
      }
      for (let i = 0; i < found.length; i++) {
        found[i].addEventListener(type, (event) => act(event, found[i]));
      }
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', bind);
    else bind();
  },
  merge: (into, properties) => {
    for (var name in properties) into[name] = properties[name];
    return into;
  },
  // What templates print where a user is missing.
  isNobody: (id) => !id || /^(['"]?)(?:|null|nil)\1$/.test(String(id)),
  newId: () => btoa(String.fromCharCode.apply(null, crypto.getRandomValues(new Uint8Array(20)))),

  cookie: (name) => {
    var found = new RegExp('(?:^|; )km_' + name + '=([^;]*)').exec(document.cookie);
    try {
      return found ? decodeURIComponent(found[1]) : '';
    } catch (_) {
      return '';
    }
  },
  setCookie: (name, value, seconds) => {
    var domain = window.KM_COOKIE_DOMAIN || '.' + location.hostname.replace(/^www\./, '');
    var age = value === '' ? -1 : seconds || KM.SECONDS.cookie;
    document.cookie =
      'km_' +
      name +
      '=' +
      encodeURIComponent(value) +
      '; path=/; domain=' +
      domain +
      '; max-age=' +
      age;
  },
};
KM.start();
