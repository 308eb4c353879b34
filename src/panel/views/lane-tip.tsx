import type { JSX } from 'preact';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { LaneRows } from '../lanes.ts';
import { LineSample } from './lane-cell.tsx';
import type { Pointed } from './pointed.ts';

/** Identities named of one line. */
const MOST = 4;

/** Whose line it is that the mouse points at: the rows say the same to those who cannot see it. */
export function LaneTip({
  pointed: { line = 0, place },
  lanes,
}: {
  readonly pointed: Pointed;
  readonly lanes: LaneRows;
}): JSX.Element {
  const { t, times } = useSpeech();
  const { ids, count } = lanes.identities(line, MOST);
  return (
    <div
      class="lane-tip"
      aria-hidden="true"
      style={Object.fromEntries(
        Object.entries(place ?? {}).map(([side, far]) => [side, `${far}px`]),
      )}
    >
      <LineSample line={lanes.whole(line)} />
      <span class="lane-tip-ids">
        {ids.map((id) => (
          <Identity key={id} id={id} />
        ))}
        {count > ids.length && (
          <span class="muted">{t('lane_more', times.count(count - ids.length))}</span>
        )}
      </span>
    </div>
  );
}
