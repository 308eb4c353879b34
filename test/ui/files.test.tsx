import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fold } from '../core/support/fold.ts';
import { signUp } from './fixtures/stories.ts';
import { giveDragEvents, giveHeights, LIVE_ONLY, showPanel } from './support.tsx';

const HAR = { id: 4, name: 'signup.har', format: 'har', leftOut: 0, problem: '' } as const;
const imported = { ...LIVE_ONLY, imported: [HAR], shown: 4 };

beforeEach(() => {
  giveHeights();
  giveDragEvents();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('Export', () => {
  /** Presses a link to a file instead of saving it; gives its name. */
  function catchDownload(): { name: string; type: string } {
    const caught = { name: '', type: '' };
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      caught.type = blob instanceof Blob ? blob.type : '';
      return 'blob:x';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      caught.name = this.download;
    });
    return caught;
  }
  const open = () => fireEvent.click(screen.getByRole('button', { name: 'Export' }));

  it('saves all rows as they are, in the format chosen', () => {
    const caught = catchDownload();
    const { props } = showPanel(fold(signUp()));
    open();
    fireEvent.click(screen.getByRole('menuitem', { name: /^HAR/ }));
    expect(props.exported).toHaveBeenLastCalledWith({ format: 'har', rows: 'all', mask: false });
    expect(caught).toEqual({ name: 'x.json', type: 'application/json' });
  });

  it('saves the filtered rows alone, with names masked, if told so', () => {
    catchDownload();
    const { props } = showPanel(fold(signUp()), { rows: [1, 2] });
    open();
    expect(
      screen.getByRole('menuitemradio', { name: /^All rows/ }).getAttribute('aria-checked'),
    ).toBe('true');
    fireEvent.click(screen.getByRole('menuitemradio', { name: /^Filtered rows only.*2$/ }));
    fireEvent.click(screen.getByRole('menuitemcheckbox', { name: /^Mask/ }));
    fireEvent.click(screen.getByRole('menuitem', { name: /^CSV/ }));
    expect(props.exported).toHaveBeenLastCalledWith({ format: 'csv', rows: 'shown', mask: true });
  });

  it('offers every format', () => {
    showPanel(fold(signUp()));
    open();
    const names = within(screen.getByRole('group', { name: 'Save as' }))
      .getAllByRole('menuitem')
      .map((item) => item.querySelector('.menu-label')?.textContent);
    expect(names).toEqual(['Session file', 'HAR', 'CSV', 'JSON', 'Markdown']);
  });

  it('lets a format be dragged out as a file', () => {
    catchDownload();
    showPanel(fold(signUp()));
    open();
    const setData = vi.fn();
    const item = screen.getByRole('menuitem', { name: /^Session file/ });
    expect(item.getAttribute('draggable')).toBe('true');
    fireEvent.dragStart(item, { dataTransfer: { setData } });
    expect(setData).toHaveBeenCalledWith('DownloadURL', 'application/json:x.json:blob:x');
  });
});

describe('Import', () => {
  const file = new File(['{}'], 'a.har');

  it('opens the files that are chosen', () => {
    const { props } = showPanel(fold(signUp()));
    const input = screen.getByTestId('import-file');
    const asked = vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => {});
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    expect(asked).toHaveBeenCalledOnce();
    Object.defineProperty(input, 'files', { value: [file] });
    fireEvent.change(input);
    expect(props.onSource.open).toHaveBeenCalledWith([file]);
  });

  it('takes files that are dropped anywhere, and says so before', () => {
    const { props } = showPanel(fold(signUp()));
    const dataTransfer = { types: ['Files'], files: [file] };
    const grid = screen.getByRole('grid');
    expect(fireEvent.dragOver(grid, { dataTransfer })).toBe(false);
    expect(screen.getByText(/Drop a HAR/)).toBeTruthy();
    expect(fireEvent.drop(grid, { dataTransfer })).toBe(false);
    expect(props.onSource.open).toHaveBeenCalledWith([file]);
    expect(screen.queryByText(/Drop a HAR/)).toBeNull();
  });

  it('leaves alone what is no file', () => {
    showPanel(fold(signUp()));
    const dataTransfer = { types: ['text/plain'], files: [] };
    expect(fireEvent.dragOver(screen.getByRole('grid'), { dataTransfer })).toBe(true);
    expect(screen.queryByText(/Drop a HAR/)).toBeNull();
  });

  it('says what is being read, and stops if told so', () => {
    const reading = { name: 'big.har', share: 0.5 };
    const { props } = showPanel(fold(signUp()), { sources: { ...LIVE_ONLY, reading } });
    expect(screen.getByText('Reading big.har…').getAttribute('role')).toBe('status');
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('0.5');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(props.onSource.cancel).toHaveBeenCalledOnce();
  });

  it('says why a file could not be used', () => {
    const failure = '“a.har” was not imported: it is empty. \u202e<b>';
    const { props } = showPanel(fold(signUp()), { sources: { ...LIVE_ONLY, failure } });
    expect(screen.getByRole('alert').textContent).toBe(
      '“a.har” was not imported: it is empty. \\u{202e}<b>',
    );
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(props.onSource.dismiss).toHaveBeenCalledOnce();
  });
});

describe('an imported session', () => {
  it('is marked, and cannot be cleared', () => {
    showPanel(fold(signUp()), { sources: imported });
    expect(screen.getByTestId('imported').textContent).toContain(
      'HAR file “signup.har”, read-only',
    );
    expect(screen.getByTestId('health').textContent).toBe('Imported, read-only');
    expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Export' })).toBeTruthy();
  });

  it('stands beside the live one, to go between them and to close it', () => {
    const { props } = showPanel(fold(signUp()), { sources: imported });
    const sessions = within(screen.getByRole('group', { name: 'Sessions' }));
    const pressed = (name: string) =>
      sessions.getByRole('button', { name }).getAttribute('aria-pressed');
    expect([pressed('Live'), pressed('signup.har')]).toEqual(['false', 'true']);
    fireEvent.click(sessions.getByRole('button', { name: 'Live' }));
    expect(props.onSource.show).toHaveBeenLastCalledWith(0);
    fireEvent.click(sessions.getByRole('button', { name: 'Close signup.har' }));
    expect(props.onSource.close).toHaveBeenLastCalledWith(4);
  });

  it('says what was left out, and when there is nothing in it', () => {
    const some = { ...HAR, leftOut: 3, problem: 'log.entries[0]: is not an object' };
    showPanel(fold([]), { sources: { ...imported, imported: [some] } });
    expect(screen.getByTestId('imported').textContent).toContain(
      'left out: 3, the first is log.entries[0]: is not an object.',
    );
    expect(screen.getByRole('heading', { name: 'Nothing in this file' })).toBeTruthy();
  });
});
