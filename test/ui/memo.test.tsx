import { cleanup, render } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { createSessionFold } from '../../src/core/session/fold.ts';
import { createLanes } from '../../src/panel/lanes.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { memo } from '../../src/ui/memo.ts';
import { SpeechProvider } from '../../src/ui/text.tsx';
import { createTimes } from '../../src/ui/times.ts';
import { signUp } from './fixtures/stories.ts';
import { giveHeights, panelProps, t } from './support.tsx';

afterEach(cleanup);

it('draws a component again only when a property is another', () => {
  const draw = vi.fn(({ name }: { readonly name: string; readonly more?: number }) => (
    <b>{name}</b>
  ));
  const View = memo(draw);
  const { rerender, container } = render(<View name="a" />);
  rerender(<View name="a" />);
  expect(draw).toHaveBeenCalledTimes(1);
  rerender(<View name="a" more={1} />);
  rerender(<View name="b" more={1} />);
  rerender(<View name="b" />);
  expect(draw).toHaveBeenCalledTimes(4);
  expect(container.textContent).toBe('b');
});

it('leaves the rows of a timeline as they are when one more comes', () => {
  giveHeights();
  const times = createTimes('en-GB', 'UTC');
  const speech = { t, times: { ...times, precise: vi.fn(times.precise) } };
  const all = signUp().observations;
  const fold = createSessionFold();
  fold.append(all.slice(0, -2));
  const lanes = createLanes();
  lanes.update(fold.session.entries, fold.settle().from);
  const draw = () => (
    <SpeechProvider value={speech}>
      <PanelView {...panelProps(fold.session, { lanes })} />
    </SpeechProvider>
  );
  const { rerender } = render(draw());
  const rows = document.querySelectorAll('[role=row]').length;
  expect(speech.times.precise.mock.calls.length).toBeGreaterThanOrEqual(rows);
  speech.times.precise.mockClear();
  fold.append(all.slice(-2));
  lanes.update(fold.session.entries, fold.settle().from);
  rerender(draw());
  expect(document.querySelectorAll('[role=row]').length).toBeGreaterThan(rows);
  // The new one, the one that Tab reached before, and the heads of pages, whose counts may be others.
  expect(speech.times.precise.mock.calls.length).toBeLessThan(rows / 2);
});
