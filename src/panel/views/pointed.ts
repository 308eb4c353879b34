import { lineAt } from './lane-cell.tsx';
import type { PanelViewProps } from './panel-props.ts';

/** What the mouse points at in the timeline. */
export interface Pointed {
  /** Key of the row. */
  readonly key: number;
  /** One of the lines beside it. */
  readonly line?: number;
  /** Where that is, in pixels from the left and from the top, or the bottom, of the list. */
  readonly place?: Readonly<Record<'left', number> & Partial<Record<'top' | 'bottom', number>>>;
}

export function samePointed(a: Pointed | null, b: Pointed | null): boolean {
  return a?.key === b?.key && a?.line === b?.line;
}

/** The row, and the line beside it, under the mouse. */
export function pointedAt(
  { target, clientX, clientY }: Pick<MouseEvent, 'target' | 'clientX' | 'clientY'>,
  { session, lanes }: Pick<PanelViewProps, 'session' | 'lanes'>,
): Pointed | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[role=row]') : null;
  if (!row) return null;
  const key = Number(row.dataset.key);
  const cell = row.querySelector('.row-lanes');
  const lane = lanes.at(session.indexOf(key) ?? -1);
  if (!lane || !(target instanceof Element) || !cell?.contains(target)) return { key };
  const box = cell.getBoundingClientRect();
  const list = row.closest('.timeline-box')?.getBoundingClientRect();
  const line = lineAt(lane, clientX - box.left, clientY - box.top);
  if (line === null || !list) return { key };
  const below = box.bottom < (list.top + list.bottom) / 2;
  const side = below ? { top: box.bottom - list.top } : { bottom: list.bottom - box.top };
  return { key, line, place: { left: box.right - list.left, ...side } };
}

/** The same each time, so that rows need not be drawn again. */
const nothingLit = (): boolean => false;

/** Says of a line whether it belongs to the person that is pointed at, or else selected. */
export function litLines(
  { session, lanes, selected }: Pick<PanelViewProps, 'session' | 'lanes' | 'selected'>,
  pointed: Pointed | null,
): (line: number) => boolean {
  const key = pointed?.key ?? selected;
  const index = key === null ? undefined : session.indexOf(key);
  const ofRow = index === undefined ? [] : (lanes.at(index)?.lines ?? []);
  const lines = pointed?.line === undefined ? ofRow : [pointed.line];
  if (lines.length === 0) return nothingLit;
  const wholes = new Set(lines.map((line) => lanes.whole(line)));
  return (line) => wholes.has(lanes.whole(line));
}
