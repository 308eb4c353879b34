import { useState } from 'preact/hooks';
import type { Session } from '../../src/core/session/session.ts';
import { createFiltered } from '../../src/panel/filter.ts';
import { createOutline } from '../../src/panel/outline.ts';
import type { PanelViewProps } from '../../src/panel/views/panel-props.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { panelProps, show } from './support.tsx';

function rowsOf(session: Session, filter: string): readonly number[] {
  const filtered = createFiltered();
  filtered.search(filter, session.entries);
  return filtered.positions;
}

/** The panel as it is used: what it calls back with comes back as what it shows. */
function LivePanel({ session, more }: { session: Session; more: Partial<PanelViewProps> }) {
  const [props, setProps] = useState(() => ({ ...panelProps(session), ...more }));
  const set = (next: Partial<PanelViewProps>) => setProps((old) => ({ ...old, ...next }));
  const [, redraw] = useState(0);
  const [outline] = useState(() => createOutline(() => redraw((n) => n + 1)));
  const rows = more.rows ?? rowsOf(session, props.filter);
  outline.update(session.entries, rows, 0);
  return (
    <PanelView
      {...{ ...props, rows, outline }}
      onSelect={(selected) => set({ selected })}
      onTab={(tab) => set({ tab })}
      onFilter={(filter) => set({ filter })}
      onPause={(on) => set({ pause: { on, waiting: 0 } })}
      onIntroduction={(introduction) => set({ introduction })}
      onOptions={(options) => set({ options, earlierRows: 0 })}
      onSource={{
        ...props.onSource,
        close: () => set({ sources: { ...props.sources, imported: [], shown: 0 } }),
      }}
    />
  );
}

export function showLive(session: Session, more: Partial<PanelViewProps> = {}): void {
  show(<LivePanel session={session} more={more} />);
}
