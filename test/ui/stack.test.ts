import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStack, type StackFrame } from '../../src/ui/stack.ts';

const v8 = ({ name, url, line, column }: StackFrame): string =>
  name === '' ? `    at ${url}:${line}:${column}` : `    at ${name} (${url}:${line}:${column})`;
const spiderMonkey = ({ name, url, line, column }: StackFrame): string =>
  `${name}@${url}:${line}:${column}`;

const frame = fc.record({
  name: fc.stringMatching(/^([A-Za-z_$][\w$.]{0,20})?$/),
  url: fc.stringMatching(/^https:\/\/[a-z]{1,10}\.test\/[\w./@-]{0,30}(\?[\w=&:]{0,10}x)?$/),
  line: fc.integer({ min: 1, max: 999_999 }),
  column: fc.integer({ min: 1, max: 999_999 }),
});

describe('the call stack', () => {
  it('is read as V8 writes it', () => {
    const text = [
      'TypeError: no (at all:1:2',
      '    at identify (https://shop.test/app.js:10:5)',
      '    at Object.push [as push] (https://shop.test/app.js?v=2:1:44)',
      '    at async submit (https://shop.test/app.js:12:1)',
      '    at new Tracker (https://shop.test/app.js:13:1)',
      '    at https://shop.test/inline:3:7',
      '    at Array.forEach (<anonymous>)',
    ].join('\n');
    expect(parseStack(text)).toEqual([
      { name: 'identify', url: 'https://shop.test/app.js', line: 10, column: 5 },
      { name: 'Object.push [as push]', url: 'https://shop.test/app.js?v=2', line: 1, column: 44 },
      { name: 'submit', url: 'https://shop.test/app.js', line: 12, column: 1 },
      { name: 'Tracker', url: 'https://shop.test/app.js', line: 13, column: 1 },
      { name: '', url: 'https://shop.test/inline', line: 3, column: 7 },
    ]);
  });

  it('is read as SpiderMonkey writes it', () => {
    const text = [
      'identify@https://cdn.test/km@2.0/app.js:10:5',
      'async*submit@https://shop.test/app.js:12:1',
      '@https://shop.test/:3:7',
      'inner@https://shop.test/app.js line 4 > eval:1:1',
    ].join('\n');
    expect(parseStack(text)).toEqual([
      { name: 'identify', url: 'https://cdn.test/km@2.0/app.js', line: 10, column: 5 },
      { name: 'submit', url: 'https://shop.test/app.js', line: 12, column: 1 },
      { name: '', url: 'https://shop.test/', line: 3, column: 7 },
      { name: 'inner', url: 'https://shop.test/app.js line 4 > eval', line: 1, column: 1 },
    ]);
  });

  it('leaves out what extensions did', () => {
    const text = [
      '    at Proxy.push (chrome-extension://abc/probe.js:1:2)',
      'push@moz-extension://abc/probe.js:1:2',
      '    at page (https://shop.test/app.js:1:2)',
    ].join('\n');
    expect(parseStack(text).map(({ name }) => name)).toEqual(['page']);
  });

  it('gives back the frames of any stack of either engine', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 30 }), (frames) => {
        expect(parseStack(frames.map(v8).join('\n'))).toEqual(frames);
        expect(parseStack(frames.map(spiderMonkey).join('\n'))).toEqual(frames);
      }),
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { line, column, url } of parseStack(`at ${text}:1:2\n${text}@x:3:4\n${text}`)) {
          expect(line + column).toBeGreaterThanOrEqual(0);
          expect(url).not.toBe('');
        }
      }),
    );
  });

  it('reads a bounded part of a text without bounds', () => {
    expect(parseStack('f@https://a.test/:1:2\n'.repeat(50_000))).toHaveLength(100);
    expect(parseStack(`at ${' ('.repeat(500_000)}:1:2)`)).toEqual([]);
  });
});
