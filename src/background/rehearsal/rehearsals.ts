import type { ActionReport, PageState, ReportedAction } from '../../protocol/api.ts';
import type {
  Persona,
  Rehearsal,
  SandboxStrength,
  SimulationStatus,
} from '../../protocol/rehearsal.ts';
import { createLine } from '../line.ts';
import type { Visitor } from './become.ts';
import { hostOf, isOfSite } from './hold-plan.ts';
import type { Record, Records, SimulationRecord, Whose } from './records.ts';
import type { Sandbox } from './sandbox.ts';
import type { Restored } from './snapshot.ts';
import { type Snapshot, visitorSite } from './snapshot-format.ts';

export interface RehearsalNeeds {
  readonly sandbox: Sandbox;
  readonly records: Records;
  /** ID of the running browser session. */
  readonly session: Promise<string>;
  readPage(tabId: number): Promise<PageState>;
  tabFacts(
    tabId: number,
  ): Promise<{ readonly url?: string; readonly storeId?: string } | undefined>;
  isPrivate(tabId: number): Promise<boolean>;
  take(site: string, storeId: string | undefined, at: number): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<Restored>;
  become(persona: Persona, visitor: Visitor): Promise<void>;
  /** Drops what a site's library would send again. */
  forgetQueue(whose: Whose): Promise<void>;
  /** Writes into the tab's log that something was done. */
  note(tabId: number, code: RehearsalNote, detail: string): void;
  changed(): void;
  now(): number;
}

export type RehearsalNote = 'sandbox' | 'simulated' | 'restored' | 'undone';

/** What keeps a tab from doing harm, and brings back what was before. */
export interface Rehearsals {
  read(tabId: number): Promise<Rehearsal>;
  setSandbox(tabId: number, strength: SandboxStrength | null): Promise<void>;
  /** Puts the visitor aside and makes the page take another for them. */
  simulate(tabId: number, persona: Persona, sandboxed: boolean): Promise<ActionReport>;
  /** Brings back the visitor of a simulation; of the tab's own site unless another is named. */
  end(tabId: number, site?: string): Promise<ActionReport>;
  /** Keeps what a reset is about to change, does it, and lets it be taken back. */
  undoable(tabId: number, action: string, work: () => Promise<ActionReport>): Promise<ActionReport>;
  undo(tabId: number): Promise<ActionReport>;
}

type Readable = Extract<PageState, { state: 'readable' }>;

/** Sandbox, simulations and undo of all tabs. Simulations run one after another. */
export function createRehearsals(needs: RehearsalNeeds): Rehearsals {
  const { sandbox, records, readPage, note, changed } = needs;
  const inLine = createLine();

  /** The visitor of a tab's page. */
  const visitorOf = async (tabId: number, page: Readable): Promise<Visitor> => {
    const storeId = (await needs.tabFacts(tabId))?.storeId;
    const open = (await records.all()).find((record) => isAbout(record, page.url, storeId));
    // While something is put aside, its site stays the same, whatever cookies come and go.
    const site = open?.snapshot.site ?? visitorSite(page.url, page.cookies);
    return { tabId, url: page.url, site, ...(storeId !== undefined && { storeId }) };
  };

  const report = async (
    action: ReportedAction,
    before: PageState,
    tabId: number,
    verified: (after: PageState) => boolean,
    unseen = 0,
  ): Promise<ActionReport> => {
    const after = await readPage(tabId);
    changed();
    return { action, before, after, verified: verified(after), unseen };
  };

  /** Puts a record's visitor back; only when all is as it was is the record let go. */
  const putBack = async (record: Record): Promise<Restored> => {
    const restored = await needs.restore(record.snapshot);
    if (restored.same) await records.remove(record.type, record.snapshot);
    return restored;
  };

  return {
    async read(tabId) {
      await sandbox.ready;
      const facts = await needs.tabFacts(tabId);
      const host = hostOf(facts?.url ?? '');
      const [all, session, hidden] = await Promise.all([
        records.all(),
        needs.session,
        needs.isPrivate(tabId),
      ]);
      const here = (record: Record): boolean => isAbout(record, facts?.url ?? '', facts?.storeId);
      const status = (record: SimulationRecord): SimulationStatus => ({
        site: record.snapshot.site,
        persona: record.persona,
        began: record.snapshot.at,
        sandboxed: record.sandboxed,
        interrupted: record.session !== session,
      });
      const simulations = all.filter((one) => one.type === 'simulation');
      const own = simulations.find(here);
      const undo = all.find((one) => one.type === 'undo' && here(one));
      return {
        sandbox: sandbox.of(tabId, host),
        simulation: own ? status(own) : null,
        undo: undo?.type === 'undo' ? { action: undo.action, at: undo.snapshot.at } : null,
        // A private window's visitor is nobody's business in another.
        elsewhere: simulations.filter((one) => one !== own && one.lasting === !hidden).map(status),
      };
    },

    async setSandbox(tabId, strength) {
      const page = await readPage(tabId);
      const facts = await needs.tabFacts(tabId);
      const whose =
        page.state === 'readable'
          ? await visitorOf(tabId, page)
          : { site: hostOf(facts?.url ?? '') };
      // What a page could not believe to be sent, it would send again as soon as it may.
      if (strength === null) await needs.forgetQueue(whose);
      await sandbox.setTab(tabId, whose.site, strength);
      note(tabId, 'sandbox', strength ?? 'off');
    },

    simulate: (tabId, persona, sandboxed) =>
      inLine(async () => {
        const before = await readPage(tabId);
        if (before.state !== 'readable') return report('simulate', before, tabId, () => false);
        const visitor = await visitorOf(tabId, before);
        const { site, storeId } = visitor;
        const lasting = !(await needs.isPrivate(tabId));
        if (sandboxed) await sandbox.setSite(site, 'everything', lasting);
        // Somebody simulated already: the visitor to bring back is the one before them.
        const earlier = await records.find('simulation', visitor);
        const snapshot = earlier?.snapshot ?? (await needs.take(site, storeId, needs.now()));
        const session = await needs.session;
        await records.put({ type: 'simulation', persona, sandboxed, session, lasting, snapshot });
        if (!sandboxed) await sandbox.setSite(site, null, lasting);
        note(tabId, 'simulated', persona.identity);
        await needs.become(persona, visitor);
        return report('simulate', before, tabId, (after) => isPersona(persona, before, after));
      }),

    end: (tabId, site) =>
      inLine(async () => {
        const before = await readPage(tabId);
        const whose: Whose | undefined =
          site === undefined && before.state === 'readable'
            ? await visitorOf(tabId, before)
            : (await records.all()).find(
                (one) => one.type === 'simulation' && one.snapshot.site === site,
              )?.snapshot;
        const record = whose && (await records.find('simulation', whose));
        const { same, unseen } = record ? await putBack(record) : { same: true, unseen: 0 };
        if (record && same) {
          await sandbox.setSite(record.snapshot.site, null, record.lasting);
          note(tabId, 'restored', record.snapshot.site);
        }
        return report('end-simulation', before, tabId, () => same, unseen);
      }),

    undoable: (tabId, action, work) =>
      inLine(async () => {
        const before = await readPage(tabId);
        if (before.state !== 'readable') return work();
        const { site, storeId } = await visitorOf(tabId, before);
        const lasting = !(await needs.isPrivate(tabId));
        const snapshot = await needs.take(site, storeId, needs.now());
        await records.put({ type: 'undo', action, lasting, snapshot });
        const done = await work();
        changed();
        return done;
      }),

    undo: (tabId) =>
      inLine(async () => {
        const before = await readPage(tabId);
        const record =
          before.state === 'readable'
            ? await records.find('undo', await visitorOf(tabId, before))
            : undefined;
        const { same, unseen } = record ? await putBack(record) : { same: false, unseen: 0 };
        if (same && record?.type === 'undo') note(tabId, 'undone', record.action);
        return report('undo', before, tabId, () => same, unseen);
      }),
  };
}

/** Whether a record is about the visitor of a page. */
function isAbout({ snapshot }: Record, url: string, storeId: string | undefined): boolean {
  return snapshot.storeId === storeId && isOfSite(hostOf(url), snapshot.site);
}

/** Whether the page takes the visitor for the persona now. */
function isPersona(persona: Persona, before: PageState, after: PageState): boolean {
  if (after.state !== 'readable') return false;
  if (persona.identity !== '') return after.identity === persona.identity;
  return (
    after.identity === null || before.state !== 'readable' || after.identity !== before.identity
  );
}
