import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/session/session.ts';
import { createOutline, type OutlineView } from '../../src/panel/outline.ts';
import { beginsVisit } from '../../src/panel/visits.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, type LogBuilder, log } from '../core/support/log.ts';

const BOB = 'bob@example.com';

const all = (entries: readonly Entry[]): number[] => entries.map((_, index) => index);
function outlineOf(entries: readonly Entry[], rows: readonly number[] = all(entries)) {
  const outline = createOutline();
  outline.update(entries, rows, 0);
  return outline;
}
/** Everything that an outline says. */
function said(outline: OutlineView, entries: readonly Entry[]) {
  return {
    lines: Array.from({ length: outline.length }, (_, at) => outline.line(at)),
    heads: [outline.heads, outline.foldedHeads],
    placed: entries.map((_, index) => [outline.lineOf(index), outline.visitStart(index)]),
    above: Array.from({ length: outline.length }, (_, at) => outline.headLine(at)),
  };
}
const two = (): LogBuilder =>
  log()
    .event(ANON, 'Early')
    .page('https://a.test/one')
    .alias(ANON, BOB)
    .event(BOB, 'One')
    .page('https://a.test/two')
    .event(BOB, 'Two')
    .event(BOB, 'Three');

describe('the outline', () => {
  it('puts each row under the page that it came under, and the first under none', () => {
    const { entries } = fold(two());
    const outline = outlineOf(entries);
    expect(outline.length).toBe(entries.length);
    const heads = entries.map((_, at) => outline.line(at)?.head?.rows);
    expect(heads).toEqual([undefined, 2, undefined, undefined, 2, undefined, undefined]);
    expect(all(entries).map((at) => outline.headLine(at))).toEqual([-1, 1, 1, 1, 4, 4, 4]);
  });

  it('does not begin a visit with a page of a frame', () => {
    const made = log().page('https://a.test/').frame(7).page('https://pay.test/').event(BOB, 'In');
    expect(outlineOf(fold(made).entries).heads).toBe(1);
  });

  it('counts what a visit held, each retry and finding where it is', () => {
    const made = two().again({ delivery: 'delivered' }).alias(BOB, 'guest');
    const { entries } = fold(made);
    const [first, second] = [1, 4].map((at) => outlineOf(entries).line(at)?.head?.held);
    expect(first).toMatchObject({ aliases: 1, events: 1 });
    const found = entries.slice(4).flatMap(({ findings }) => findings);
    expect(second).toEqual({
      ...{ aliases: 1, events: 2 },
      ...{ findings: found.length, worst: 'error' },
    });
    // What the filter hides was held all the same.
    expect(outlineOf(entries, [5]).line(0)?.head?.held).toEqual(second);
  });

  it('keeps the page of rows that fit a filter, and does not count it as one of them', () => {
    const { entries } = fold(two());
    const outline = outlineOf(entries, [3, 5]);
    const lines = Array.from({ length: outline.length }, (_, at) => outline.line(at));
    expect(lines.map((line) => [line?.index, line?.row])).toEqual([
      ...[[1, -1]],
      ...[[3, 0]],
      ...[[4, -1]],
      ...[[5, 1]],
    ]);
    expect(outline.lineOf(2)).toBe(-1);
    expect(outline.lineOf(4)).toBe(2);
  });

  it('folds a visit, and says where its rows are then', () => {
    const { entries } = fold(two());
    let changes = 0;
    const outline = createOutline(() => {
      changes += 1;
    });
    outline.update(entries, all(entries), 0);
    outline.fold(2, true);
    expect([outline.length, outline.lineOf(3), outline.lineOf(5), changes]).toEqual([5, 1, 3, 1]);
    outline.foldAll(true);
    expect([outline.length, outline.foldedHeads]).toEqual([3, 2]);
    outline.foldAll(false);
    expect(outline.length).toBe(entries.length);
  });

  it('stays folded while more comes, and under another filter', () => {
    const made = two();
    const { entries } = fold(made);
    const outline = outlineOf(entries);
    outline.foldAll(true);
    const more = fold(made.event(BOB, 'Four').page('https://a.test/three')).entries;
    outline.update(more, all(more), entries.length);
    expect([outline.length, outline.line(2)?.head?.rows]).toEqual([4, 3]);
    outline.filtered([3, 7], 0);
    expect([outline.length, outline.line(1)?.head]).toMatchObject([2, { folded: true, rows: 1 }]);
  });

  it('is the same however it came about', () => {
    const keep = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
    const cuts = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(
        arbitraryLog,
        arbitraryLog,
        keep,
        cuts,
        fc.nat(60),
        (one, other, kept, ways, at) => {
          const [a, b] = [fold(one).entries, fold(other).entries];
          const fitting = (entries: readonly Entry[], some: boolean) =>
            all(entries).filter((index) => !some || kept[index % kept.length]);
          const outline = outlineOf(a);
          let now: readonly Entry[] = a;
          let filtered = false;
          for (const [cut, other] of ways) {
            const from = Math.min(cut, now.length);
            now = [...now.slice(0, from), ...b.slice(from)];
            if (other !== filtered) {
              outline.update(now, fitting(now, filtered), from);
              outline.filtered(fitting(now, other), 0);
            } else outline.update(now, fitting(now, filtered), from);
            filtered = other;
          }
          const rows = fitting(now, filtered);
          const anew = outlineOf(now, rows);
          if (at < now.length) {
            outline.fold(at, true);
            anew.fold(at, true);
          }
          expect(said(outline, now)).toEqual(said(anew, now));
        },
      ),
    );
  });

  it('shows each row that fits once, in its order, below its page', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.array(fc.boolean(), { minLength: 1 }), (made, kept) => {
        const { entries } = fold(made);
        const rows = all(entries).filter((index) => kept[index % kept.length]);
        const outline = outlineOf(entries, rows);
        const lines = said(outline, entries).lines;
        expect(lines.flatMap((line) => (line && line.row >= 0 ? [line.index] : []))).toEqual(rows);
        for (const [at, line] of lines.entries()) {
          if (!line) throw new Error(`no line ${at}`);
          expect(outline.lineOf(line.index)).toBe(at);
          expect(line.head !== null).toBe(beginsVisit(entries[line.index] as Entry));
          const above = entries.findLastIndex(
            (entry, index) => index <= line.index && beginsVisit(entry),
          );
          expect(outline.line(outline.headLine(at))?.index ?? -1).toBe(above);
        }
      }),
    );
  });

  it('costs nothing for rows that stay', () => {
    const made = log();
    for (let i = 0; i < 300; i++) made.page(`https://a.test/${i}`).event(BOB, 'One');
    const { entries } = fold(made);
    const outline = outlineOf(entries);
    const looked = new Set<number>();
    const watched = <T extends object>(list: T): T =>
      new Proxy(list, {
        get(target, name) {
          if (typeof name === 'string' && /^\d+$/.test(name)) looked.add(Number(name));
          return Reflect.get(target, name);
        },
      });
    outline.update(watched(entries as Entry[]), watched(all(entries)), 598);
    // Halving looks at a few of the rows.
    expect(looked.size).toBeLessThan(25);
    expect(outline.length).toBe(600);
  });
});
