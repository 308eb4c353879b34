import { type Kinds, SHAPE_KINDS } from './kinds/kinds.ts';
import type { AliasEffect, ChainLink, People, Person } from './people.ts';
import { shortestWay, type Ways } from './shortest-way.ts';

/** What is known of a group of joined identities without looking at each. */
export interface Group {
  /** The first named identity in it; null if all are anonymous. */
  readonly named: string | null;
}

const NONE = -1;

/**
 * The alias graph: identities as nodes, aliases as edges, people as the connected components.
 * Joining is union by size without path compression, and members are linked in a ring, so that
 * every `add` is near constant in cost and can be taken back by `undo`, the latest first.
 */
export class AliasGraph implements People {
  // One entry for each identity.
  readonly #ids: string[] = [];
  readonly #apiKeys: string[] = [];
  readonly #parent: number[] = [];
  readonly #next: number[] = [];
  readonly #lastEdge: number[] = [];
  // Valid for the root of a group only.
  readonly #size: number[] = [];
  readonly #named: number[] = [];
  // Valid for what is no root: the alias that put it under another.
  readonly #movedBy: number[] = [];
  // One entry for each alias; the links lead to the earlier alias of its left and right identity.
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #key: number[] = [];
  readonly #previousOfLeft: number[] = [];
  readonly #previousOfRight: number[] = [];
  /** How many identities each alias brought in, and the root it put under another. */
  readonly #created: number[] = [];
  readonly #moved: number[] = [];
  readonly #movedNamed: number[] = [];

  readonly #nodes = new Map<string, Map<string, number>>();
  /** People made so far, by the root of their group; those that have changed since are left out. */
  readonly #people = new Map<number, KnownPerson>();
  #list: readonly Person[] | null = null;
  #count = 0;
  readonly #kinds: () => Kinds;

  /** @param kinds of the moment; where one changes, every alias from its first on is added again */
  constructor(kinds = () => SHAPE_KINDS) {
    this.#kinds = kinds;
  }

  /** Adds an alias of two different identities; says whether it joined two people. */
  add(apiKey: string, p: string, n: string, key: number): 'two' | 'same' {
    const before = this.#ids.length;
    const left = this.#node(apiKey, p);
    const right = this.#node(apiKey, n);
    const edge = this.#key.length;
    this.#created.push(this.#ids.length - before);
    this.#key.push(key);
    this.#left.push(left);
    this.#right.push(right);
    this.#previousOfLeft.push(this.#lastEdge[left] as number);
    this.#previousOfRight.push(this.#lastEdge[right] as number);
    this.#lastEdge[left] = edge;
    this.#lastEdge[right] = edge;
    const roots = [this.#root(left), this.#root(right)] as const;
    const joined = this.#join(...roots);
    this.#changed(...roots);
    this.#count += this.#ids.length - before - Number(joined);
    return joined ? 'two' : 'same';
  }

  /** Takes back the latest alias. */
  undo(): void {
    const moved = this.#moved.pop();
    const movedNamed = this.#movedNamed.pop();
    if (moved === undefined || movedNamed === undefined) return;
    const root = this.#root(this.#left.at(-1) as number);
    this.#changed(root, moved);
    this.#count += Number(moved !== NONE) - (this.#created.at(-1) as number);
    if (moved !== NONE) {
      this.#parent[moved] = moved;
      this.#size[root] = (this.#size[root] as number) - (this.#size[moved] as number);
      this.#named[root] = movedNamed;
      this.#swapNext(root, moved);
    }
    this.#key.pop();
    const right = this.#right.pop() as number;
    const left = this.#left.pop() as number;
    this.#lastEdge[right] = this.#previousOfRight.pop() as number;
    this.#lastEdge[left] = this.#previousOfLeft.pop() as number;
    for (let count = this.#created.pop() as number; count > 0; count--) this.#forgetNode();
  }

  /** The group of an identity; null while no alias names it. */
  group(apiKey: string, id: string): Group | null {
    const node = this.#find(apiKey, id);
    if (node === NONE) return null;
    const named = this.#named[this.#root(node)] as number;
    return { named: named === NONE ? null : (this.#ids[named] as string) };
  }

  /** Whether the two are one person already. */
  joined(apiKey: string, a: string, b: string): boolean {
    const left = this.#find(apiKey, a);
    const right = this.#find(apiKey, b);
    return left !== NONE && right !== NONE && this.#root(left) === this.#root(right);
  }

  get count(): number {
    return this.#count;
  }

  list(): readonly Person[] {
    if (this.#list === null) {
      const known: KnownPerson[] = [];
      for (let node = 0; node < this.#ids.length; node++) {
        if (this.#parent[node] === node) known.push(this.#known(node));
      }
      this.#list = known
        .sort(
          (a, b) => b.person.identities.length - a.person.identities.length || a.first - b.first,
        )
        .map(({ person }) => person);
    }
    return this.#list;
  }

  of(apiKey: string, id: string): Person | undefined {
    const node = this.#find(apiKey, id);
    return node === NONE ? undefined : this.#known(this.#root(node)).person;
  }

  chain(apiKey: string, from: string, to: string): readonly ChainLink[] {
    const start = this.#find(apiKey, from);
    const goal = this.#find(apiKey, to);
    if (start === goal || !this.joined(apiKey, from, to)) return [];
    const ways: Ways = {
      edges: (node) => [...this.#edges(node)].reverse(),
      other: (edge, node) => this.#other(edge, node),
    };
    const links: ChainLink[] = [];
    let node = start;
    for (const edge of shortestWay(ways, start, goal) ?? []) {
      const next = this.#other(edge, node);
      links.push({
        from: this.#ids[node] as string,
        to: this.#ids[next] as string,
        alias: this.#key[edge] as number,
      });
      node = next;
    }
    return links;
  }

  joinedBy(apiKey: string, a: string, b: string): number | null {
    let left = this.#find(apiKey, a);
    let right = this.#find(apiKey, b);
    if (left === NONE || right === NONE) return null;
    const movedBy = (node: number): number =>
      this.#parent[node] === node ? Number.POSITIVE_INFINITY : (this.#movedBy[node] as number);
    // Upwards the aliases are ever later: the last that is needed for both to meet joined them.
    let alias = Number.NEGATIVE_INFINITY;
    while (left !== right) {
      const first = movedBy(left) <= movedBy(right);
      alias = movedBy(first ? left : right);
      if (alias === Number.POSITIVE_INFINITY) return null;
      if (first) left = this.#parent[left] as number;
      else right = this.#parent[right] as number;
    }
    return this.#key[alias] ?? null;
  }

  effect(apiKey: string, p: string, n: string): AliasEffect {
    const side = (id: string) =>
      this.of(apiKey, id)?.identities.map((identity) => identity.id) ?? [id];
    const left = side(p);
    const right = side(n);
    if (p === n || p === '' || n === '' || apiKey === '') return { joins: 'none', left, right };
    return { joins: this.joined(apiKey, p, n) ? 'same' : 'two', left, right };
  }

  #find(apiKey: string, id: string): number {
    return this.#nodes.get(apiKey)?.get(id) ?? NONE;
  }

  #node(apiKey: string, id: string): number {
    let nodes = this.#nodes.get(apiKey);
    if (nodes === undefined) {
      nodes = new Map();
      this.#nodes.set(apiKey, nodes);
    }
    const known = nodes.get(id);
    if (known !== undefined) return known;
    const node = this.#ids.length;
    nodes.set(id, node);
    this.#ids.push(id);
    this.#apiKeys.push(apiKey);
    this.#parent.push(node);
    this.#next.push(node);
    this.#lastEdge.push(NONE);
    this.#size.push(1);
    this.#named.push(this.#kinds().isNamed(id) ? node : NONE);
    this.#movedBy.push(NONE);
    return node;
  }

  #forgetNode(): void {
    const id = this.#ids.pop() as string;
    this.#nodes.get(this.#apiKeys.pop() as string)?.delete(id);
    const links = [this.#parent, this.#next, this.#lastEdge, this.#movedBy];
    for (const column of [...links, this.#size, this.#named]) column.pop();
  }

  #root(node: number): number {
    let root = node;
    for (;;) {
      const parent = this.#parent[root] as number;
      if (parent === root) return root;
      root = parent;
    }
  }

  #join(a: number, b: number): boolean {
    const larger = (this.#size[a] as number) >= (this.#size[b] as number);
    const root = larger ? a : b;
    const moved = a === b ? NONE : larger ? b : a;
    this.#moved.push(moved);
    this.#movedNamed.push(this.#named[root] as number);
    if (moved === NONE) return false;
    this.#parent[moved] = root;
    this.#movedBy[moved] = this.#key.length - 1;
    this.#size[root] = (this.#size[root] as number) + (this.#size[moved] as number);
    this.#named[root] = earlier(this.#named[root] as number, this.#named[moved] as number);
    this.#swapNext(root, moved);
    return true;
  }

  /** Makes one ring of two, or two of one. */
  #swapNext(a: number, b: number): void {
    const next = this.#next[a] as number;
    this.#next[a] = this.#next[b] as number;
    this.#next[b] = next;
  }

  #members(node: number): number[] {
    const members = [node];
    for (let next = this.#next[node] as number; next !== node; next = this.#next[next] as number) {
      members.push(next);
    }
    return members;
  }

  /** The aliases of an identity, the latest first. */
  *#edges(node: number): Generator<number> {
    for (let edge = this.#lastEdge[node] as number; edge !== NONE; ) {
      yield edge;
      const previous = this.#left[edge] === node ? this.#previousOfLeft : this.#previousOfRight;
      edge = previous[edge] as number;
    }
  }

  #other(edge: number, node: number): number {
    return (this.#left[edge] === node ? this.#right[edge] : this.#left[edge]) as number;
  }

  /** The person of a group, made anew only if it has changed. */
  #known(root: number): KnownPerson {
    const known = this.#people.get(root);
    if (known !== undefined) return known;
    const members = this.#members(root).sort((a, b) => a - b);
    const edges: number[] = [];
    for (const member of members)
      for (const edge of this.#edges(member)) if (this.#left[edge] === member) edges.push(edge);
    const first = members[0] as number;
    const person = {
      apiKey: this.#apiKeys[first] as string,
      identities: members.map((node) => {
        const id = this.#ids[node] as string;
        return { id, kind: this.#kinds().of(id) };
      }),
      aliases: edges.sort((a, b) => a - b).map((edge) => this.#key[edge] as number),
    };
    const made = { person, first };
    this.#people.set(root, made);
    return made;
  }

  #changed(a: number, b: number): void {
    this.#list = null;
    this.#people.delete(a);
    this.#people.delete(b);
  }
}

interface KnownPerson {
  readonly person: Person;
  /** Its first identity: people of equal size are in the order of these. */
  readonly first: number;
}

function earlier(a: number, b: number): number {
  if (a === NONE) return b;
  return b === NONE ? a : Math.min(a, b);
}
