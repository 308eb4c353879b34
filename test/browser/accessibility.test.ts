import { expect, test } from 'vitest';
import { violationsIn } from '../ui/gallery/axe.ts';
import { allShots, eachShot, nameOf } from '../ui/gallery/open.ts';

/** Every state in both themes; the narrowest panel, where most has to make room. */
const SHOTS = allShots().filter(
  ({ view, theme, width }) => theme !== 'contrast' && (view !== 'panel' || width === 300),
);

test('axe finds nothing in any state of panel, popup and options, in both themes', async () => {
  const found: string[] = [];
  await eachShot(SHOTS, async (page, shot) => {
    for (const violation of await violationsIn(page)) found.push(`${nameOf(shot)}: ${violation}`);
  });
  expect(found).toEqual([]);
}, 900_000);
