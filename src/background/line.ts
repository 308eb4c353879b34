/**
 * Runs work one after another, in the order in which it was asked for; work that fails stops
 * nothing that comes after it.
 * @param first what the first work waits for
 */
export function createLine(first: Promise<unknown> = Promise.resolve()) {
  let line: Promise<unknown> = first.catch(() => {});
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work);
    line = done.catch(() => {});
    return done;
  };
}
