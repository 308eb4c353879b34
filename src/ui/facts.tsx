import { type ComponentChildren, Fragment, type JSX } from 'preact';

/** A list of names and values; a value of null or undefined leaves its line out. */
export function Facts({
  items,
}: {
  readonly items: readonly (readonly [name: ComponentChildren, value: ComponentChildren] | null)[];
}): JSX.Element {
  return (
    <dl class="facts">
      {items.map((item, index) =>
        item === null || item[1] === null || item[1] === undefined ? null : (
          <Fragment key={index}>
            <dt>{item[0]}</dt>
            <dd>{item[1]}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
