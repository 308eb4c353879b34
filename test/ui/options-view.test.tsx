import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OptionsView, type OptionsViewProps } from '../../src/options/views/options-view.tsx';
import { CAROL, NEWCOMER, PRODUCTION } from './fixtures/pages.ts';
import { show } from './support.tsx';

afterEach(cleanup);

function showOptions(more: Partial<OptionsViewProps> = {}) {
  const props = {
    ownHosts: [{ host: 'old.example.com', pathPrefix: '' }],
    withheldHosts: [],
    onAllowHost: vi.fn(),
    testHosts: ['localhost'],
    keyLabels: [PRODUCTION],
    personas: [CAROL, NEWCOMER],
    kindLists: { anonymous: ['Guest *'], named: [] },
    onKindLists: vi.fn(),
    keep: 0 as const,
    onKeep: vi.fn(),
    onClearAll: vi.fn(async () => {}),
    onOwnHosts: vi.fn(),
    onTestHosts: vi.fn(),
    onKeyLabels: vi.fn(),
    onPersonas: vi.fn(),
    ...more,
  };
  show(<OptionsView {...props} />);
  return props;
}

function add(field: string, text: string): void {
  const input = screen.getByRole('textbox', { name: field });
  fireEvent.input(input, { target: { value: text } });
  fireEvent.submit(input.closest('form') as HTMLFormElement);
}

describe('the options', () => {
  it('take a tracking host with a path, in whatever form', () => {
    const { onOwnHosts } = showOptions();
    add('Tracking host', ' https://Track.Example.com:8443/km/ ');
    expect(onOwnHosts).toHaveBeenCalledWith([
      { host: 'old.example.com', pathPrefix: '' },
      { host: 'track.example.com', pathPrefix: '/km' },
    ]);
  });

  it.each([
    ['', 'Write a host'],
    ['ftp://track.example.com', 'Leave the scheme out'],
    ['*.example.com', 'Wildcards'],
    ['x.com/?q', 'from ? or #'],
    ['ann@x.com', 'user name'],
    ['[::1]/km', 'IPv6'],
    ['a:b', 'no port number'],
    ['x.com./km', 'dot at the end'],
    ['müller.example', 'xn--'],
    [`${'a'.repeat(64)}.com`, 'too long'],
    [`x.com/${'a'.repeat(501)}`, 'too long'],
    ['a b', 'no host name'],
    ['x.com\\km', 'no host name'],
    ['-x.com', 'no host name'],
    ['TRK.kissmetrics.io', 'own and is watched'],
    ['https://OLD.example.com/', 'in the list already'],
  ])('say what is wrong with a tracking host: %j', (text, why) => {
    const { onOwnHosts } = showOptions();
    add('Tracking host', text);
    expect(screen.getByRole('alert').textContent).toContain(why);
    expect(onOwnHosts).not.toHaveBeenCalled();
  });

  it('keep a full list as it is', () => {
    const ownHosts = Array.from({ length: 50 }, (_, i) => ({ host: `h${i}.com`, pathPrefix: '' }));
    const { onOwnHosts } = showOptions({ ownHosts });
    add('Tracking host', 'one.more.com');
    expect(screen.getByRole('alert').textContent).toContain('full');
    expect(onOwnHosts).not.toHaveBeenCalled();
  });

  it('offer to allow a host that the browser withholds', () => {
    const { onAllowHost } = showOptions({ withheldHosts: ['old.example.com'] });
    fireEvent.click(screen.getByRole('button', { name: 'Allow old.example.com' }));
    expect(onAllowHost).toHaveBeenCalledWith('old.example.com');
  });

  it.each([
    ['*.Staging.example.com', '*.staging.example.com'],
    ['192.168.0.1', '192.168.0.1'],
  ])('take a test host: %s', (text, pattern) => {
    const { onTestHosts } = showOptions();
    add('Test host', text);
    expect(onTestHosts).toHaveBeenCalledWith(['localhost', pattern]);
  });

  it.each([
    ['Anonymous identity or pattern', 'visitor-*', ['Guest *', 'visitor-*'], []],
    ['Named identity or pattern', '*-*-*-*-*', ['Guest *'], ['*-*-*-*-*']],
  ])('take what is of which kind: %s', (field, pattern, anonymous, named) => {
    const { onKindLists } = showOptions();
    add(field, ` ${pattern} `);
    expect(onKindLists).toHaveBeenCalledWith({ anonymous, named });
  });

  it.each([
    ['', 'Enter an identity'],
    ['**', 'fits every identity'],
    ['x'.repeat(256), 'at most 255 characters'],
    ['Guest *', 'in the list already'],
  ])('say what is wrong with an anonymous identity: %j', (text, why) => {
    const { onKindLists } = showOptions();
    add('Anonymous identity or pattern', text);
    expect(screen.getByRole('alert').textContent).toContain(why);
    expect(onKindLists).not.toHaveBeenCalled();
  });

  it('keep a full list of identities as it is', () => {
    const anonymous = Array.from({ length: 100 }, (_, i) => `guest-${i}`);
    const { onKindLists } = showOptions({ kindLists: { anonymous, named: [] } });
    add('Anonymous identity or pattern', 'guest-100');
    expect(screen.getByRole('alert').textContent).toContain('full');
    expect(onKindLists).not.toHaveBeenCalled();
  });

  it('let everything go again', () => {
    const props = showOptions();
    fireEvent.click(screen.getByRole('button', { name: 'Remove old.example.com' }));
    expect(props.onOwnHosts).toHaveBeenCalledWith([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove localhost' }));
    expect(props.onTestHosts).toHaveBeenCalledWith([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Guest *' }));
    expect(props.onKindLists).toHaveBeenCalledWith({ anonymous: [], named: [] });
    fireEvent.click(screen.getByRole('button', { name: 'Remove Production (abc123)' }));
    expect(props.onKeyLabels).toHaveBeenCalledWith([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Newcomer' }));
    expect(props.onPersonas).toHaveBeenCalledWith([CAROL]);
  });
});
