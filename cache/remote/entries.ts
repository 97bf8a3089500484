/** Entries on the remote: fetched and checked, signed and uploaded. */
import { digestOf, type CacheKey } from "../key.js";
import { createAbortController } from "./abort.js";
import { decodeActionResult, encodeActionResult } from "./action-result.js";
import type { Health, Way } from "./health.js";
import type { Exchange, HttpClient } from "./http.js";
import type { RemoteLimits } from "./limits.js";
import type { Semaphore } from "./semaphore.js";
import { isSigned, signEntry, type Signer, type TrustedKeys } from "./signature.js";

export interface Connection {
  readonly client: HttpClient;
  readonly health: Health;
  readonly trusted: TrustedKeys;
  readonly limits: RemoteLimits;
  /** Of downloads. */
  readonly semaphore: Semaphore;
  /** Aborted when nothing more is to be fetched. */
  readonly life: AbortSignal;
  readonly tally: Tally;
}

/** Counts of what becomes one incident each. */
export interface Tally {
  unsigned: number;
  damaged: number;
  /** Keys given up since a `fetch` took too long. */
  late: number;
}

/** One `fetch`. */
interface Round {
  readonly signal: AbortSignal;
  hasFailures: boolean;
}

/** What the remote holds of `keys` that verifies. Ends after `limits.fetchMs` with what came until then. `keys` are different. */
export async function fetchEntries(
  connection: Connection,
  keys: readonly CacheKey[],
): Promise<ReadonlyMap<CacheKey, Uint8Array>> {
  const { health, life, limits, semaphore, tally } = connection;
  if (!health.isReadable) return new Map();
  const started = performance.now();
  const found = new Map<CacheKey, Uint8Array>();
  const control = createAbortController();
  const abort = (): void => control.abort();
  const aborted = new Promise<void>((resolve) => control.signal.addEventListener("abort", () => resolve(), { once: true }));
  const isOver = (): boolean => control.signal.aborted;
  const round: Round = { signal: control.signal, hasFailures: false };
  let answered = 0;
  const fetched = keys.map((key) =>
    semaphore.run(async () => {
      if (isOver()) return;
      const value = await fetchEntry(connection, key, round);
      if (isOver()) return;
      answered++;
      if (value !== null) found.set(key, value);
    }),
  );
  life.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(abort, limits.fetchMs);
  await Promise.race([Promise.all(fetched), aborted]);
  clearTimeout(timer);
  life.removeEventListener("abort", abort);
  const late = keys.length - answered;
  if (!life.aborted && late > 0) tally.late += late;
  health.spent(performance.now() - started, keys.length, round.hasFailures || late > 0);
  return found;
}

async function fetchEntry(connection: Connection, key: CacheKey, round: Round): Promise<Uint8Array | null> {
  const { limits, tally, trusted } = connection;
  const listed = await ask(connection, { path: `/ac/${key}`, limit: limits.recordBytes }, round);
  if (listed === null) return null;
  const result = decodeActionResult(listed);
  if (result === null) {
    tally.damaged++;
    return null;
  }
  // Before the value is asked for: what is signed by nobody whom we trust is not worth a transfer.
  if (!isSigned(key, result.digest, result.record, trusted)) {
    tally.unsigned++;
    return null;
  }
  if (result.sizeBytes > limits.entryBytes) {
    tally.damaged++;
    return null;
  }
  const value = await ask(connection, { path: `/cas/${result.digest}`, limit: result.sizeBytes }, round);
  if (value === null) return null;
  if (value.length !== result.sizeBytes || digestOf(value) !== result.digest) {
    tally.damaged++;
    return null;
  }
  return value;
}

interface Question {
  readonly path: string;
  readonly limit: number;
}

/** The body, or null when there is none: not found, or any failure, which is noted. */
async function ask(connection: Connection, { path, limit }: Question, round: Round): Promise<Uint8Array | null> {
  const exchange = await connection.client.exchange({ method: "GET", path, body: null, limit, signal: round.signal });
  if (exchange.kind === "too-long") {
    connection.health.answered("read");
    connection.tally.damaged++;
    return null;
  }
  const status = statusOf(exchange, "read", connection.health);
  if (status === 404 || status === 410) {
    connection.health.answered("read");
    return null;
  }
  if (exchange.kind === "answer" && status === 200) {
    connection.health.answered("read");
    return exchange.body;
  }
  if (status !== null) connection.health.refused("read", status);
  if (exchange.kind !== "aborted") round.hasFailures = true;
  return null;
}

/** Null when there was no answer, which is noted. */
function statusOf(exchange: Exchange, way: Way, health: Health): number | null {
  if (exchange.kind === "failed") health.unreachable(way, exchange.reason);
  return exchange.kind === "answer" ? exchange.status : null;
}

export interface Upload {
  readonly key: CacheKey;
  readonly value: Uint8Array;
  readonly signer: Signer;
  readonly signal: AbortSignal;
}

/** Whether the entry is there now. The value comes first: at no time does the remote list an entry whose value it lacks. */
export async function uploadEntry(connection: Connection, { key, value, signer, signal }: Upload): Promise<boolean> {
  const digest = digestOf(value);
  const listed = encodeActionResult({ digest, sizeBytes: value.length, record: signEntry(key, digest, signer) });
  return (
    (await send(connection, { path: `/cas/${digest}`, body: value }, signal)) &&
    (await send(connection, { path: `/ac/${key}`, body: listed }, signal))
  );
}

interface Sent {
  readonly path: string;
  readonly body: Uint8Array;
}

async function send(connection: Connection, { path, body }: Sent, signal: AbortSignal): Promise<boolean> {
  const exchange = await connection.client.exchange({ method: "PUT", path, body, limit: connection.limits.recordBytes, signal });
  if (exchange.kind === "too-long") return true;
  const status = statusOf(exchange, "write", connection.health);
  if (status === null) return false;
  // 200 bazel-remote, 201 and 204 WebDAV; 202 is a promise.
  const isDone = status >= 200 && status < 300;
  if (isDone) connection.health.answered("write");
  else connection.health.refused("write", status);
  return isDone;
}
