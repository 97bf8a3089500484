/**
 * How the records of a ledger hang together. Every record names its parents by hash, so a ledger is a graph whose edges cannot be changed
 * without changing hashes; after a merge it has two branches, which the next record joins. A file is in order when every record stands behind its
 * parents. A record that stands there twice (a union merge of what both sides had merged before) counts once.
 *
 * Memory: only records that nothing follows yet are remembered, and those for which `remembers` says so. A line whose parent is not the line
 * before is *odd*; there are as many as there were merges. Where nothing else is remembered an odd line is put off: `oddities` says what a
 * further walk has to remember (`walkUntilJudged`). What follows a repeated line may be repeated as well, and is odd therefore.
 */
import type { Envelope } from "./record.js";

export interface HistoryProblem {
  readonly kind: "parent" | "number" | "time";
  readonly message: string;
}

interface Known {
  readonly n: number;
  readonly time: string;
}

export interface History {
  add(record: Envelope): HistoryProblem | "duplicate" | "new";
  /** Records that no other follows, sorted. */
  heads(): readonly { readonly hash: string; readonly n: number; readonly time: string }[];
  /** Hashes that have to be remembered besides to judge this file; empty when this walk has judged it. */
  readonly oddities: ReadonlySet<string>;
}

/** `remembers` null: no record is odd yet, this walk finds out. */
export function createHistory(remembers: ((hash: string) => boolean) | null): History {
  const remembered = new Map<string, Known>();
  const heads = new Map<string, Known>();
  const oddities = new Set<string>();
  const own: { last: string | null; lastKnown: Known | null; repeats: boolean } = { last: null, lastKnown: null, repeats: false };

  const find = (hash: string): Known | null =>
    hash === own.last ? own.lastKnown : (remembered.get(hash) ?? heads.get(hash) ?? null);

  const accept = (record: Envelope): void => {
    for (const parent of record.parents) heads.delete(parent);
    const known = { n: record.n, time: record.time };
    heads.set(record.hash, known);
    if (remembers?.(record.hash) === true) remembered.set(record.hash, known);
    own.last = record.hash;
    own.lastKnown = known;
  };

  return {
    oddities,
    heads: () => [...heads].map(([hash, known]) => ({ hash, ...known })).sort((a, b) => (a.hash < b.hash ? -1 : 1)),
    add: (record) => {
      const isFirst = own.last === null;
      const isNext = isFirst ? record.parents.length === 0 : record.parents.length === 1 && record.parents[0] === own.last;
      if (!isNext || own.repeats) {
        const duplicate = remembered.get(record.hash);
        own.repeats = duplicate !== undefined;
        if (duplicate !== undefined) {
          own.last = record.hash;
          own.lastKnown = duplicate;
          return "duplicate";
        }
        const unasked = [record.hash, ...(isNext ? [] : record.parents)].filter((hash) => remembers?.(hash) !== true);
        if (unasked.length > 0) {
          for (const hash of unasked) oddities.add(hash);
          // Whether it repeats what stood before, the next walk says; so do those behind it.
          own.repeats = remembers !== null;
          accept(record);
          return "new";
        }
      }
      const parents = record.parents.map(find);
      if (parents.length === 0 && !isFirst) return { kind: "parent", message: "it begins a second history" };
      if (parents.some((parent) => parent === null))
        return {
          kind: "parent",
          message: "a record that it follows is missing, or stands behind it (then `surety audit merge` puts them in order)",
        };
      const n = 1 + Math.max(0, ...parents.map((parent) => parent?.n ?? 0));
      if (record.n !== n) return { kind: "number", message: `its number is ${record.n}, and it would be ${n}` };
      if (parents.some((parent) => parent !== null && parent.time > record.time))
        return { kind: "time", message: "it is older than a record that it follows" };
      accept(record);
      return "new";
    },
  };
}

/**
 * Walks as often as it takes: once where nobody merged, twice where somebody did, one more time where both sides had merged before. `walk`
 * adds every record of the file to the history it is given.
 */
export function walkUntilJudged(walk: (history: History) => void, first: History): History {
  const asked = new Set<string>();
  let history = first;
  while (history.oddities.size > 0) {
    for (const hash of history.oddities) asked.add(hash);
    history = createHistory((hash) => asked.has(hash));
    walk(history);
  }
  return history;
}
