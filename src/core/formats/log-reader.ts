import type { TrackingHost } from '../kissmetrics/decode.ts';
import type { Observation, TimeDoubt } from '../session/observation.ts';
import { FileClock } from './file-time.ts';
import { HAR_ENTRY, readHarEntry } from './har-entry.ts';
import { HAR_PAGE, HarPages } from './har-pages.ts';
import { JsonPicker, type JsonValue, type Picked, type Shape } from './json-picker.ts';
import { asObject } from './json-value.ts';
import { readObservation } from './observation-guard.ts';
import { FormatError, type FormatProblem, ProblemList } from './problem.ts';
import { SESSION_FORMAT, SESSION_VERSION } from './session-file.ts';
import { parseIsoTime } from './time.ts';

export interface LogReaderOptions {
  /** Further tracking hosts than the vendor's, for a HAR. */
  readonly hosts?: readonly TrackingHost[];
}

/** Reads a log from the text of a file that comes in pieces. */
export interface LogReader {
  /**
   * Takes the next piece of the text, cut anywhere.
   * @returns the observations it completed; a HAR's need not be in the order of time
   * @throws FormatError if the file as a whole cannot be used
   */
  push(piece: string): readonly Observation[];
  /** The text has ended. */
  end(): readonly Observation[];
  /** What the file is; null until that has shown. */
  readonly format: 'har' | 'session' | null;
  /** When a session file was written, in milliseconds since 1970; null for a HAR. */
  readonly exportedAt: number | null;
  /** Parts that could not be used; the first of them. */
  readonly problems: readonly FormatProblem[];
  /** How many there are in all. */
  readonly problemCount: number;
  /** Entries or observations that are left out, because they cannot be used at all. */
  readonly leftOut: number;
  /** Requests without a usable time, which stand where they stand in the file. */
  readonly unknownTimes: number;
  /** Requests whose time names no zone, and is read as UTC. */
  readonly unknownZones: number;
  /** Entries or observations that could be used. */
  readonly used: number;
}

const FILE: Shape = {
  members: {
    format: 'all',
    version: 'all',
    exportedAt: 'all',
    observations: { each: 'all', as: 'observation' },
    log: {
      members: {
        pages: { each: HAR_PAGE, as: 'page' },
        entries: { each: HAR_ENTRY, as: 'entry' },
      },
    },
  },
};

/**
 * Makes a reader of HAR 1.2 files and of this tool's session files; which of the two it is shows in
 * the text, in whatever order its members come. A HAR of any size takes memory for its largest
 * entry without bodies, no more.
 */
export function createLogReader({ hosts = [] }: LogReaderOptions = {}): LogReader {
  const problems = new ProblemList();
  const seen = new Set<number>();
  let seq = 0;
  const nextSeq = () => seq++;
  const pages = new HarPages(problems, nextSeq);
  const clock = new FileClock();
  const doubts: Record<TimeDoubt, number> = { unknown: 0, 'no-zone': 0 };
  let items = 0;
  let made: Observation[] = [];
  const picker = new JsonPicker(FILE, take);

  function take({ as, index, value, cut }: Picked): void {
    if (as === 'page') {
      add(pages.page(value, index));
      return;
    }
    items++;
    if (as === 'observation') takeObservation(value, index, cut);
    else {
      const when = clock.read(asObject(value)?.startedDateTime);
      add(pages.entry(value, when));
      for (const one of readHarEntry(value, { index, when, cut, hosts, problems, nextSeq }))
        add(one);
    }
  }

  function takeObservation(value: JsonValue, index: number, cut: boolean): void {
    checkVersion();
    const where = `observations[${index}]`;
    if (cut) {
      problems.leaveOut(where, 'too_long');
      return;
    }
    const observation = readObservation(value, where, problems, clock);
    if (observation === null) return;
    if (seen.has(observation.seq)) {
      problems.leaveOut(`${where}.seq`, 'repeated', String(observation.seq));
      return;
    }
    seen.add(observation.seq);
    add(observation);
  }

  function add(observation: Observation | null): void {
    if (observation === null) return;
    made.push(observation);
    const { type, time } = observation;
    if (type === 'request' && time !== undefined) doubts[time]++;
  }

  function root() {
    return asObject(picker.root);
  }

  /** A file of a later version may say things in a way that would be misread. */
  function checkVersion(): void {
    const { format, version } = root() ?? {};
    if (format !== SESSION_FORMAT || version === SESSION_VERSION || version === undefined) return;
    if (typeof version === 'number' && Number.isInteger(version) && version > SESSION_VERSION) {
      const values = [String(version), String(SESSION_VERSION)];
      throw new FormatError({ where: 'version', why: 'future_version', values });
    }
    throw new FormatError({ where: 'version', why: 'not_known' });
  }

  function flush(): readonly Observation[] {
    const flushed = made;
    made = [];
    return flushed;
  }

  function checkWhole(): void {
    const file = root();
    checkVersion();
    if (file?.format === SESSION_FORMAT) {
      if (file.version === undefined) throw new FormatError({ where: 'version', why: 'missing' });
      if (!Array.isArray(file.observations)) throw whole('observations', 'no_observations');
      if (parseIsoTime(file.exportedAt) === null) problems.add('exportedAt', 'not_time');
      return;
    }
    const log = asObject(file?.log);
    if (log === null) throw whole('', 'unknown_format');
    if (!Array.isArray(log.entries)) throw whole('log.entries', 'no_entries');
  }

  return {
    push(piece) {
      picker.push(piece);
      return flush();
    },
    end() {
      picker.end();
      checkWhole();
      made.push(...pages.end());
      return flush();
    },
    get format() {
      const file = root();
      if (file?.format === SESSION_FORMAT) return 'session';
      return file?.log === undefined ? null : 'har';
    },
    get exportedAt() {
      return parseIsoTime(root()?.exportedAt);
    },
    get problems() {
      return problems.list;
    },
    get problemCount() {
      return problems.count;
    },
    get leftOut() {
      return problems.leftOut;
    },
    get unknownTimes() {
      return doubts.unknown;
    },
    get unknownZones() {
      return doubts['no-zone'];
    },
    get used() {
      return items - problems.leftOut;
    },
  };
}

function whole(where: string, why: 'unknown_format' | 'no_observations' | 'no_entries') {
  return new FormatError({ where, why });
}
