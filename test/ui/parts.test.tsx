import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callText } from '../../src/ui/call-text.ts';
import { CopyButton } from '../../src/ui/copy-button.tsx';
import { MarksProvider } from '../../src/ui/highlight.tsx';
import { HiddenCharacters, Identity } from '../../src/ui/identity.tsx';
import { LongText } from '../../src/ui/long-text.tsx';
import { Splitter } from '../../src/ui/splitter.tsx';
import { ANON, argument } from '../core/support/log.ts';
import { show } from './support.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function withClipboard(writeText: (text: string) => Promise<void>): void {
  vi.stubGlobal('navigator', { clipboard: { writeText } });
}

describe('the copy button', () => {
  it('puts the text on the clipboard and says so', async () => {
    const writeText = vi.fn(async (_: string) => {});
    withClipboard(writeText);
    show(<CopyButton text="a+b=" label="_p" />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy _p' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Copied'));
    expect(writeText).toHaveBeenCalledWith('a+b=');
  });

  it('copies in the old way where the clipboard is refused, as in a frame of DevTools', async () => {
    withClipboard(() => Promise.reject(new Error('no permission')));
    let copied = '';
    document.execCommand = () => {
      copied = document.querySelector('textarea')?.value ?? '';
      return true;
    };
    show(<CopyButton text="a+b=" label="_p" />);
    fireEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Copied'));
    expect(copied).toBe('a+b=');
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('says when nothing was copied', async () => {
    withClipboard(() => Promise.reject(new Error('no permission')));
    document.execCommand = () => false;
    show(<CopyButton text="x" label="_p" />);
    fireEvent.click(screen.getByRole('button'));
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toBe('Copying is not allowed here'),
    );
  });
});

describe('an identity', () => {
  it.each([
    [ANON, 'anonymous'],
    ['bob@example.com', 'named'],
  ])('%s has its kind as a shape with a name', (id, kind) => {
    show(<Identity id={id} />);
    expect(screen.getByRole('img', { name: kind })).toBeTruthy();
  });

  it('has the invisible made visible', () => {
    show(<Identity id={'\u202egro.live@bob\u0000'} whole />);
    expect(screen.getByText('\\u{202e}gro.live@bob\\u{0}').tagName).toBe('BDI');
  });
});

describe('the spaces of an identity that nobody would see', () => {
  const marks = () => screen.queryAllByRole('img', { name: 'space' });

  it.each([
    [' bob', 1],
    ['bob ', 1],
    ['bob  smith', 2],
    [' bob  \u00a0smith  ', 6],
    ['   ', 3],
    ['bob smith', 0],
  ])('of “%s” have %i marks, and are copied as they are', (id, count) => {
    for (const whole of [false, true]) {
      const { container, unmount } = show(<Identity id={id} whole={whole} />);
      expect(marks()).toHaveLength(count);
      expect(container.querySelector('bdi')?.textContent).toBe(id);
      unmount();
    }
  });

  it('are marked within what the filter has found as well', () => {
    show(
      <MarksProvider value={/bob {2}/g}>
        <Identity id="bob  smith " />
      </MarksProvider>,
    );
    expect(marks().map((mark) => mark.closest('mark')?.textContent)).toEqual([
      'bob  ',
      'bob  ',
      undefined,
    ]);
  });

  it('are told of where the identity stands as it is', () => {
    const { redraw } = show(<HiddenCharacters id=" bob" />);
    expect(screen.getByText(/^hidden spaces/).textContent).toBe('hidden spaces: (space)bob');
    expect(screen.getByTitle('␣bob')).toBeTruthy();
    redraw(<HiddenCharacters id="  " />);
    expect(screen.getByText(/^only spaces/).textContent).toBe('only spaces: (space)(space)');
    redraw(<HiddenCharacters id={' bob\u0000'} />);
    expect(screen.getByText(/^hidden characters/).textContent).toMatch(/: \(space\)bob\\u\{0\}$/);
    redraw(<HiddenCharacters id="bob smith" />);
    expect(screen.queryByText(/hidden|spaces/)).toBeNull();
  });
});

describe('a long text', () => {
  it('is cut, with its length', () => {
    show(<LongText text={'x'.repeat(12_345)} limit={10} />);
    expect(screen.getByText('xxxxxxxxxx…')).toBeTruthy();
    expect(screen.getByText('(12,345 characters in all)')).toBeTruthy();
  });

  it('is whole where it is short', () => {
    show(<LongText text="short" limit={5} />);
    expect(screen.getByText('short')).toBeTruthy();
  });
});

describe('the line between two panes', () => {
  const line = (share: number) => {
    const onShare = vi.fn();
    show(<Splitter label="Size" share={share} across controls="x" onShare={onShare} />);
    return { onShare, separator: screen.getByRole('separator', { name: 'Size' }) };
  };

  it('moves by keys within its limits, and says where it is', () => {
    const { onShare, separator } = line(78);
    expect(separator.getAttribute('aria-valuenow')).toBe('78');
    for (const [key, share] of [
      ['ArrowLeft', 80],
      ['ArrowRight', 74],
      ['Home', 80],
      ['End', 20],
    ] as const) {
      fireEvent.keyDown(separator, { key });
      expect(onShare).toHaveBeenLastCalledWith(share);
    }
    onShare.mockClear();
    fireEvent.keyDown(separator, { key: 'ArrowUp' });
    expect(onShare).not.toHaveBeenCalled();
  });

  it('follows the mouse only while it is held', () => {
    const { onShare, separator } = line(40);
    const box = { left: 0, right: 1000, top: 0, bottom: 500, width: 1000, height: 500 };
    if (separator.parentElement)
      separator.parentElement.getBoundingClientRect = () => box as DOMRect;
    let held = false;
    separator.setPointerCapture = () => {
      held = true;
    };
    separator.hasPointerCapture = () => held;
    fireEvent.pointerMove(separator, { clientX: 700 });
    expect(onShare).not.toHaveBeenCalled();
    fireEvent.pointerDown(separator);
    fireEvent.pointerMove(separator, { clientX: 700 });
    expect(onShare).toHaveBeenLastCalledWith(30);
  });
});

it('writes a call as the page would', () => {
  const args = ['a"b', 1, null, { plan: 'team' }, () => {}].map(argument);
  expect(callText({ method: 'record', args })).toBe(
    'record("a\\"b", 1, null, {"plan":"team"}, function () { … })',
  );
  expect(callText({ method: null, args: [] })).toBe('function () { … }');
  const cut = { type: 'string', text: 'abc', fullLength: 9_000 } as const;
  expect(callText({ method: 'identify', args: [cut] })).toBe('identify("abc…")');
});
