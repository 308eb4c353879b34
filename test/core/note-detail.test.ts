import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteDetail } from '../../src/core/text/note-detail.ts';

const t = (key: string): string => `<${key}>`;

describe('the detail of a note', () => {
  it.each([
    ['reset', 'log-out', '<log_out>'],
    ['undone', 'new-visitor', '<new_visitor>'],
    ['sandbox', 'off', '<note_sandbox_off>'],
    ['simulated', 'off', 'off'],
    ['limited', '12', '12'],
  ])('%s %s is %s', (code, detail, words) => {
    expect(noteDetail({ code, detail }, t)).toBe(words);
  });

  it('is nothing without one', () => {
    expect(noteDetail({ code: 'sandbox' }, t)).toBe('');
  });

  it('stays as it stands, whatever a file has in it', () => {
    const foreign = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString'));
    fc.assert(
      fc.property(foreign, foreign, (code, detail) => {
        fc.pre(
          !['log-out', 'new-visitor', 'forget-queue', 'off', 'everything', 'aliases'].includes(
            detail,
          ),
        );
        expect(noteDetail({ code, detail }, t)).toBe(detail);
      }),
    );
  });
});
