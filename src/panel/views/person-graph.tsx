import type { JSX } from 'preact';
import type { Person } from '../../core/people/people.ts';
import type { RequestEntry } from '../../core/session/session.ts';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { type Arc, arcsOf } from './arcs.ts';

/** Identities drawn; the rest is counted. */
const DRAWN = 30;
/** Height of an identity's line, and distance of an arc's bend from the next, in pixels. */
const LINE = 22;
const LANE = 9;
/** Lanes that are drawn apart; further arcs share the outermost one. */
const LANES = 6;

/** A person's identities one below the other, with an arc for each pair that an alias joined. */
export function PersonGraph({
  person,
  aliases,
}: {
  readonly person: Person;
  readonly aliases: readonly RequestEntry[];
}): JSX.Element {
  const { t, times } = useSpeech();
  const identities = person.identities.slice(0, DRAWN);
  const arcs = arcsOf(
    identities.map(({ id }) => id),
    aliases.map(({ request }) => [request.p ?? '', request.n ?? '']),
  );
  const lanes = Math.min(LANES, 1 + Math.max(-1, ...arcs.map(({ lane }) => lane)));
  const width = lanes * LANE + 6;
  return (
    <div class="person-graph">
      <svg
        class="arcs"
        width={width}
        height={identities.length * LINE}
        viewBox={`0 0 ${width} ${identities.length * LINE}`}
        aria-hidden="true"
      >
        {arcs.map((arc) => (
          <path key={`${arc.from} ${arc.to}`} d={pathOf(arc, width)} />
        ))}
      </svg>
      <ul>
        {identities.map(({ id, kind }) => (
          <li key={id}>
            <Identity id={id} kind={kind} />
          </li>
        ))}
      </ul>
      {person.identities.length > DRAWN && (
        <p class="muted">
          {t('person_more_identities', times.count(person.identities.length - DRAWN))}
        </p>
      )}
    </div>
  );
}

/** From one line to the other by way of the arc's lane, with rounded corners. */
function pathOf({ from, to, lane }: Arc, width: number): string {
  const top = (from + 0.5) * LINE;
  const bottom = (to + 0.5) * LINE;
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
