import { describe, expect, test } from 'vitest';
import { findCycle, importsOf, type Module } from './source-scan.ts';

describe('importsOf', () => {
  test.each([
    [`import { a } from './a.ts';`, './a.ts', false],
    [`import a, { type B } from './a.ts';`, './a.ts', false],
    [`import a from './a.ts';`, './a.ts', false],
    [`import * as v from "valibot";`, 'valibot', false],
    [`import type { A } from './a.ts';`, './a.ts', true],
    [`import {\n  type A,\n  type B,\n} from './a.ts';`, './a.ts', true],
    [`import { type A, b } from './a.ts';`, './a.ts', false],
    [`import typed from './a.ts';`, './a.ts', false],
    [`export { a } from './a.ts';`, './a.ts', false],
    [`export * from './a.ts';`, './a.ts', false],
    [`export * as a from './a.ts';`, './a.ts', false],
    [`export type { A } from './a.ts';`, './a.ts', true],
    [`import './a.css';`, './a.css', false],
    [`const a = await import('./a.ts');`, './a.ts', false],
    [`import a from './a.json' with { type: 'json' };`, './a.json', false],
  ])('reads %j', (text, specifier, typeOnly) => {
    expect(importsOf(text)).toEqual([{ specifier, typeOnly }]);
  });

  test.each([
    `// import { a } from './a.ts';`,
    `/* import './a.ts' */`,
    `export const from = 'x';`,
    `const url = 'https://import.example/';`,
  ])('finds nothing in %j', (text) => {
    expect(importsOf(text)).toEqual([]);
  });
});

describe('findCycle', () => {
  const module = (path: string, to: string[], typeOnly = false): Module => ({
    path,
    text: '',
    imports: to.map((target) => ({ specifier: '', typeOnly, to: target })),
  });

  test('finds a cycle however long', () => {
    const modules = [
      module('a', ['b']),
      module('b', ['c', 'd']),
      module('c', []),
      module('d', ['b']),
    ];
    expect(findCycle(modules)).toEqual(['b', 'd', 'b']);
  });

  test('lets a diamond pass, and no cycle of types', () => {
    const diamond = [
      module('a', ['b', 'c']),
      module('b', ['d']),
      module('c', ['d']),
      module('d', []),
    ];
    expect(findCycle(diamond)).toBeNull();
    expect(findCycle([module('a', ['b'], true), module('b', ['a'])])).toEqual(['a', 'b', 'a']);
  });
});
