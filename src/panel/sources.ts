import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { problemText } from '../core/formats/problem.ts';
import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import { type KindLists, NO_LISTS } from '../core/people/kinds/kind-lists.ts';
import type { Observation } from '../core/session/observation.ts';
import type { Translate } from '../core/text/catalogue.ts';
import type { KeptLog } from '../protocol/kept.ts';
import {
  ImportError,
  importFailure,
  MOST,
  type NamedBlob,
  readLogFile,
} from './import/read-log-file.ts';
import { createSessionBuilder, type FixedSession } from './shown-session.ts';

/** The ID of the session that the tab is writing. */
export const LIVE = 0;

/** A session from a file. */
export interface ImportedSource {
  readonly id: number;
  /** The file's name. */
  readonly name: string;
  readonly format: 'har' | 'session' | 'earlier';
  /** Of the log that the background keeps, for an earlier session. */
  readonly logId?: string;
  /** Parts of the file that could not be used, and the first of them in words. */
  readonly leftOut: number;
  readonly problem: string;
  readonly store: FixedSession;
}

/** A part of a log, and whether there is more after it. */
interface LogPiece {
  readonly observations: readonly Observation[];
  readonly more: boolean;
}

/** A file that is being read. */
export interface Reading {
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
}

/** The imported sessions beside the live one, and which of all is shown. */
export interface Sources {
  readonly imported: ReadonlySignal<readonly ImportedSource[]>;
  /** `LIVE`, or the ID of an imported one. */
  readonly shown: ReadonlySignal<number>;
  readonly reading: ReadonlySignal<Reading | null>;
  /** Why the last file could not be used. */
  readonly failure: ReadonlySignal<string | null>;
  /** Reads files one after the other and shows the last; settles when all are read. */
  open(files: readonly NamedBlob[]): Promise<void>;
  /** Reads a log that the background keeps in pieces, and shows it; once only. */
  openLog(
    log: Pick<KeptLog, 'logId' | 'count' | 'grew'> & { readonly name: string },
    read: (after: number) => Promise<LogPiece>,
  ): Promise<void>;
  /** Closes an earlier session, or all of them. */
  closeLogs(logId?: string): void;
  /** Stops reading. */
  cancel(): void;
  dismiss(): void;
  show(id: number): void;
  close(id: number): void;
}

/**
 * @param hosts gives the tracking hosts of the user's own, by which a HAR is read, too
 * @param kindLists what the user says about which identities are anonymous
 */
export function createSources(
  t: Translate,
  end: AbortSignal,
  hosts: () => readonly TrackingHost[] = () => [],
  kindLists: ReadonlySignal<KindLists> = signal(NO_LISTS),
): Sources {
  const imported = signal<readonly ImportedSource[]>([]);
  const shown = signal(LIVE);
  const reading = signal<Reading | null>(null);
  const failure = signal<string | null>(null);
  let stop = new AbortController();
  let ids = LIVE;

  async function read(file: NamedBlob, ended: AbortSignal): Promise<void> {
    reading.value = { name: file.name, share: 0 };
    const builder = createSessionBuilder(end, kindLists.peek());
    const facts = await readLogFile(file, t, ended, {
      hosts: hosts(),
      // The entries of a HAR come in any order.
      take: (observations, format) => builder.append(observations, format === 'session'),
      onProgress(share) {
        reading.value = { name: file.name, share };
      },
    });
    const [first] = facts.problems;
    add({
      name: file.name,
      format: facts.format ?? 'har',
      leftOut: facts.problemCount,
      problem: first ? problemText(first, t) : '',
      store: builder.finish(facts.exportedAt),
    });
  }

  function add(source: Omit<ImportedSource, 'id'>): void {
    ids += 1;
    // The user may have changed the lists while the file was read.
    source.store.setKindLists(kindLists.peek());
    imported.value = [...imported.value, { ...source, id: ids }];
    shown.value = ids;
  }

  const unsubscribe = effect(() => {
    const lists = kindLists.value;
    untracked(() => {
      for (const { store } of imported.value) store.setKindLists(lists);
    });
  });
  end.addEventListener('abort', unsubscribe, { once: true });

  const close = (id: number): void => {
    imported.value = imported.value.filter((source) => source.id !== id);
    if (shown.value === id) shown.value = LIVE;
  };

  return {
    imported,
    shown,
    reading,
    failure,
    async open(files) {
      stop.abort();
      stop = new AbortController();
      const ended = AbortSignal.any([stop.signal, end]);
      failure.value = null;
      try {
        for (const file of files) await read(file, ended);
      } catch (error) {
        if (ended.aborted) return;
        const name = reading.value?.name ?? '';
        failure.value =
          error instanceof ImportError ? error.message : importFailure(name, error, MOST, t);
      } finally {
        if (!ended.aborted) reading.value = null;
      }
    },
    async openLog({ logId, name, count, grew }, readPiece) {
      const known = imported.value.find((source) => source.logId === logId);
      if (known) {
        shown.value = known.id;
        return;
      }
      stop.abort();
      stop = new AbortController();
      const ended = AbortSignal.any([stop.signal, end]);
      failure.value = null;
      reading.value = { name, share: 0 };
      const builder = createSessionBuilder(end, kindLists.peek());
      try {
        for (let after = -1; ; ) {
          const { observations, more } = await readPiece(after);
          if (ended.aborted) return;
          builder.append(observations, true);
          after = observations.at(-1)?.seq ?? after;
          reading.value = { name, share: Math.min(1, (after + 1) / count) };
          if (!more) break;
        }
        const none = { leftOut: 0, problem: '' };
        add({ ...none, name, format: 'earlier', logId, store: builder.finish(grew) });
      } catch {
        if (!ended.aborted) failure.value = t('earlier_gone');
      } finally {
        if (!ended.aborted) reading.value = null;
      }
    },
    closeLogs(logId) {
      for (const source of imported.value)
        if (source.logId !== undefined && (logId === undefined || source.logId === logId))
          close(source.id);
    },
    cancel() {
      stop.abort();
      reading.value = null;
    },
    dismiss() {
      failure.value = null;
    },
    show(id) {
      shown.value = id;
    },
    close,
  };
}
