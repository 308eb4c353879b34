import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import packageJson from '../package.json' with { type: 'json' };
import messages from '../public/_locales/en/messages.json' with { type: 'json' };
import { RULE_IDS } from '../src/core/findings/finding.ts';
import { RULES } from '../src/core/findings/registry.ts';
import { filesBelow, findCycle, type Module, modulesBelow } from './tools/source-scan.ts';

const MODULES = modulesBelow('src');

/** What a folder of `src` may import. */
interface Allowance {
  /** Folders of which all may be used. */
  readonly folders: readonly string[];
  /** Folders of which nothing may be left at run time. */
  readonly types?: readonly string[];
  /** Single modules that may be used although only the types of their folder may. */
  readonly modules?: readonly string[];
  /** Packages. */
  readonly packages?: readonly string[];
}

const COMPONENTS = ['preact', 'preact/hooks', 'preact/jsx-runtime', '@preact/signals'];
const ENTRY: Allowance = {
  folders: ['core', 'protocol', 'platform', 'ui'],
  packages: COMPONENTS,
};

/** The table of `src/README.md`. */
const TABLE: Readonly<Record<string, Allowance>> = {
  core: { folders: ['core'], packages: ['valibot', 'fflate'] },
  protocol: { folders: ['protocol'], types: ['core'], packages: ['valibot'] },
  platform: {
    folders: ['platform', 'protocol'],
    types: ['core'],
    packages: ['webextension-polyfill', '@preact/signals'],
  },
  probe: {
    folders: ['probe'],
    types: ['core', 'protocol'],
    modules: ['core/kissmetrics/names.ts', 'core/kissmetrics/identity.ts', 'protocol/claims.ts'],
  },
  content: { folders: ['content'], types: ['protocol'], modules: ['protocol/claims.ts'] },
  background: {
    folders: ['background', 'core', 'protocol', 'platform'],
    packages: ['valibot', 'idb'],
  },
  panel: {
    ...ENTRY,
    folders: ['panel', ...ENTRY.folders],
    packages: [...COMPONENTS, '@tanstack/virtual-core'],
  },
  popup: { ...ENTRY, folders: ['popup', ...ENTRY.folders] },
  options: { ...ENTRY, folders: ['options', ...ENTRY.folders] },
  devtools: { ...ENTRY, folders: ['devtools', ...ENTRY.folders] },
  ui: { folders: ['ui', 'core'], packages: [...COMPONENTS, '@tanstack/virtual-core'] },
  cli: { folders: ['cli', 'core'] },
};

describe('imports', () => {
  test('every folder of src is in the table', () => {
    const folders = new Set(MODULES.map(({ path }) => folderOf(path)));
    expect([...folders].filter((folder) => !(folder in TABLE))).toEqual([]);
  });

  test.each(Object.keys(TABLE))('%s imports what it may and nothing else', (folder) => {
    const allowance = TABLE[folder] as Allowance;
    const foreign = MODULES.filter(({ path }) => folderOf(path) === folder).flatMap((module) =>
      module.imports
        .filter((found) => !isAllowed(found, allowance))
        .map(({ specifier }) => `${module.path} imports ${specifier}`),
    );
    expect(foreign).toEqual([]);
  });

  test('every module of ours that is imported exists', () => {
    const missing = MODULES.flatMap(({ path, imports }) =>
      imports.flatMap(({ to }) => (to && !existsSync(to) ? [`${path} imports ${to}`] : [])),
    );
    expect(missing).toEqual([]);
  });

  test('go in no circle', () => {
    expect(findCycle(MODULES)).toBeNull();
  });
});

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function isAllowed(found: Module['imports'][number], allowance: Allowance): boolean {
  if (found.to === undefined)
    return (
      (allowance.packages ?? []).includes(found.specifier) ||
      (folderIsNode(allowance) && found.specifier.startsWith('node:'))
    );
  // Style sheets, and the texts that the command line carries in it.
  if (found.to.endsWith('.css') || found.to.startsWith('public/_locales/')) return true;
  if (found.to === 'package.json') return folderIsNode(allowance);
  if (!found.to.startsWith('src/')) return false;
  const path = found.to.slice('src/'.length);
  const folder = folderOf(found.to);
  return (
    allowance.folders.includes(folder) ||
    (found.typeOnly && (allowance.types ?? []).includes(folder)) ||
    (allowance.modules ?? []).includes(path)
  );
}

function folderIsNode(allowance: Allowance): boolean {
  return allowance === TABLE.cli;
}

describe('files', () => {
  const named = ['src', 'test', 'public'].flatMap(filesBelow);

  test('have names in kebab case', () => {
    const odd = named.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name) && name !== 'README.md';
    });
    expect(odd).toEqual([]);
  });

  test('export by name', () => {
    const unnamed = MODULES.filter(({ text }) => /^export default /m.test(text));
    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });

  test('of a page make no HTML from text', () => {
    const risky = MODULES.filter(({ text }) =>
      /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/.test(
        text,
      ),
    );
    expect(risky.map(({ path }) => path)).toEqual([]);
  });

  test('carry no path of a machine', () => {
    const texts = [...filesBelow('src'), ...filesBelow('public'), ...documents()];
    const found = texts
      .filter((path) => /\.(tsx?|json|html|css|md|svg)$/.test(path))
      .filter((path) =>
        /(^|[\s"'`(=])\/(home|Users|root|tmp|work)\//m.test(readFileSync(path, 'utf8')),
      );
    expect(found).toEqual([]);
  });

  test('say the version in package.json alone', () => {
    expect(Object.keys(manifest)).not.toContain('version');
    const quoting = [...filesBelow('src'), 'vite.config.ts', 'manifest.json'].filter(
      (path) =>
        !path.endsWith('.png') && readFileSync(path, 'utf8').includes(`'${packageJson.version}'`),
    );
    expect(quoting).toEqual([]);
  });
});

function documents(): string[] {
  return ['README.md', 'CHANGELOG.md', 'PRIVACY.md', 'LICENSE'].filter((path) => existsSync(path));
}

describe('rules', () => {
  test('are those of the contract, in its order', () => {
    expect(RULES.map(({ id }) => id)).toEqual([...RULE_IDS]);
  });

  test('have a file each, and a test of it', () => {
    const names = (folder: string, end: string) =>
      filesBelow(folder).map((path) => path.slice(folder.length + 1).replace(end, ''));
    const ids = [...RULE_IDS].sort();
    expect(names('src/core/findings/rules', '.ts')).toEqual(ids);
    expect(names('test/core/findings/rules', '.test.ts')).toEqual(ids);
  });
});

describe('manifest', () => {
  test('asks for the permissions that PRIVACY.md explains, and no other', () => {
    const table = readFileSync('PRIVACY.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) =>
        [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
      );
    expect(table.sort()).toEqual([...manifest.permissions, ...manifest.host_permissions].sort());
  });

  test('makes nothing accessible to pages and lets nothing connect', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    const policy = manifest.content_security_policy.extension_pages;
    expect(policy).toMatch(/(^|; )default-src 'none'(;|$)/);
    expect(policy).toMatch(/(^|; )connect-src 'none'(;|$)/);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});

describe('languages', () => {
  const texts = (language: string): Record<string, { readonly message: string }> =>
    JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8'));
  const shape = (language: string) =>
    Object.entries(texts(language)).map(([key, { message }]) => {
      const values = [...new Set(message.match(/\$\d/g))].sort();
      return `${key} ${values.join(' ')}`;
    });

  test.each(readdirSync('public/_locales'))(
    '%s says everything, with the same values',
    (language) => {
      expect(shape(language).sort()).toEqual(shape('en').sort());
      const empty = Object.entries(texts(language)).filter(
        ([, { message }]) => message.trim() === '',
      );
      expect(empty).toEqual([]);
    },
  );
});

describe('texts', () => {
  const keys = Object.keys(messages);
  const code = MODULES.map(({ text }) => text).join('\n');
  const spoken = new Set([...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? ''));
  const quoted = new Set([...code.matchAll(/'([A-Za-z0-9_]+)'/g)].map(([, key]) => key ?? ''));
  const inManifest = new Set(
    [...JSON.stringify(manifest).matchAll(/__MSG_(\w+?)__/g)].map(([, key]) => key ?? ''),
  );
  /** Keys that are put together, e.g. `delivery_${delivery}`. */
  const patterns = [...code.matchAll(/`([a-z]+_[^`\s]*\$\{[^`]*)`/g)].map(
    ([, text = '']) => new RegExp(`^${text.replaceAll(/\$\{[^}]*\}/g, '[A-Za-z0-9_]+')}$`),
  );

  test('that the code asks for are there', () => {
    expect([...spoken, ...inManifest].filter((key) => !keys.includes(key))).toEqual([]);
  });

  test('are all asked for', () => {
    const unused = keys.filter(
      (key) =>
        !isOfFinding(key) &&
        !quoted.has(key) &&
        !inManifest.has(key) &&
        !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  test('of findings belong to a rule that uses them, and each rule has all of its own', () => {
    const allowed = RULE_IDS.flatMap((id) => {
      const variants = RULES.find((rule) => rule.id === id)?.variants ?? [];
      const prefix = `finding_${id.replaceAll('-', '_')}_`;
      const messages = variants.map(
        (variant) => `${prefix}message_${variant.replaceAll('-', '_')}`,
      );
      return [`${prefix}message`, ...needed(prefix), ...messages];
    });
    const stray = keys.filter((key) => isOfFinding(key) && !allowed.includes(key));
    expect(stray).toEqual([]);
    const missing = RULE_IDS.flatMap((id) => needed(`finding_${id.replaceAll('-', '_')}_`));
    expect(missing.filter((key) => !keys.includes(key))).toEqual([]);
  });

  function isOfFinding(key: string): boolean {
    return /^finding_.*_/.test(key);
  }

  function needed(prefix: string): string[] {
    return ['title', 'why', 'advice'].map((part) => prefix + part);
  }
});

describe('src/README.md', () => {
  test('names paths that exist', () => {
    const named = [...readFileSync('src/README.md', 'utf8').matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(5);
    const missing = named.filter((path) => !existsSync(path) && !existsSync(`src/${path}`));
    expect(missing).toEqual([]);
  });
});
