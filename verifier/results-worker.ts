/** Entry of the thread that reads results of earlier runs for callers that cannot wait for a promise (stored-results.ts). */
import { workerData } from "node:worker_threads";
import { diskStore } from "../cache/disk/disk-store.js";
import { cacheKey } from "../cache/key.js";
import { createSeal } from "../cache/seal.js";
import { findSecret } from "../cache/secret.js";
import type { Store } from "../cache/store.js";
import { toolDigest } from "../cache/tool-digest.js";
import { InternalError } from "../core/errors.js";
import { decodeTask } from "./decode.js";
import { resultCache, type ResultCache } from "./result-cache.js";
import { connectSync } from "./sync-port.js";

const connection = connectSync(workerData);
const open: { store: Store | null; results: ResultCache | null } = { store: null, results: null };

/** `{ folder, maxBytes }` and `task`, whose works are looked up in the database of that folder, or `keys`, whose entries are. */
connection.onTask((message) => {
  answer(message).then(
    (answered) => {
      connection.send(answered);
    },
    (error: unknown) => {
      connection.send({ failure: error instanceof Error ? error.message : String(error) });
    },
  );
});

async function answer(message: unknown): Promise<object> {
  if (typeof message !== "object" || message === null || !("folder" in message) || !("maxBytes" in message))
    throw new InternalError("a question about stored results names no folder");
  const { folder, maxBytes } = message;
  if (typeof folder !== "string" || typeof maxBytes !== "number")
    throw new InternalError("a question about stored results names no folder");
  const store = (open.store ??= diskStore({ folder, maxBytes }, createSeal(findSecret(process.env).secret)));
  if ("keys" in message) {
    const keys = Array.isArray(message.keys) ? message.keys.map(String).flatMap((key) => cacheKey(key) ?? []) : [];
    return { entries: [...(await store.fetch(keys))] };
  }
  const { works } = decodeTask("task" in message ? message.task : null);
  open.results ??= resultCache(store, `${toolDigest()} ${RESULTS_OF_Z3}`);
  return { results: [...(await open.results.find(works)).values()] };
}

/** What `surety verify` adds to the digest of the tools (cli/cache.ts). */
const RESULTS_OF_Z3 = "z3";
