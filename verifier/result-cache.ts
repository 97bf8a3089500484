/**
 * Results of functions under the keys of their works. What is stored was answered by a worker in the ordinary way: a crash, a time limit
 * or a solver that failed says nothing about the function. What is found is decoded as if a worker had sent it.
 */
import type { CacheKey } from "../cache/key.js";
import type { Store } from "../cache/store.js";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import { decodeFunctionResult } from "./decode.js";
import { rankedSpan, spanOfRanks, workKey, type WorkKey } from "./work-key.js";

export interface ResultCache {
  /** Results for those of `works` that are known. Never rejects. */
  find(works: readonly FunctionWork[]): Promise<ReadonlyMap<FunctionId, FunctionResult>>;
  /** After `find`, for works it was asked about. */
  keep(result: FunctionResult): void;
}

/** Keys asked for at once: what does not arrive within the time for one question is missed. */
const AT_ONCE = 400;

/** `origin`: version of the tools, solver and whatever else makes results besides the work. */
export function resultCache(store: Store, origin: string): ResultCache {
  const keys = new Map<FunctionId, WorkKey>();
  return {
    find: async (works) => {
      for (const work of works) keys.set(work.function.id, workKey(work, origin));
      const wanted = works.map((work) => keyOf(keys, work.function.id).key);
      const stored = new Map<CacheKey, Uint8Array>();
      for (let at = 0; at < wanted.length; at += AT_ONCE)
        for (const [key, value] of await store.fetch(wanted.slice(at, at + AT_ONCE))) stored.set(key, value);
      const found = new Map<FunctionId, FunctionResult>();
      for (const { function: fn } of works) {
        const { key, places } = keyOf(keys, fn.id);
        const result = decode(stored.get(key), places);
        if (result?.function === fn.id && result.sites.length === fn.sites.length) found.set(fn.id, result);
      }
      return found;
    },
    keep: (result) => {
      if (isPassing(result)) return;
      const { key, places } = keyOf(keys, result.function);
      store.put(key, encode(result, places));
    },
  };
}

function keyOf(
  keys: ReadonlyMap<FunctionId, WorkKey>,
  id: FunctionId,
): { readonly key: CacheKey; readonly places: readonly number[] } {
  const found = keys.get(id);
  if (found === undefined) throw new Error(`no key was made for \`${id}\``);
  return found;
}

/** It tells of a failure, not of the function. */
function isPassing({ sites }: FunctionResult): boolean {
  return sites.some(
    ({ verdict }) => verdict.kind === "unknown" && (verdict.reason.kind === "crashed" || verdict.reason.kind === "solver"),
  );
}

function encode(result: FunctionResult, places: readonly number[]): Uint8Array {
  const selectors = result.selectors.map((selector) => ({ ...selector, span: rankedSpan(selector.span, places) }));
  return Buffer.from(JSON.stringify({ ...result, selectors }), "utf8");
}

/** Null for what is no result. */
function decode(bytes: Uint8Array | undefined, places: readonly number[]): FunctionResult | null {
  if (bytes === undefined) return null;
  try {
    const result = decodeFunctionResult(JSON.parse(Buffer.from(bytes).toString("utf8")));
    const selectors = result.selectors.map((selector) => ({ ...selector, span: spanOfRanks(selector.span, places) }));
    if (selectors.some(({ span }) => span === null)) return null;
    return { ...result, selectors: selectors.flatMap(({ span, ...rest }) => (span === null ? [] : [{ ...rest, span }])) };
  } catch (error) {
    // Another version's, or a defect of ours: either way it is not used.
    if (error instanceof Error) return null;
    throw error;
  }
}
