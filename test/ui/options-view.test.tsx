import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OptionsView, type OptionsViewProps } from '../../src/options/views/options-view.tsx';
import { CAROL, NEWCOMER, PRODUCTION } from './fixtures/pages.ts';
import { show } from './support.tsx';

afterEach(cleanup);

function showOptions(more: Partial<OptionsViewProps> = {}) {
  const props = {
    ownHosts: [{ host: 'old.example.com', pathPrefix: '' }],
    testHosts: ['localhost'],
    keyLabels: [PRODUCTION],
    personas: [CAROL, NEWCOMER],
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

  it.each(['', 'a b', '*.example.com', 'trk.kissmetrics.io', 'x.com/?q', 'a:b'])(
    'say what is wrong with a tracking host: %j',
    (text) => {
      const { onOwnHosts } = showOptions();
      add('Tracking host', text);
      expect(screen.getByRole('alert').textContent).toContain('track.example.com/km');
      expect(onOwnHosts).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['*.Staging.example.com', '*.staging.example.com'],
    ['192.168.0.1', '192.168.0.1'],
  ])('take a test host: %s', (text, pattern) => {
    const { onTestHosts } = showOptions();
    add('Test host', text);
    expect(onTestHosts).toHaveBeenCalledWith(['localhost', pattern]);
  });

  it('let everything go again', () => {
    const props = showOptions();
    fireEvent.click(screen.getByRole('button', { name: 'Remove old.example.com' }));
    expect(props.onOwnHosts).toHaveBeenCalledWith([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove localhost' }));
    expect(props.onTestHosts).toHaveBeenCalledWith([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Production (abc123)' }));
    expect(props.onKeyLabels).toHaveBeenCalledWith([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Newcomer' }));
    expect(props.onPersonas).toHaveBeenCalledWith([CAROL]);
  });
});
