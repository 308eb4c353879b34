import type { Generation } from './server.ts';

/** How a page gets its library; `loaded` without delay. */
export type Loading = 'loaded' | 'late' | 'never';

export interface PageOptions {
  readonly generation: Generation;
  readonly loading: Loading;
}

export interface PageContent {
  /** In `data-page` of the document, so that a test knows where it is. */
  readonly name: string;
  readonly title: string;
  readonly body: string;
  /** Script of the page's own, run before the library can have loaded. */
  readonly script?: string;
  /** API key; null for a page without Kissmetrics. */
  readonly apiKey?: string | null;
  /** Further markup of the head. */
  readonly head?: string;
  /** A frame rather than a page: no header. */
  readonly bare?: boolean;
  /** False for pages that are not the shop's: no menu. */
  readonly menu?: boolean;
  /** The library's cookies are forgotten first. */
  readonly fresh?: boolean;
}

export const SHOP_KEY = 'demo-shop-key';

/** The vendor's kind of snippet: queue, key, and the library by an asynchronous script. */
export function snippet(apiKey: string, { generation, loading }: PageOptions): string {
  return `<script>
var _kmq = _kmq || [];
var _kmk = _kmk || '${apiKey}';
function _kms(address) {
  setTimeout(function () {
    var first = document.getElementsByTagName('script')[0];
    var script = document.createElement('script');
    script.async = true;
    script.src = address;
    first.parentNode.insertBefore(script, first);
  }, 1);
}
_kms('//i.kissmetrics.io/i.js');
_kms('//scripts.kissmetrics.io/${apiKey}.2.js?gen=${generation}&lib=${loading}');
</script>`;
}

const STYLE = `
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #22313a; }
body { margin: 0; background: #fbf8f3; }
header { display: flex; gap: 24px; align-items: center; padding: 16px 32px; background: #fff; border-bottom: 1px solid #ece5da; }
header strong { font-size: 20px; letter-spacing: -0.02em; color: #14532d; }
nav { display: flex; gap: 16px; flex-wrap: wrap; }
a { color: #166534; }
main { max-width: 720px; margin: 40px auto; padding: 0 24px; }
h1 { font-size: 34px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 12px; }
form { display: grid; gap: 12px; max-width: 360px; margin-top: 20px; }
label { display: grid; gap: 4px; font-weight: 600; }
input, textarea { font: inherit; padding: 9px 12px; border: 1px solid #cfc6b8; border-radius: 8px; background: #fff; }
button, .button { font: inherit; font-weight: 600; padding: 10px 18px; border: 0; border-radius: 8px; background: #166534; color: #fff; cursor: pointer; text-decoration: none; display: inline-block; justify-self: start; }
pre { padding: 16px; border-radius: 8px; background: #fff; border: 1px solid #ece5da; white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { width: 100%; height: 120px; border: 1px dashed #cfc6b8; border-radius: 8px; }
.goods { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; margin: 28px 0; }
.goods div { padding: 18px; border-radius: 12px; background: #fff; border: 1px solid #ece5da; }
.goods b { display: block; }
`;

const MENU = [
  ['/', 'Shop'],
  ['/signup', 'Sign up'],
  ['/login', 'Log in'],
  ['/account', 'Account'],
  ['/contact', 'Contact'],
  ['/logout', 'Log out'],
]
  .map(([path, label]) => `<a href="${path}">${label}</a>`)
  .join('');

/** After the library has bound what it tracks, which it does no earlier than the document is read. */
const MARK = `function () {
  function mark() { document.documentElement.dataset.ready = ''; }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mark);
  else mark();
}`;

/** A whole document. `data-ready` is set when the library runs what was queued. */
export function document(content: PageContent, options: PageOptions): string {
  const { name, title, body, script = '', apiKey = SHOP_KEY } = content;
  const { head = '', bare = false, menu = true } = content;
  const tracked = apiKey === null ? '' : snippet(apiKey, options);
  const ready = apiKey === null ? `(${MARK})();` : `_kmq.push(${MARK});`;
  const nav = menu ? `<nav>${MENU}</nav>` : '';
  return `<!doctype html>
<html lang="en" data-page="${name}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
<style>${STYLE}</style>
${tracked}
<script>
${script}
${ready}
</script>
</head>
<body>
${bare ? '' : `<header><strong>Fern &amp; Field</strong>${nav}</header>`}
<main>${body}</main>
</body>
</html>`;
}
