import { createSessionFold } from '../../src/core/session/fold.ts';
import { createFiltered } from '../../src/panel/filter.ts';
import { createLanes } from '../../src/panel/lanes.ts';
import { log } from '../core/support/log.ts';
import { median, type Notebook } from './figure.ts';
import { bigLog } from './logs.ts';

const COUNT = 100_000;
const ROUNDS = 5;

/** What is computed, without a browser. */
export function coreBench(notebook: Notebook): void {
  const observations = bigLog(COUNT);
  notebook.add(
    'fold 100,000 observations at once',
    timed(() => folded(observations)),
    'ms',
  );
  const one = folded(observations);
  notebook.add(
    'one more at 100,000',
    timed(() => appended(one)),
    'ms',
  );
  const { entries } = one.session;
  notebook.add(
    'lanes of 100,000',
    timed(() => createLanes().update(entries, 0)),
    'ms',
  );
  const filtered = createFiltered();
  filtered.search('', entries);
  for (const text of ['user-777@', 'kind:alias id:user-9'])
    notebook.add(
      `filter ‘${text}’`,
      timed(() => filtered.search(text, entries)),
      'ms',
    );
  const burst = log();
  for (let i = 0; i < 10_000; i += 1)
    burst.alias(`5tyjZxK+/Q1aB2cD3eF4${String(i).padStart(5, '0')}jau=`, `user-${i}@example.com`);
  notebook.add(
    'fold 10,000 aliases, 10 at a time',
    timed(() => inParts(burst.observations)),
    'ms',
  );
}

type Log = Parameters<ReturnType<typeof createSessionFold>['append']>[0];

function folded(observations: Log) {
  const fold = createSessionFold();
  fold.append(observations);
  fold.settle();
  return fold;
}

function inParts(observations: readonly (Log extends Iterable<infer One> ? One : never)[]): void {
  const fold = createSessionFold();
  for (let from = 0; from < observations.length; from += 20) {
    fold.append(observations.slice(from, from + 20));
    fold.settle();
  }
}

let next = 10_000_000;
function appended(fold: ReturnType<typeof createSessionFold>): void {
  const later = log(Date.now() + next).event('p', 'One more').observations;
  fold.append(later.map((observation) => ({ ...observation, seq: next++ })));
  fold.settle();
}

/** The median of several runs, in ms. */
function timed(run: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return median(times);
}
