import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/core/session/session.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';
import { signUp, withStacks } from './fixtures/stories.ts';
import { giveHeights, showPanel } from './support.tsx';

const writeText = vi.fn(async (_: string) => {});

beforeEach(() => {
  giveHeights();
  writeText.mockReset();
  vi.stubGlobal('navigator', { clipboard: { writeText } });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The panel with the details of the last entry of a kind. */
function showDetails(session: Session, kind: string, more = {}) {
  const selected = session.entries.findLast((entry) => entry.kind === kind)?.key ?? null;
  return showPanel(session, { selected, ...more });
}
const details = () => within(screen.getByTestId('details'));

async function copyAs(name: RegExp): Promise<string> {
  fireEvent.click(details().getByRole('button', { name: 'Copy as' }));
  fireEvent.click(details().getByRole('menuitem', { name }));
  await waitFor(() => expect(details().getByText('Copied').getAttribute('role')).toBe('status'));
  return writeText.mock.lastCall?.[0] ?? '';
}

describe('what can be copied of a request', () => {
  it('is its URL, byte for byte', async () => {
    const session = fold(signUp());
    showDetails(session, 'alias');
    const alias = session.entries.find(({ kind }) => kind === 'alias');
    expect(await copyAs(/^URL/)).toBe(alias && 'url' in alias ? alias.url : '');
  });

  it('is a curl command without the API key', async () => {
    showDetails(fold(signUp()), 'alias');
    const command = await copyAs(/^curl/);
    expect(command).toMatch(/^curl .*_k=YOUR_API_KEY&/);
    expect(command).not.toContain('abc123');
  });

  it('is all of it as JSON, and as Markdown', async () => {
    showDetails(fold(signUp()), 'alias');
    expect(JSON.parse(await copyAs(/^JSON/)).request.p).toBe(ANON);
    expect(await copyAs(/^Markdown/)).toContain(`| \`_p\` | \`${ANON}\` |`);
  });

  it('is its body', () => {
    const body = '_n=Paid&x=%00';
    showDetails(
      fold(log().page('http://a.test/').event(null, null, { method: 'POST', body })),
      'event',
    );
    fireEvent.click(details().getByRole('button', { name: 'Copy Raw body' }));
    expect(writeText).toHaveBeenCalledWith(body);
  });

  it('is each of its identities', () => {
    showDetails(fold(signUp()), 'alias');
    fireEvent.click(details().getByRole('button', { name: 'Copy 5tyj…Jau=' }));
    expect(writeText).toHaveBeenCalledWith(ANON);
  });
});

describe('what can be copied of anything else', () => {
  it('is the whole of it, but neither URL nor curl', () => {
    showDetails(fold(signUp()), 'call');
    fireEvent.click(details().getByRole('button', { name: 'Copy as' }));
    const names = details()
      .getAllByRole('menuitem')
      .map((item) => item.textContent);
    expect(names).toEqual(['JSON', 'Markdown']);
  });

  it('says when nothing was copied', async () => {
    writeText.mockRejectedValue(new Error('no'));
    document.execCommand = () => false;
    showDetails(fold(signUp()), 'call');
    fireEvent.click(details().getByRole('button', { name: 'Copy as' }));
    fireEvent.click(details().getByRole('menuitem', { name: 'JSON' }));
    await waitFor(() => expect(details().getByText('Copying is not allowed here')).toBeTruthy());
  });

  it('leaves the focus where it was, copied in the old way', async () => {
    writeText.mockRejectedValue(new Error('no'));
    // What browsers do when they copy what is selected.
    document.execCommand = () => {
      document.querySelector('textarea')?.focus();
      return true;
    };
    showDetails(fold(signUp()), 'navigation');
    const button = details().getByRole('button', { name: 'Copy Page' });
    button.focus();
    fireEvent.click(button);
    await waitFor(() => expect(button.dataset.done).toBe('copied'));
    expect(document.activeElement).toBe(button);
  });
});

describe('a call stack', () => {
  it('opens its scripts where the developer tools can', () => {
    const { props } = showDetails(fold(withStacks(signUp())), 'call');
    const place = details().getByRole('button', { name: 'app.js:214:15' });
    expect(place.title).toContain('https://shop.example.com/assets/app.js');
    fireEvent.click(place);
    expect(props.onOpenSource).toHaveBeenCalledWith(
      'https://shop.example.com/assets/app.js',
      214,
      15,
    );
  });

  it('is a text elsewhere', () => {
    showDetails(fold(withStacks(signUp())), 'call', { onOpenSource: null });
    expect(details().getByText('app.js:214:15').tagName).toBe('BDI');
    expect(details().queryByRole('button', { name: /app\.js/ })).toBeNull();
  });
});
