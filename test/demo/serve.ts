import { parseArgs } from 'node:util';
import { startDemo } from './server.ts';
import { SHOP } from './shop.ts';
import { WRONG } from './wrong.ts';

/**
 * The demo's server alone, on a port that stays the same, for a browser that is started by hand:
 * `node test/tools/run-ts.mjs test/demo/serve.ts [--port 8417]`.
 */
const { port } = parseArgs({ options: { port: { type: 'string', default: '8417' } } }).values;
const ending = new AbortController();
const { signal } = ending;
process.once('SIGINT', () => ending.abort());
const demo = await startDemo({ signal, port: Number(port) });
console.log(`Shop      ${SHOP}/        ?gen=older or ?gen=newer, ?lib=late or ?lib=never
Mistakes  ${WRONG}/

Chromium  --host-resolver-rules="MAP * 127.0.0.1:${demo.port}"
Firefox   HTTP proxy 127.0.0.1, port ${demo.port}

Ctrl-C ends it. What the tracking server gets:`);
let shown = 0;
while (!signal.aborted) {
  const next = demo.tracking.waitFor((requests) => requests.length > shown, { signal });
  await next.catch(() => undefined);
  for (const { method, host, path, body } of demo.tracking.requests.slice(shown)) {
    console.log(`${method} ${host}${path} ${body}`);
    shown += 1;
  }
}
