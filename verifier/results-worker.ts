/** Entry of the thread that reads results of earlier runs for callers that cannot wait for a promise (stored-results.ts). */
import { workerData } from "node:worker_threads";
import { diskStore } from "../cache/disk/disk-store.js";
import { createSeal } from "../cache/seal.js";
import { findSecret } from "../cache/secret.js";
import { toolDigest } from "../cache/tool-digest.js";
import { InternalError } from "../core/errors.js";
import { decodeTask } from "./decode.js";
import { resultCache, type ResultCache } from "./result-cache.js";
import { connectSync } from "./sync-port.js";

const connection = connectSync(workerData);
const open: { results: ResultCache | null } = { results: null };

/** `{ folder, maxBytes, task }`: the works of the task are looked up in the database of that folder. */
connection.onTask((message) => {
  find(message).then(
    (results) => {
      connection.send({ results });
    },
    (error: unknown) => {
      connection.send({ failure: error instanceof Error ? error.message : String(error) });
    },
  );
});

async function find(message: unknown): Promise<readonly unknown[]> {
  if (typeof message !== "object" || message === null || !("folder" in message) || !("maxBytes" in message))
    throw new InternalError("a question about stored results names no folder");
  const { folder, maxBytes } = message;
  if (typeof folder !== "string" || typeof maxBytes !== "number")
    throw new InternalError("a question about stored results names no folder");
  const { works } = decodeTask("task" in message ? message.task : null);
  open.results ??= resultCache(
    diskStore({ folder, maxBytes }, createSeal(findSecret(process.env).secret)),
    `${toolDigest()} ${RESULTS_OF_Z3}`,
  );
  return [...(await open.results.find(works)).values()];
}

/** What `surety verify` adds to the digest of the tools (cli/cache.ts). */
const RESULTS_OF_Z3 = "z3";
