import { resolve } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type UserConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import packageJson from './package.json' with { type: 'json' };

type Browser = 'chrome' | 'firefox';

/** What Firefox wants otherwise than Chrome: an event page, an ID, a statement on data collection. */
const FIREFOX = {
  background: { scripts: [manifest.background.service_worker], type: 'module' },
  browser_specific_settings: {
    gecko: {
      id: 'kissmetrics-identity-debugger@example.org',
      strict_min_version: '140.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
};

const RULES = 'declarativeNetRequestWithHostAccess';
const LISTENER = 'webRequestBlocking';

/** The one manifest in the form of a browser, with the version of package.json. */
function manifestFor(browser: Browser, hotReload: boolean): ManifestV3Export {
  const { content_security_policy: policy, ...open } = manifest;
  // Hot reload has to reach the development server; what is built may connect to nothing.
  const strict = hotReload ? open : { ...open, content_security_policy: policy };
  const common = { ...strict, version: packageJson.version };
  if (browser === 'chrome') return common as ManifestV3Export;
  const { minimum_chrome_version: _chromeOnly, ...rest } = common;
  // Firefox's rules cannot answer in a server's place, so there a listener holds requests.
  const permissions = rest.permissions.map((one) => (one === RULES ? LISTENER : one));
  return { ...rest, ...FIREFOX, permissions } as unknown as ManifestV3Export;
}

function extension(browser: Browser, hotReload: boolean): UserConfig {
  return {
    plugins: [crx({ manifest: manifestFor(browser, hotReload), browser })],
    build: {
      outDir: hotReload ? 'dist/dev' : `dist/${browser}`,
      emptyOutDir: true,
      target: browser === 'chrome' ? 'chrome120' : 'firefox140',
      // Extension pages load from disk: preloading gains nothing, and its polyfill would fetch.
      modulePreload: false,
      rollupOptions: { input: { panel: 'src/panel/panel.html' } },
    },
  };
}

const commandLine: UserConfig = {
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: { 'km-identity': resolve('src/cli/main.ts') },
      output: { banner: '#!/usr/bin/env node' },
    },
  },
  ssr: { noExternal: true },
};

export default defineConfig(({ mode, command }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  ...(mode === 'cli'
    ? commandLine
    : extension(mode === 'firefox' ? 'firefox' : 'chrome', command === 'serve')),
}));
