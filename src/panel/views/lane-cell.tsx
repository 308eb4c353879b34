import type { JSX } from 'preact';
import { useKinds } from '../../ui/kinds.tsx';
import { type LaneRow, MOST_LANES } from '../lanes.ts';

/** Pixels between two lines; the first column in `timeline.css` has room for all. */
const GAP = 9;
/** Height of a row; the same as `--row`. */
const ROW = 24;
const MIDDLE = ROW / 2;
/**
 * Colours in the tokens, and patterns in the style sheet. Neighbours differ in both, and 24 lines
 * go by until one is drawn as another was.
 */
const COLOURS = 6;
const PATTERNS = 4;
const patternOf = (line: number): number => (line + Math.floor(line / COLOURS)) % PATTERNS;

const xOf = (lane: number): number => GAP * (lane + 0.5) + 2;

/** The part of the identities' lines that lies beside one row, as in a graph of commits. */
export function LaneCell({
  row,
  lit,
}: {
  readonly row: LaneRow;
  /** Whether a line belongs to what is pointed at. */
  readonly lit: (line: number) => boolean;
}): JSX.Element {
  const { before, after, link } = row;
  const join = joinOf(row);
  const at = join ? join.target : row.at;
  return (
    <span class="row-lanes" aria-hidden="true">
      <svg width={xOf(MOST_LANES) - GAP / 2} height={ROW} aria-hidden="true">
        {before.map((line, lane) => {
          const next = after[lane] ?? null;
          const x = xOf(lane);
          return (
            <>
              {line !== null &&
                (lane === join?.ended ? (
                  <Line line={line} lit={lit(line)} d={bend(x, 0, xOf(join.target), MIDDLE)} />
                ) : (
                  <Line line={line} lit={lit(line)} d={`M${x} 0V${line === next ? ROW : MIDDLE}`} />
                ))}
              {next !== null && next !== line && (
                <Line line={next} lit={lit(next)} d={`M${x} ${MIDDLE}V${ROW}`} />
              )}
            </>
          );
        })}
        {link && <Link row={row} />}
        {at >= 0 && <Node row={row} at={at} line={after[at] ?? before[at] ?? 0} />}
      </svg>
    </span>
  );
}

/** The line at a place in the cell, in pixels from its top left; null where there is none. */
export function lineAt({ before, after }: LaneRow, x: number, y: number): number | null {
  const lane = Math.floor((x - 2) / GAP);
  const [here, there] = y < MIDDLE ? [before, after] : [after, before];
  return here[lane] ?? there[lane] ?? null;
}

/** A piece of a line, beside its name. */
export function LineSample({ line }: { readonly line: number }): JSX.Element {
  return (
    <svg class="lane-sample" width={6} height={ROW} aria-hidden="true">
      <Line line={line} lit d={`M3 0V${ROW}`} />
    </svg>
  );
}

/** Of a join the lane whose line ends, and the one whose line goes on as both. */
function joinOf({ after, link }: LaneRow): { ended: number; target: number } | null {
  if (link?.how !== 'join') return null;
  const { from, to } = link;
  return after[to] === null ? { ended: to, target: from } : { ended: from, target: to };
}

/** From one line to the other: a join of a line that had not begun, or how it came to none. */
function Link({ row }: { readonly row: LaneRow }): JSX.Element | null {
  const { before, link } = row;
  if (!link) return null;
  const join = joinOf(row);
  if (join && before[join.ended] !== null) return null;
  const [x, to] = [xOf(link.from), xOf(link.to)];
  return <path class="lane-link" data-how={link.how} d={`M${x} ${MIDDLE}H${to}`} />;
}

/** Filled and square for a named identity, an open ring for an anonymous one. */
function Node({
  row: { id, link },
  at,
  line,
}: {
  readonly row: LaneRow;
  /** Its lane. */
  readonly at: number;
  readonly line: number;
}): JSX.Element {
  const kinds = useKinds();
  const colour = line % COLOURS;
  const size = link?.how === 'join' ? 4 : 3;
  const x = xOf(at);
  return id !== null && kinds.of(id) === 'named' ? (
    <rect
      class="lane-node"
      data-lane={colour}
      x={x - size}
      y={MIDDLE - size}
      width={2 * size}
      height={2 * size}
      rx="1.5"
    />
  ) : (
    <circle class="lane-node" data-lane={colour} data-open cx={x} cy={MIDDLE} r={size} />
  );
}

function Line({
  line,
  d,
  lit,
}: {
  readonly line: number;
  readonly d: string;
  readonly lit: boolean;
}): JSX.Element {
  return (
    <path
      class="lane"
      data-lane={line % COLOURS}
      data-pattern={patternOf(line)}
      data-lit={lit}
      d={d}
    />
  );
}

function bend(x: number, y: number, toX: number, toY: number): string {
  const half = (y + toY) / 2;
  return `M${x} ${y}C${x} ${half + 3} ${toX} ${half - 1} ${toX} ${toY}`;
}
