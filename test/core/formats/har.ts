import { ANON, START } from '../support/log.ts';

export const TIME = new Date(START).toISOString();
export const ALIAS_URL = `https://trk.kissmetrics.io/a?_k=abc123&_p=${encodeURIComponent(ANON)}&_n=bob%40example.com`;

/** An entry as recorders write it, with its parts overridden. */
export function harEntry(over: Record<string, unknown> = {}) {
  return {
    startedDateTime: TIME,
    time: 12.5,
    request: { method: 'GET', url: ALIAS_URL, headers: [], queryString: [] },
    response: { status: 200, statusText: 'OK', content: { size: 43, mimeType: 'image/gif' } },
    ...over,
  };
}

export function harText(entries: readonly unknown[], log: Record<string, unknown> = {}): string {
  return JSON.stringify({ log: { version: '1.2', ...log, entries } });
}
