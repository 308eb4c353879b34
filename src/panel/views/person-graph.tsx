import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PersonIdentity } from '../../core/people/people.ts';
import { useSpeech } from '../../ui/text.tsx';
import { type Arc, arcsOf } from './arcs.ts';

/** Identities drawn at first, and how many more each time the user asks for them. */
const DRAWN = 12;
const MORE = 60;
/** Height of an identity's line, and distance of an arc's bend from the next, in pixels. */
const LINE = 44;
const LANE = 9;
/** Where on its line an arc meets an identity. */
const MIDDLE = 12;
/** Lanes that are drawn apart; further arcs share the outermost one. */
const LANES = 6;

/** One alias of a person, as far as it is drawn. */
export interface DrawnAlias {
  readonly key: number;
  readonly p: string;
  readonly n: string;
  /** What a press on it does, in words. */
  readonly title: string;
}

/** A person's identities one below the other, with an arc for each pair that an alias joined. */
export function PersonGraph({
  identities: all,
  aliases,
  line,
  onShow,
}: {
  readonly identities: readonly PersonIdentity[];
  readonly aliases: readonly DrawnAlias[];
  readonly line: (identity: PersonIdentity) => ComponentChildren;
  readonly onShow: (key: number) => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  const [drawn, setDrawn] = useState(DRAWN);
  const identities = all.slice(0, drawn);
  const arcs = arcsOf(
    identities.map(({ id }) => id),
    aliases.map(({ p, n }) => [p, n]),
  );
  const lanes = Math.min(LANES, 1 + Math.max(-1, ...arcs.map(({ lane }) => lane)));
  const width = lanes * LANE + 6;
  const left = all.length - identities.length;
  return (
    <div class="person-graph">
      <svg
        class="arcs"
        width={width}
        height={identities.length * LINE}
        viewBox={`0 0 ${width} ${identities.length * LINE}`}
        aria-hidden="true"
      >
        {arcs.map((arc) => {
          const alias = aliases[arc.pair];
          const path = pathOf(arc, width);
          return (
            alias && (
              // With the keyboard the list of aliases below does the same.
              <g key={`${arc.from} ${arc.to}`} class="arc" onClick={() => onShow(alias.key)}>
                <title>{alias.title}</title>
                <path class="arc-target" d={path} />
                <path d={path} />
              </g>
            )
          );
        })}
      </svg>
      <ul>
        {identities.map((identity) => (
          <li key={identity.id}>{line(identity)}</li>
        ))}
      </ul>
      {left > 0 && (
        <button
          type="button"
          class="button person-more"
          data-weight="quiet"
          onClick={() => setDrawn(drawn + MORE)}
        >
          {t('person_show_more', times.count(Math.min(MORE, left)), times.count(all.length))}
        </button>
      )}
    </div>
  );
}

/** From one line to the other by way of the arc's lane, with rounded corners. */
function pathOf({ from, to, lane }: Arc, width: number): string {
  const top = from * LINE + MIDDLE;
  const bottom = to * LINE + MIDDLE;
  const x = width - 4 - (Math.min(lane, LANES - 1) + 1) * LANE + 3;
  const bend = Math.min(6, width - x);
  return [
    `M${width} ${top}H${x + bend}`,
    `Q${x} ${top} ${x} ${top + bend}`,
    `V${bottom - bend}`,
    `Q${x} ${bottom} ${x + bend} ${bottom}`,
    `H${width}`,
  ].join('');
}
