import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { TRACKING_HOSTS } from '../../src/core/kissmetrics/hosts.ts';
import { pageFor } from './sites.ts';
import { createTracking, type Tracking } from './tracking.ts';

export type Generation = 'older' | 'newer';

export interface DemoFile {
  readonly type: 'html' | 'javascript';
  readonly text: string;
  /** `Set-Cookie` headers. */
  readonly cookies?: readonly string[];
}

export interface Demo {
  /** Of the one server on 127.0.0.1 that plays every host. */
  readonly port: number;
  readonly tracking: Tracking;
  /** Settles when a page with `lib=late` has asked for the library. */
  libraryAsked(): Promise<void>;
  /** Lets go of the library scripts that pages asked for with `lib=late`. */
  releaseLibrary(): void;
  /** Documents and scripts of a test's own, by their address without query; they may be cached. */
  readonly files: Map<string, DemoFile>;
  /** The address of a page as a browser sees it that finds every host here. */
  url(host: string, path: string): string;
}

const SCRIPTS = /^(?:i|scripts)\.kissmetrics\.(?:io|com)$|^doug1izaerwt3\.cloudfront\.net$/;
const LIBRARY_PATH = /^\/([\w-]+)\.[12]\.js$/;

/** What the account has switched off, at the head of its script: the shop records its own events. */
const ACCOUNT = `var KM_SKIP_PAGE_VIEW = 1, KM_SKIP_VISITED_SITE = 1, KM_SKIP_RETURNING = 1;\n`;

/** The loader: brings an anonymous ID, so that the older library need not wait. */
const loader = (): string =>
  `var KMCID = '${randomBytes(20).toString('base64')}';\nif (window._kmil) _kmil();\n`;

/**
 * Starts the stand-in for Kissmetrics and the demo's sites. One server plays all hosts: it goes by
 * the Host header, or by the absolute request target that a proxy gets.
 * @param options.port 0 or absent takes any free port
 * @throws the system's error, e.g. where the port is taken
 */
export async function startDemo(options: {
  readonly signal: AbortSignal;
  readonly port?: number;
}): Promise<Demo> {
  const tracking = createTracking();
  const libraries: Readonly<Record<Generation, string>> = {
    older: await readLibrary('older'),
    newer: await readLibrary('newer'),
  };
  const files: Demo['files'] = new Map();
  let late: (() => void)[] = [];
  const asked: (() => void)[] = [];

  /**
   * The library of the generation that the page's script address asks for; with `account=all` it
   * records everything that it does of itself.
   */
  function script(response: ServerResponse, url: URL): void {
    const generation = url.searchParams.get('gen') === 'newer' ? 'newer' : 'older';
    const mode = url.searchParams.get('lib');
    const account = url.searchParams.get('account') === 'all' ? '' : ACCOUNT;
    const send = (status: number, text: string): void => {
      response.writeHead(status, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(text);
    };
    if (url.pathname === '/i.js') send(200, loader());
    else if (!LIBRARY_PATH.test(url.pathname) || mode === 'never') send(404, '');
    else if (mode === 'late') {
      late.push(() => send(200, account + libraries[generation]));
      for (const tell of asked.splice(0)) tell();
    } else send(200, account + libraries[generation]);
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const { host, path } = placeOf(request);
    if (TRACKING_HOSTS.includes(host)) {
      tracking.handle(request, response, host, path);
      return;
    }
    request.resume();
    const url = parse(`http://${host}${path}`);
    if (url && SCRIPTS.test(host)) {
      script(response, url);
      return;
    }
    const file = url && files.get(url.origin + url.pathname);
    if (file) {
      response.writeHead(200, {
        'content-type': `text/${file.type}; charset=utf-8`,
        ...(file.cookies && { 'set-cookie': [...file.cookies] }),
      });
      response.end(file.text);
      return;
    }
    const page = url && pageFor(url, request.headers.cookie ?? '');
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'set-cookie': [...(page?.cookies ?? [])],
    });
    response.end(page?.html ?? '');
  }

  const server = createServer(handle);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  options.signal.addEventListener(
    'abort',
    () => {
      server.close();
      server.closeAllConnections();
    },
    { once: true },
  );
  return {
    port: (server.address() as AddressInfo).port,
    tracking,
    files,
    libraryAsked: () =>
      new Promise((resolve) => {
        if (late.length > 0) resolve();
        else asked.push(resolve);
      }),
    releaseLibrary() {
      const now = late;
      late = [];
      for (const go of now) go();
    },
    url: (host, path) => `http://${host}${path}`,
  };
}

/** Where a request is meant to go: by its absolute target, as a proxy gets it, else by its Host. */
function placeOf(request: IncomingMessage): { readonly host: string; readonly path: string } {
  const target = request.url ?? '/';
  const absolute = /^http:\/\/([^/:?]+)(?::\d+)?(.*)$/i.exec(target);
  const host = absolute?.[1] ?? (request.headers.host ?? '').replace(/:\d+$/, '');
  const path = absolute?.[2] ?? target;
  return { host: host.toLowerCase(), path: path.startsWith('/') ? path : `/${path}` };
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function readLibrary(generation: Generation): Promise<string> {
  return readFile(fileURLToPath(new URL(`library/${generation}.js`, import.meta.url)), 'utf8');
}
