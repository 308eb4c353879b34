import { Engine } from '../findings/engine.ts';
import type { Rule } from '../findings/rule.ts';
import { siteOf } from '../kissmetrics/page-url.ts';
import { AliasGraph } from '../people/graph.ts';
import type { Kinds } from '../people/kinds/kinds.ts';
import { callStep, setFate } from './call-step.ts';
import { cookiesStep } from './cookies-step.ts';
import { type DocumentState, Frames } from './frames.ts';
import { identityStep } from './identity-step.ts';
import type { Item } from './items.ts';
import { Journal, JournaledMap, Undoable } from './journal.ts';
import type { LibraryObservation, NavigationObservation, NoteObservation } from './observation.ts';
import { Pairing } from './pairing.ts';
import { entryBase, type KnownCall, type ReplayState } from './replay-state.ts';
import { requestStep } from './request-step.ts';
import type { CallEntry, Entry, RequestEntry } from './session.ts';
import { Timeline } from './timeline.ts';

/**
 * Everything that the items so far have led to. Takes items in canonical order, one step each, and
 * can take steps back.
 */
export class Replay implements ReplayState {
  readonly journal = new Journal();
  readonly timeline: Timeline;
  readonly people: AliasGraph;
  readonly frames: Frames;
  readonly pairing: Pairing;
  readonly engine: Engine;
  /** First request of each content, by entry key. */
  readonly firsts = new JournaledMap<string, number>(this.journal);
  readonly calls = new JournaledMap<string, KnownCall>(this.journal);
  readonly apiKeys = new JournaledMap<string, true>(this.journal);
  /** Calls that ran so far. */
  ran = 0;
  readonly kinds: () => Kinds;
  readonly #graphChange: GraphChange;

  constructor(rules: readonly Rule[], overlay: (entry: Entry) => Entry, kinds: () => Kinds) {
    this.kinds = kinds;
    this.people = new AliasGraph(kinds);
    this.#graphChange = new GraphChange(this.people);
    this.timeline = new Timeline(this.journal, overlay);
    this.pairing = new Pairing(this.journal, {
      setCause: (key, cause) => {
        const entry = this.timeline.get(key) as RequestEntry;
        this.timeline.replace({ ...entry, cause });
      },
      setFate: (call, fate, requests) => setFate(this, call, fate, requests),
      addRequest: (call, request) => {
        const entry = this.timeline.get(call.key) as CallEntry;
        setFate(this, call, 'sent', [...entry.requests, request]);
      },
    });
    this.frames = new Frames(this.journal, (document) => this.pairing.leave(document));
    this.engine = new Engine(rules, this.journal, this.timeline, {
      people: this.people,
      kinds,
      site: (place) => siteOf(this.frames.peek(place)?.url),
    });
  }

  /** Takes the next item. */
  step(item: Item): void {
    this.journal.mark();
    this.pairing.expire(item.at);
    const { observation } = item;
    switch (observation.type) {
      case 'request':
        requestStep(this, item, observation);
        break;
      case 'call':
        callStep(this, item, observation);
        break;
      case 'identity':
        identityStep(this, item, observation);
        break;
      case 'cookies':
        cookiesStep(this, item, observation);
        break;
      case 'library':
        this.#library(observation);
        break;
      case 'navigation':
        this.#navigation(item, observation);
        break;
      case 'note':
        this.#note(item, observation);
        break;
    }
  }

  /** What is so by a time after the last item, in milliseconds since 1970; a step of its own. */
  close(now: number): void {
    this.journal.mark();
    this.pairing.expire(now);
  }

  /** Joins two identities. */
  join(apiKey: string, p: string, n: string, key: number): 'two' | 'same' {
    const joins = this.people.add(apiKey, p, n, key);
    this.journal.log(this.#graphChange);
    return joins;
  }

  /** Calls are seen in this document from now on, and so were they before. */
  watch({ calls }: DocumentState): void {
    if (calls.watched) return;
    this.journal.set(calls, 'watched', true);
    for (let key = calls.unexplained.shift(); key !== undefined; key = calls.unexplained.shift()) {
      const entry = this.timeline.get(key);
      if (entry === undefined || !('request' in entry) || entry.cause.by !== 'unknown') continue;
      this.timeline.replace({ ...entry, cause: { by: 'unseen' } });
    }
  }

  #navigation(item: Item, observation: NavigationObservation): void {
    if (!this.frames.navigate(observation, observation.url)) return;
    const entry = { ...entryBase(item), kind: 'navigation', url: observation.url } as const;
    this.timeline.push(entry);
    this.engine.tell('navigation', entry);
  }

  #note(item: Item, { code, detail }: NoteObservation): void {
    const more = detail === undefined ? {} : { detail };
    const entry = { ...entryBase(item), kind: 'note', code, ...more } as const;
    this.timeline.push(entry);
    this.engine.tell('note', entry);
  }

  #library(observation: LibraryObservation): void {
    const document = this.frames.documentOf(observation);
    if (observation.witness === undefined) this.watch(document);
    // The developer tools answer late: what they read before it had loaded may come after.
    if (observation.witness === undefined || document.library !== 'loaded')
      this.journal.set(document, 'library', observation.state);
    if (observation.generation) this.journal.set(document, 'generation', observation.generation);
    if (observation.apiKey) this.journal.set(document, 'apiKey', observation.apiKey);
    if (observation.documentUrl && document.url === null) {
      this.frames.setUrl(document, observation.documentUrl);
    }
  }
}

class GraphChange extends Undoable {
  readonly #graph: AliasGraph;

  constructor(graph: AliasGraph) {
    super();
    this.#graph = graph;
  }

  override undo(): void {
    this.#graph.undo();
  }
}
