import * as v from 'valibot';
import { COOKIE_ANONYMOUS, COOKIE_NAMED } from '../../core/kissmetrics/names.ts';
import { type PageReading, pageReading } from '../../core/kissmetrics/page-reading.ts';
import { readInPage } from '../../platform/page-reading.ts';
import { readMemoryInPage, restoreMemoryInPage } from '../page-functions.ts';
import { MEMORY, type Memory, type Next } from './memory-format.ts';
import { inSiteDocuments } from './site-documents.ts';

/** The readings of all open documents of a site. */
export interface SiteReading {
  readonly readings: readonly PageReading[];
  /** Documents that did not answer. */
  readonly silent: number;
}

/** How many documents have a loaded library whose memory cannot be seen. */
export const hiddenOf = (readings: readonly PageReading[]): number =>
  readings.filter(({ hidden }) => hidden).length;

/** Reads what the library would do next in every open document of a site. */
export async function readSite(site: string, storeId: string | undefined): Promise<SiteReading> {
  const { answers, silent } = await inSiteDocuments(
    site,
    storeId,
    readInPage,
    [COOKIE_NAMED, COOKIE_ANONYMOUS],
    null,
  );
  const readings = answers.flatMap((answer) => pageReading(answer) ?? []);
  return { readings, silent: silent + answers.length - readings.length };
}

/** What the libraries of a site's open documents remember, and what they would do next. */
export async function takeMemories(
  site: string,
  storeId: string | undefined,
): Promise<{ memories: Memory[]; next: Next[] }> {
  const [{ answers }, { readings }] = await Promise.all([
    inSiteDocuments(site, storeId, readMemoryInPage),
    readSite(site, storeId),
  ]);
  const memories = answers.flatMap((answer) => {
    const read = v.safeParse(MEMORY, answer);
    return read.success ? [read.output] : [];
  });
  const next = readings.map(({ began, identity, aliases }) => ({
    document: began,
    identity,
    aliases,
  }));
  return { memories, next };
}

/** Gives the libraries back what they remembered; those of later documents forget. */
export async function restoreMemories(
  site: string,
  storeId: string | undefined,
  memories: readonly Memory[],
): Promise<void> {
  await inSiteDocuments(site, storeId, restoreMemoryInPage, memories);
}
