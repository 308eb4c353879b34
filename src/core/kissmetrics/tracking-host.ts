import type { TrackingHost } from './decode.ts';

const TEXT = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::\d+)?(\/[^?#\s*]*)?$/i;

/** Reads `HOST`, `HOST/PATH`, or a URL of that; null for anything else. */
export function parseTrackingHost(text: string): TrackingHost | null {
  const parts = TEXT.exec(text.trim());
  if (parts?.[1] === undefined) return null;
  return { host: parts[1].toLowerCase(), pathPrefix: (parts[2] ?? '').replace(/\/+$/, '') };
}

/** The text that `parseTrackingHost` reads. */
export function trackingHostText({ host, pathPrefix }: TrackingHost): string {
  return `${host}${pathPrefix}`;
}
