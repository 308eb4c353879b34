// Stands in for the older generation of the vendor's library. Written from its documented and
// observed behaviour: an identity remembered in KM._i, a second memory of every cookie in KM.lc,
// named IDs in km_ni, unanswered requests in km_uq, and a start that waits for the document.
var KM = { _i: null, lc: {}, cp: 'km_' };
var _kmq = _kmq || [];

KM.HOUR = 60 * 60 * 1000;
KM.MINUTE_S = 60;
// Characters of km_uq; what is older gives way.
KM.LONGEST_QUEUE = 2048;
// What templates print where a user is missing.
KM.NOBODY = ['null', 'nil', "'null'", "'nil'", '"null"', '"nil"', "''", '""'];

// Cookies. A value set since the library loaded is kept beside the cookie, and counts where the
// cookie is missing.
KM.cookie = (name) => {
  var pairs = document.cookie.split('; ');
  for (var i = 0; i < pairs.length; i++) {
    if (pairs[i].indexOf(name + '=') === 0)
      return decodeURIComponent(pairs[i].slice(name.length + 1));
  }
  return null;
};
KM.gc = (name) => KM.cookie(KM.cp + name) || KM.lc[name];
KM.sc = (name, value, lifetime) => {
  KM.lc[name] = value;
  var ends = new Date();
  ends.setTime(ends.getTime() + (lifetime === undefined ? 5 * 365 * 24 * KM.HOUR : lifetime));
  var domain = window.KM_COOKIE_DOMAIN || '.' + location.host.toLowerCase().replace('www.', '');
  document.cookie = [
    KM.cp + name + '=' + encodeURIComponent(value),
    'expires=' + ends.toUTCString(),
    'domain=' + domain.replace(/:\d+$/, ''),
    'path=/',
  ].join('; ');
};

// Who the visitor is; makes an anonymous ID where there is none, and remembers the answer.
KM.i = () => {
  KM._i = KM._i || KM.gc('ni') || KM.gc('ai');
  if (!KM._i) {
    KM._i = KM.newId();
    KM.sc('ai', KM._i);
  }
  return KM._i;
};
KM.newId = () => {
  // The loader may have brought an ID.
  if (window.KMCID) return window.KMCID;
  return btoa(String.fromCharCode.apply(null, crypto.getRandomValues(new Uint8Array(20))));
};
KM.ts = () => Math.round(Date.now() / 1000);

KM.identify = (id) => {
  for (var i = 0; i < KM.NOBODY.length; i++) if (String(id) === KM.NOBODY[i]) id = null;
  if (!id) return void KM.clearIdentity();
  if (KM.gc('ni')) KM.sc('ai', id);
  else if (KM.gc('ai')) KM.alias(id, KM.gc('ai'));
  KM.sc('ni', id);
  KM._i = id;
};
KM.clearIdentity = () => {
  window.KMCID = null;
  KM._i = null;
  if (KM.gc('ni')) KM.sc('ai', null, -1000);
  KM.sc('ni', null, -1000);
};
KM.alias = (a, b) => {
  if (String(a) !== String(b)) KM.x('a', { _n: a, _p: b });
};
KM.set = (properties, callback) => {
  for (var name in properties) {
    if (typeof properties[name] === 'function') continue;
    KM.x('s', properties, callback);
    return;
  }
};
KM.record = (name, properties, callback) => {
  if (name && typeof name === 'object') return void KM.set(name, callback);
  if (!name) return void KM.set(properties, callback);
  var values = typeof properties === 'object' && properties ? properties : {};
  values._n = name;
  KM.x('e', values, callback);
};

// Sends a request, which stays in km_uq until its image has loaded.
KM.x = (path, values, callback) => {
  if (!window.KM_KEY) return;
  values._k = KM_KEY;
  if (!values._p) values._p = KM.i();
  values._t = KM.ts();
  KM.load('/' + path + '?' + KM.query(values), callback);
};
KM.query = (values) => {
  var pairs = [];
  for (var name in values) {
    var value = values[name] === null ? '' : values[name];
    if (typeof value === 'function' || (typeof value === 'object' && !Array.isArray(value)))
      continue;
    pairs.push(encodeURIComponent(name) + '=' + encodeURIComponent(value));
  }
  return pairs.join('&');
};
KM.load = (place, callback) => {
  var image = new Image(1, 1);
  KM.setUnsent(
    KM.unsent()
      .filter((item) => item.place !== place)
      .concat({ at: KM.ts(), place: place }),
  );
  KM.open++;
  image.onload = () => {
    KM.setUnsent(KM.unsent().filter((item) => item.place !== place));
    if (callback) callback();
    KM.ended();
  };
  image.onerror = KM.ended;
  image.src = location.protocol + '//trk.kissmetrics.io' + place;
};
KM.unsent = () => {
  var young = KM.ts() - 5 * KM.MINUTE_S;
  return (KM.gc('uq') || '')
    .split('|')
    .map((item) => item.split(' '))
    .filter((parts) => parts.length === 2 && Number(parts[0]) > young)
    .map((parts) => ({ at: Number(parts[0]), place: parts[1] }));
};
KM.setUnsent = (items) => {
  var texts = items.map((item) => item.at + ' ' + item.place);
  while (texts.join('|').length > KM.LONGEST_QUEUE) texts.shift();
  KM.sc('uq', texts.join('|'));
};

// Keeps the page until nothing is under way, lest leaving it should cut a request off.
KM.open = 0;
KM.hold = (event, leave) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  KM.leave = leave;
};
KM.ended = () => {
  KM.open--;
  if (KM.open > 0 || !KM.leave) return;
  var leave = KM.leave;
  KM.leave = null;
  leave();
};
KM.each = (target, act) => {
  var found = [target];
  if (typeof target === 'string') {
    found = document.querySelectorAll(target[0] === '.' ? target : '#' + target.replace('#', ''));
  }
  for (var i = 0; i < found.length; i++) act(found[i]);
};
KM.trackClick = (target, name, properties) => {
  KM.each(target, (element) => {
    element.addEventListener('mousedown', () => KM.record(name, properties));
  });
};
KM.trackClickOnOutboundLink = (target, name, properties) => {
  KM.each(target, (link) => {
    link.addEventListener('click', (event) => {
      KM.record(name, properties);
      KM.hold(event, () => {
        location.href = link.href;
      });
    });
  });
};
KM.trackSubmit = (target, name, properties) => {
  KM.each(target, (form) => {
    form.addEventListener('submit', (event) => {
      KM.record(
        name,
        Object.assign({}, properties, window.KM_SKIP_FORM_FIELDS ? {} : KM.fields(form)),
      );
      KM.hold(event, () => {
        HTMLFormElement.prototype.submit.call(form);
      });
    });
  });
};
KM.trackForm = KM.trackSubmit;
KM.LOGIN = /userid|login|username|email/i;
KM.SECRET = /pass|billing|creditcard|cardnum|^cc|exp|seccode|cvc|cvv|ssn/i;
// The fields of a form that may be sent. An anonymous visitor is identified from one that looks
// like a log-in.
KM.fields = (form) => {
  var values = {};
  for (var i = 0; i < form.elements.length; i++) {
    var field = form.elements[i];
    var plain = (field.name || '').replace(/[_-]/g, '');
    var kind = field.nodeName === 'INPUT' ? field.type : field.nodeName;
    if (!plain || KM.SECRET.test(plain)) continue;
    if (/radio|checkbox/.test(kind) && !field.checked) continue;
    if (!/^(?:text|radio|checkbox|SELECT)$/.test(kind) && !KM.LOGIN.test(plain)) continue;
    if (KM.LOGIN.test(plain) && !KM.gc('ni')) KM.identify(field.value);
    values[field.name] = field.value;
  }
  return values;
};

// A/B tests: the variation of this visitor, which is also set as a property.
KM.abv = {};
KM.abi = () => {
  KM._abi = KM._abi || KM.gc('abi');
  if (!KM._abi) {
    KM._abi = KM.newId();
    KM.sc('abi', KM._abi);
  }
  return KM._abi;
};
KM.ab = (name, variations) => {
  if (KM.abv[name] === undefined) {
    var names = Array.isArray(variations) ? variations : Object.keys(variations);
    var id = KM.abi();
    var sum = 0;
    for (var i = 0; i < id.length; i++) sum += id.charCodeAt(i);
    KM.abv[name] = names[sum % names.length];
    KM.set({ [name]: KM.abv[name] });
  }
  return KM.abv[name];
};

// What the library does of itself on every page, unless its switch is set before it loads.
KM.own = (skip, item) => {
  if (!window[skip]) _kmq.push(item);
};
// ?kmi=ID identifies; ?kme=Event records, with every km_name=value as a property.
KM.au = () => {
  var properties = {};
  var marks = {};
  var found = 0;
  new URLSearchParams(location.search).forEach((value, name) => {
    if (name === 'kmi' || name === 'kme') marks[name] = value;
    else if (/^km_/.test(name)) properties[name.slice(3)] = value;
    else return;
    if (name !== 'kmi') found++;
  });
  if (marks.kmi) KM.identify(marks.kmi);
  if (found > 0) KM.record(marks.kme, properties);
};
KM.referrer = () => document.referrer || 'Direct';
KM.rvs = () => {
  if (!KM.cookie(KM.cp + 'vs')) {
    KM.record('Visited Site', { URL: location.href, Referrer: KM.referrer() });
  }
  KM.sc('vs', '1', KM.HOUR / 2);
};
KM.tr = () => {
  var last = KM.gc('lv');
  if (last === 'x') return;
  if (last ? KM.ts() - last >= 30 * KM.MINUTE_S : KM.gc('ni')) {
    KM.set({ returning: 1 });
    KM.sc('lv', 'x');
  } else KM.sc('lv', KM.ts());
};
KM.pageView = () => {
  _kmq.push(['record', 'Page View', { 'Viewed URL': location.href, Referrer: KM.referrer() }]);
};
KM.signedUp = (plan, properties) => {
  KM.record('Signed Up', Object.assign({ 'Plan Name': plan }, properties));
};
if (!window.KM_SKIP_PAGE_VIEW) KM.pageView();
KM.own('KM_SKIP_URL', ['au']);
KM.own('KM_SKIP_VISITED_SITE', ['rvs']);
KM.own('KM_SKIP_RETURNING', ['tr']);

// Runs what was queued, and takes the array's place.
var KMQ = function (waiting) {
  this.r = 1;
  for (var i = 0; i < waiting.length; i++) this.push(waiting[i]);
};
KMQ.prototype.push = (item) => {
  if (typeof item === 'function') item();
  else if (item && typeof item === 'object' && item.length) {
    var method = item.splice(0, 1);
    if (KM[method]) KM[method].apply(KM, item);
  }
};
KM.begin = () => {
  if (_kmq.r) return;
  KM.unsent().forEach((item) => {
    KM.load(item.place);
  });
  _kmq = new KMQ(_kmq);
};

// Begins a second after the document has been read, or at once if the loader has brought an ID.
KM.ready = () => {
  if (KM.fl) return;
  KM.fl = true;
  _kmil();
  setTimeout(KM.begin, 1000);
};
function _kmil() {
  if (KM.fl && window.KMCID) KM.begin();
}
(() => {
  var own = document.currentScript ? document.currentScript.src : '';
  var keyed = /\/([^/]+)\.\d+\.js(?:$|\?)/.exec(own);
  window.KM_KEY = window._kmk || (keyed ? keyed[1] : '');
  if (document.readyState === 'complete') KM.ready();
  else {
    document.addEventListener('DOMContentLoaded', KM.ready);
    window.addEventListener('load', KM.ready);
  }
})();
