import type { Page } from 'puppeteer-core';

/** Ways in which a page can send, and whether it hears how that ended. */
export const TRANSPORTS = [
  'image',
  'fetch',
  'fetch-no-cors',
  'keepalive',
  'xhr',
  'beacon',
  'iframe',
  'form',
  'worker',
  'shared-worker',
  'srcdoc',
] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Sends one event by each transport from a page, and gives what the page hears of each. */
export function sendByEveryTransport(page: Page, mark: string): Promise<Record<Transport, string>> {
  return page.evaluate(sendAll, `http://trk.kissmetrics.io/e?_k=demo-shop-key&_p=p&_n=${mark}-`);
}

/** Sent as source: stands alone. */
async function sendAll(base: string): Promise<Record<Transport, string>> {
  const heard = (start: (done: (what: string) => void) => void) =>
    new Promise<string>((resolve) => start(resolve));
  const element = <Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    set: Partial<HTMLElementTagNameMap[Tag]>,
  ): HTMLElementTagNameMap[Tag] => {
    const made = Object.assign(document.createElement(tag), set);
    document.body.append(made);
    return made;
  };
  const fetched = (url: string, options: RequestInit = {}) =>
    fetch(url, options).then(
      () => 'answered',
      () => 'error',
    );
  const listen = (made: HTMLElement, done: (what: string) => void): void => {
    made.onload = () => done('load');
    made.onerror = () => done('error');
  };
  const inWorker = `self.reply = async (port, url) => port.postMessage(
    await fetch(url, { mode: 'no-cors' }).then(() => 'answered', () => 'error'));`;
  const source = (code: string) => URL.createObjectURL(new Blob([inWorker, code]));
  return {
    image: await heard((done) => {
      const image = new Image();
      listen(image, done);
      image.src = `${base}image`;
    }),
    fetch: await fetched(`${base}fetch`),
    'fetch-no-cors': await fetched(`${base}fetch-no-cors`, { mode: 'no-cors' }),
    keepalive: await fetched(`${base}keepalive`, { mode: 'no-cors', keepalive: true }),
    xhr: await heard((done) => {
      const request = new XMLHttpRequest();
      request.onload = () => done('load');
      request.onerror = () => done('error');
      request.open('GET', `${base}xhr`);
      request.send();
    }),
    beacon: String(navigator.sendBeacon(`${base}beacon`, 'a=b')),
    iframe: await heard((done) => {
      const frame = document.createElement('iframe');
      listen(frame, done);
      frame.src = `${base}iframe`;
      document.body.append(frame);
    }),
    form: await heard((done) => {
      const frame = element('iframe', { name: `target-${Math.random()}` });
      const form = element('form', { target: frame.name, method: 'POST', action: `${base}form` });
      listen(frame, done);
      form.submit();
    }),
    worker: await heard((done) => {
      const worker = new Worker(source('onmessage = ({ data }) => reply(self, data);'));
      worker.onmessage = ({ data }) => done(data);
      worker.postMessage(`${base}worker`);
    }),
    'shared-worker': await heard((done) => {
      const code = `onconnect = ({ ports: [port] }) => {
        port.onmessage = ({ data }) => reply(port, data);
      };`;
      const { port } = new SharedWorker(source(code));
      port.onmessage = ({ data }) => done(data);
      port.postMessage(`${base}shared-worker`);
    }),
    srcdoc: await heard((done) => {
      const frame = document.createElement('iframe');
      frame.srcdoc = `<script>const image = new Image();
        image.onload = () => parent.postMessage('load', '*');
        image.onerror = () => parent.postMessage('error', '*');
        image.src = ${JSON.stringify(`${base}srcdoc`)};</script>`;
      addEventListener('message', ({ data }) => done(data), { once: true });
      document.body.append(frame);
    }),
  };
}
