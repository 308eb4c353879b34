// Stands in for the newer generation of the vendor's library: the current ID, named or anonymous, is
// in km_ai alone and read anew each time; KM is built step by step; what is not answered is lost.
var KM = {};
(() => {
  const own = /\/([^/]+)\.\d+\.js(?:$|\?)/.exec(document.currentScript?.src ?? '');
  const key = window._kmk || own?.[1] || '';
  const YEARS_5 = 5 * 365 * 24 * 60 * 60;
  const GENERATED = /^[A-Za-z0-9+/]{27}=$/;

  function read(name) {
    const found = new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie);
    try {
      return found ? decodeURIComponent(found[1]) : '';
    } catch {
      return '';
    }
  }
  function write(name, value, seconds = YEARS_5) {
    const domain = window.KM_COOKIE_DOMAIN || `.${location.hostname.replace(/^www\./, '')}`;
    const age = value === '' ? -1 : seconds;
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; domain=${domain}; max-age=${age}`;
  }
  const underWay = new Set();
  let leaving;
  // Keeps the page until nothing is under way, lest leaving it should cut a request off.
  function hold(event, leave) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    leaving = leave;
  }
  function ended(image) {
    underWay.delete(image);
    if (underWay.size > 0) return;
    leaving?.();
    leaving = undefined;
  }
  function send(path, values, callback) {
    const query = new URLSearchParams({ _k: key, ...values, _t: KM.ts() });
    const image = new Image(1, 1);
    underWay.add(image);
    image.onload = () => {
      callback?.();
      ended(image);
    };
    image.onerror = () => ended(image);
    image.src = `${location.protocol}//trk.kissmetrics.io/${path}?${query}`;
  }
  // What templates print where a user is missing.
  function isNobody(id) {
    return !id || /^(['"]?)(?:|null|nil)\1$/.test(String(id));
  }

  KM.ts = () => Math.round(Date.now() / 1000);
  KM.i = () => {
    const id = read('km_ai');
    if (id) return id;
    const made = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(20))));
    write('km_ai', made);
    return made;
  };
  KM.alias = (a, b = KM.i()) => {
    if (a !== b) send('a', { _p: b, _n: a });
  };
  KM.identify = (id) => {
    if (isNobody(id)) {
      KM.clearIdentity();
      return;
    }
    const current = read('km_ai');
    if (GENERATED.test(current)) KM.alias(String(id), current);
    write('km_ai', String(id));
  };
  KM.clearIdentity = () => {
    if (!GENERATED.test(read('km_ai'))) write('km_ai', '');
  };
  KM.set = (properties, callback) => {
    send('s', { _p: KM.i(), ...properties }, callback);
  };
  KM.record = (name, properties, callback) => {
    if (typeof name === 'object') KM.set(name, properties);
    else send('e', { _n: name, _p: KM.i(), ...properties }, callback);
  };

  function on(target, type, act) {
    const bind = () => {
      const selector = /^[#.]/.test(target) ? target : `#${target}`;
      const found = typeof target === 'string' ? document.querySelectorAll(selector) : [target];
      for (const element of found) element.addEventListener(type, (event) => act(event, element));
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', bind);
    else bind();
  }
  KM.trackClick = (target, name, properties) => {
    on(target, 'click', () => KM.record(name, properties));
  };
  KM.trackClickOnOutboundLink = (target, name, properties) => {
    on(target, 'click', (event, link) => {
      KM.record(name, properties);
      hold(event, () => location.assign(link.href));
    });
  };
  KM.trackSubmit = (target, name, properties) => {
    on(target, 'submit', (event, form) => {
      const fields = [...form.elements].filter(
        ({ name, value, type }) => name && value && !/^(?:password|hidden|submit)$/.test(type),
      );
      const login = fields.find(({ name }) => /user_?id|login|user_?name|email/i.test(name));
      const current = read('km_ai');
      if (login && (!current || GENERATED.test(current))) KM.identify(login.value);
      const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
      KM.record(name, { ...properties, ...values });
      hold(event, () => HTMLFormElement.prototype.submit.call(form));
    });
  };

  window.KM_KEY = key;
  if (!read('km_vs')) write('km_lv', read('km_lv') ? 'x' : String(KM.ts()));
  write('km_vs', '1', 30 * 60);

  const marks = new URLSearchParams(location.search);
  if (marks.get('kmi')) KM.identify(marks.get('kmi'));
  if (marks.get('kme')) {
    const properties = [...marks].filter(([name]) => /^km_./.test(name));
    const named = properties.map(([name, value]) => [name.slice(3), value]);
    KM.record(marks.get('kme'), Object.fromEntries(named));
  }

  function run(item) {
    if (typeof item === 'function') {
      item();
      return;
    }
    const method = item.shift();
    if (typeof KM[method] === 'function') KM[method](...item);
  }
  const waiting = window._kmq ?? [];
  while (waiting.length > 0) run(waiting.shift());
  window._kmq = {
    r: true,
    push(...items) {
      for (const item of items) run(item);
    },
  };
})();
