import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import { capture } from './capture.ts';
import { type CaptureTargets, captureEvents } from './capture-events.ts';

/**
 * Captures requests into the tabs' logs. Call at the top level of the background.
 * @param known the user's own hosts, as far as they are known without waiting
 * @returns watches further own hosts
 */
export function captureInto(
  targets: CaptureTargets,
  known: readonly TrackingHost[],
): (own: readonly TrackingHost[]) => void {
  return capture(captureEvents(targets), known);
}
