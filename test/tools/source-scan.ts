import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** An import of one module by another. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const COMMENT = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const STATEMENT =
  /\b(?:import|export)\s+(type\s+)?((?:[\w$*]+\s*,?\s*)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)?)\s*from\s*(['"])([^'"]+)\3/g;
const BARE = /\bimport\s*(?:\(\s*)?(['"])([^'"]+)\1/g;

/** Every import of a module's text: statements, re-exports, bare and dynamic imports. */
export function importsOf(text: string): Import[] {
  const code = text.replaceAll(COMMENT, '$1');
  const statements = [...code.matchAll(STATEMENT)].map(
    ([, type, names = '', , specifier = '']) => ({
      specifier,
      typeOnly: type !== undefined || onlyTypes(names),
    }),
  );
  const bare = [...code.matchAll(BARE)].map(([, , specifier = '']) => ({
    specifier,
    typeOnly: false,
  }));
  return [...statements, ...bare];
}

/** `{ type A, type B }` and no default import beside it. */
function onlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  if (list === undefined) return false;
  const items = list.split(',').filter((item) => item.trim() !== '');
  return items.length > 0 && items.every((item) => /^\s*type\s/.test(item));
}

/** A module of `src`. */
export interface Module {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly (Import & { /** Path of a module of ours. */ readonly to?: string })[];
}

/** All files below a folder, from the repository's root, with `/`. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .sort();
}

/** Every module below a folder with what it imports. */
export function modulesBelow(folder: string): Module[] {
  return filesBelow(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const imports = importsOf(text).map((found) =>
        found.specifier.startsWith('.')
          ? { ...found, to: normalize(join(dirname(path), found.specifier)).replaceAll('\\', '/') }
          : found,
      );
      return { path, text, imports };
    });
}

/** The first cycle of imports, those of types alone too, as a list of paths; null without one. */
export function findCycle(modules: readonly Module[]): string[] | null {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const { to } of byPath.get(path)?.imports ?? []) {
      const cycle = to === undefined ? null : visit(to, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const { path } of modules) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}
