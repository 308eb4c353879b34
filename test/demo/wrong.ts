import type { RuleId } from '../../src/core/findings/finding.ts';
import { type PageContent, SHOP_KEY } from './layout.ts';
import { UNREACHABLE_KEY } from './tracking.ts';

export const WRONG = 'http://wrong.example.test';

export interface WrongPage {
  readonly path: string;
  /** The rule that this page breaks. */
  readonly rule: RuleId;
  readonly title: string;
  /** Runs once the library is there; `anon` is the anonymous ID, `raw` sends a request by hand. */
  readonly script: string;
  readonly apiKey?: string;
}

const ANN = 'ann@example.com';

/**
 * Pages that each make one mistake, by a visitor whom nobody knows. Since only http is served, all
 * that send identities make the one of `insecure-transport` too.
 */
export const WRONG_PAGES: readonly WrongPage[] = [
  page(
    'shared-identity',
    "identify('anonymous') for everybody",
    `KM.identify('anonymous'); KM.record('Seen');`,
  ),
  page(
    'merges-two-named',
    'Two named identities aliased',
    `KM.record('Seen'); KM.alias('crm-1', '${ANN}'); raw('e', { _p: 'crm-1', _n: 'Seen' });`,
  ),
  page(
    'repeated-alias',
    'The same alias again',
    `KM.alias('${ANN}', anon); KM.alias(anon, '${ANN}'); KM.identify('${ANN}'); KM.record('Seen');`,
  ),
  page(
    'identity-too-long',
    'An identity of 256 characters',
    `KM.identify(new Array(257).join('x')); KM.record('Seen');`,
  ),
  page(
    'surrounding-whitespace',
    'Spaces around an identity',
    `KM.identify(' ${ANN} '); KM.record('Seen');`,
  ),
  page(
    'case-variants',
    'The same address in another case',
    `KM.identify('Ann@example.com'); KM.record('Seen'); KM.clearIdentity(); KM.i(); KM.identify('${ANN}'); KM.record('Seen');`,
  ),
  page(
    'double-encoded',
    'An identity encoded twice',
    `KM.identify('ann%40example.com'); KM.record('Seen');`,
  ),
  page(
    'mangled-anonymous-id',
    'An anonymous ID whose + became a space',
    `raw('a', { _p: '5tyjZxK /Q1aB2cD3eF4gH5iJau=', _n: '${ANN}' }); raw('e', { _p: '${ANN}', _n: 'Seen' });`,
  ),
  page(
    'weak-identifier',
    'An IP address as identity',
    `KM.identify('203.0.113.7'); KM.record('Seen');`,
  ),
  page(
    'mixed-api-keys',
    'Two API keys',
    `KM.record('Seen'); raw('e', { _k: 'other-key', _p: anon, _n: 'Seen' });`,
  ),
  page('insecure-transport', 'Plain http', `KM.record('Seen');`),
  page(
    'identity-not-cleared',
    'Another user without logging out',
    `KM.identify('${ANN}'); KM.record('Seen'); KM.identify('bob@example.com'); KM.record('Seen');`,
  ),
  page('identify-cleared', "identify('')", `KM.record('Seen'); KM.identify('');`),
  page('unknown-method', 'A misspelt method', `_kmq.push(['indentify', '${ANN}']);`),
  page(
    'event-under-anonymous',
    'An event under the anonymous ID after the alias',
    `KM.identify('${ANN}'); KM.record('Seen'); raw('e', { _p: anon, _n: 'Late' });`,
  ),
  page(
    'alias-never-seen',
    'An alias whose identity never does anything',
    `KM.record('Seen'); KM.alias('${ANN}', anon);`,
  ),
  page(
    'self-alias',
    'An identity aliased with itself',
    `raw('a', { _p: '${ANN}', _n: '${ANN}' }); raw('e', { _p: '${ANN}', _n: 'Seen' });`,
  ),
  page('missing-parameter', 'An alias without _n', `raw('a', { _p: '${ANN}' });`),
  page(
    'chained-merge',
    'A second user joined with the first one’s anonymous ID',
    `KM.identify('${ANN}'); KM.record('Seen'); raw('a', { _p: anon, _n: 'bob@example.com' }); raw('e', { _p: 'bob@example.com', _n: 'Seen' });`,
  ),
  page('not-delivered', 'A tracking request that cannot arrive', `KM.record('Lost');`, {
    apiKey: UNREACHABLE_KEY,
  }),
  page(
    'called-not-sent',
    'A script of the page puts another Image in the place of the browser’s',
    `window.Image = function () {}; KM.alias('${ANN}', anon);`,
  ),
];

function page(
  rule: RuleId,
  title: string,
  script: string,
  more: Pick<WrongPage, 'apiKey'> = {},
): WrongPage {
  return { path: `/${rule}`, rule, title, script, ...more };
}

export function wrongPage(path: string): PageContent | undefined {
  if (path === '/') {
    const items = WRONG_PAGES.map(
      ({ path: to, rule, title }) => `<li><a href="${to}">${title}</a> <code>${rule}</code></li>`,
    );
    return {
      name: 'wrong',
      title: 'Everything wrong',
      apiKey: null,
      menu: false,
      body: `<h1>Everything wrong</h1>
<p>One page for each mistake. Every page begins with a visitor whom nobody knows.</p>
<ul>${items.join('')}</ul>`,
    };
  }
  const found = WRONG_PAGES.find((wrong) => wrong.path === path);
  if (!found) return undefined;
  const { rule, title, script, apiKey = SHOP_KEY } = found;
  return {
    name: rule,
    title,
    apiKey,
    menu: false,
    fresh: true,
    body: `<h1>${title}</h1>
<pre>${script.replaceAll('; ', ';\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>
<p><a href="/">All mistakes</a></p>`,
    script: `_kmq.push(function () {
  var anon = KM.i();
  function raw(kind, values) {
    var query = new URLSearchParams(Object.assign({ _k: '${SHOP_KEY}' }, values));
    new Image(1, 1).src = 'http://trk.kissmetrics.io/' + kind + '?' + query;
  }
  ${script}
});`,
  };
}
