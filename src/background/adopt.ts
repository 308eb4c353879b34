import type { LogRecord } from './log-record.ts';
import type { LogStore } from './log-store.ts';

/** Milliseconds in which a document has to answer: one that is only just loading never may. */
const SILENCE_MS = 1_000;

/** The open tabs, as far as they can tell how old they are. */
export interface OpenTabs {
  ids(): Promise<readonly number[]>;
  /** When the document of a tab began, in milliseconds since 1970; undefined where nobody may ask. */
  documentBegan(tabId: number): Promise<number | undefined>;
}

/**
 * Goes on with the logs of the browser session before if that has not ended: an update or reload of
 * the extension looks like a new session. No document survives the end of a browser, so one that is
 * older than the last word in the log of its tab proves that the tabs still are what they were; their
 * numbers alone do not, since a browser may give them again. Tabs that are not open any more lose
 * their number, and what cannot be proven stays what it is: a log of an earlier session.
 * @param session ID of the browser session that seems to begin
 * @param silenceMs milliseconds in which a document has to answer
 * @returns the tabs that go on with their logs
 */
export async function adoptLogs(
  store: LogStore,
  session: string,
  open: OpenTabs,
  silenceMs = SILENCE_MS,
): Promise<readonly number[]> {
  const [tabs, records, ids] = await Promise.all([store.tabs(), store.records(), open.ids()]);
  const byLog = new Map(records.map((record) => [record.logId, record]));
  const candidates = ids.flatMap((tabId) => {
    const record = byLog.get(tabs.get(tabId) ?? '');
    return record && isOpenIn(record, tabId) ? [record] : [];
  });
  const proofs = await Promise.all(
    candidates.map(async (record) => {
      const began = await answered(open.documentBegan(record.tabId), silenceMs);
      return began !== undefined && began <= record.grew ? [record.session] : [];
    }),
  );
  const going = new Set(proofs.flat());
  await store.forgetTabs();
  const adopted = candidates.filter((record) => going.has(record.session));
  for (const record of records) {
    if (!going.has(record.session)) continue;
    const closed = !adopted.includes(record);
    await store.setRecord({ ...record, session, closed });
    if (!closed) await store.setLog(record.tabId, record.logId);
  }
  return adopted.map(({ tabId }) => tabId);
}

/** Only the disk outlives the extension, and only what has a session can be of the same one. */
function isOpenIn({ session, closed, kept, tabId }: LogRecord, tab: number): boolean {
  return session !== '' && !closed && kept === 'disk' && tabId === tab;
}

function answered(
  began: Promise<number | undefined>,
  silenceMs: number,
): Promise<number | undefined> {
  const silence = new Promise<undefined>((resolve) =>
    setTimeout(() => resolve(undefined), silenceMs),
  );
  return Promise.race([began.catch(() => undefined), silence]);
}
