import { type Journal, JournaledMap } from '../session/journal.ts';

type Value = object | string | number | boolean | null;

/**
 * A journaled map by API key and identity: identities under different keys are different. Two
 * levels, because building one key of both for each look-up costs more than the look-up.
 */
export class IdentityMap<V extends Value> {
  readonly #journal: Journal;
  readonly #keys: JournaledMap<string, JournaledMap<string, V>>;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#keys = new JournaledMap(journal);
  }

  get(apiKey: string | null, identity: string): V | undefined {
    return this.#keys.get(apiKey ?? '')?.get(identity);
  }

  set(apiKey: string | null, identity: string, value: V): void {
    let identities = this.#keys.get(apiKey ?? '');
    if (identities === undefined) {
      identities = new JournaledMap(this.#journal);
      this.#keys.set(apiKey ?? '', identities);
    }
    identities.set(identity, value);
  }

  delete(apiKey: string | null, identity: string): void {
    this.#keys.get(apiKey ?? '')?.delete(identity);
  }
}
