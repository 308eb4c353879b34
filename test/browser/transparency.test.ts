import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedOf, traffic } from '../demo/flows.ts';
import { comparable, withoutIds } from '../demo/traffic.ts';
import { BROWSERS } from './browsers.ts';
import { PERFORMANCES, Stage } from './stage.ts';

describe.each(BROWSERS)('with the extension in $name', ({ launch }) => {
  const watched = new Stage();
  const alone = new Stage();
  beforeAll(() => Promise.all([watched.open(launch), alone.open(launch, { extension: false })]));
  afterAll(() => Promise.all([watched.close(), alone.close()]));

  test.each(PERFORMANCES)(
    '$name ($generation) sends the same, byte for byte',
    async ({ flow, generation }) => {
      const perform = async (stage: Stage) => {
        const page = await stage.newVisitor();
        await flow.run(page, stage.demo, generation);
        const left = await page.evaluate(leftBehind);
        const requests = comparable(stage.demo.tracking.requests);
        await page.close();
        return { requests, left: { ...left, html: withoutIds(left.html) } };
      };
      const [seen, unseen] = await Promise.all([perform(watched), perform(alone)]);
      expect(seen).toEqual(unseen);
      const unnumbered = (lines: readonly string[]) =>
        lines.map((line) => line.replace(/anon-\d+/g, 'anon')).sort();
      expect(unnumbered(traffic(watched.demo))).toEqual(unnumbered(expectedOf(flow, generation)));
    },
  );
});

/** What the page and its library leave in the document that anybody could come across. */
function leftBehind() {
  return {
    globals: Object.keys(window).sort(),
    cookies: document.cookie
      .split('; ')
      .map((cookie) => cookie.split('=')[0])
      .sort(),
    storage: [Object.keys(localStorage), Object.keys(sessionStorage)],
    queue: Object.keys((Reflect.get(window, '_kmq') as object | undefined) ?? {}).sort(),
    library: Object.keys((Reflect.get(window, 'KM') as object | undefined) ?? {}).sort(),
    html: document.documentElement.outerHTML,
  };
}
