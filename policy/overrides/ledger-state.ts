/** What the ledger says about overrides, before any of it is believed. */
import type { DecisionBody, KeyBody, RequestBody } from "../ledger/bodies.js";
import type { LedgerProblem, LedgerRecord } from "../ledger/walk.js";

/** A record with what it says. */
export interface Recorded<Body> {
  readonly hash: string;
  readonly n: number;
  readonly time: string;
  readonly body: Body;
}

export interface LedgerState {
  /** By hash. */
  readonly requests: ReadonlyMap<string, Recorded<RequestBody>>;
  /** By the request's hash, in the order of the file. */
  readonly decisions: ReadonlyMap<string, readonly Recorded<DecisionBody>[]>;
  readonly keys: readonly Recorded<KeyBody>[];
  /** How often each request was used by builds. */
  readonly uses: ReadonlyMap<string, number>;
  /** Null when there is no record. */
  readonly lastTime: string | null;
  /** Whatever is wrong with it: then nothing in it counts. */
  readonly problems: readonly LedgerProblem[];
  /** Whether the record `before` comes before `after` on every way through the history. Never true for unknown hashes. */
  readonly precedes: (before: string, after: string) => boolean;
}

export interface LedgerFold {
  readonly add: (record: LedgerRecord) => void;
  readonly state: (problems: readonly LedgerProblem[]) => LedgerState;
}

export function foldLedger(): LedgerFold {
  const requests = new Map<string, Recorded<RequestBody>>();
  const decisions = new Map<string, Recorded<DecisionBody>[]>();
  const keys: Recorded<KeyBody>[] = [];
  const uses = new Map<string, number>();
  const parents = new Map<string, { readonly n: number; readonly parents: readonly string[] }>();
  const own: { lastTime: string | null; isLinear: boolean; last: string | null } = { lastTime: null, isLinear: true, last: null };

  const add = ({ hash, n, time, body, parents: followed }: LedgerRecord): void => {
    parents.set(hash, { n, parents: followed });
    own.isLinear &&= own.last === null || (followed.length === 1 && followed[0] === own.last);
    own.last = hash;
    if (own.lastTime === null || own.lastTime < time) own.lastTime = time;
    switch (body.kind) {
      case "override.request":
        requests.set(hash, { hash, n, time, body });
        return;
      case "override.decision": {
        const { request } = body.statement;
        decisions.set(request, [...(decisions.get(request) ?? []), { hash, n, time, body }]);
        return;
      }
      case "key":
        keys.push({ hash, n, time, body });
        return;
      case "override.use":
        for (const request of body.requests) uses.set(request, (uses.get(request) ?? 0) + 1);
        return;
      case "merge":
        return;
    }
  };

  const precedes = (before: string, after: string): boolean => {
    const first = parents.get(before);
    const last = parents.get(after);
    if (first === undefined || last === undefined || first.n >= last.n) return false;
    if (own.isLinear) return true;
    const seen = new Set<string>();
    const open = [after];
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      for (const parent of parents.get(hash)?.parents ?? []) {
        if (parent === before) return true;
        if (seen.has(parent) || (parents.get(parent)?.n ?? 0) <= first.n) continue;
        seen.add(parent);
        open.push(parent);
      }
    }
    return false;
  };

  return {
    add,
    state: (problems) => ({ requests, decisions, keys, uses, lastTime: own.lastTime, problems, precedes }),
  };
}

/** The ledger of a project that has none. */
export const EMPTY_LEDGER: LedgerState = foldLedger().state([]);
