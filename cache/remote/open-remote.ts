/**
 * The shared cache: the client of a server that speaks the Bazel HTTP cache protocol. What it says is not believed: an entry counts when a
 * trusted key signed it for the key that was asked for, and its bytes are those that were signed. All else is a miss. See
 * docs/SHARED-CACHE.md.
 */
import { ConfigError } from "../../core/errors.js";
import type { CacheKey } from "../key.js";
import type { RemoteStore } from "../store.js";
import { createAbortController } from "./abort.js";
import { checkTls, checkToken } from "./credentials.js";
import { fetchEntries, uploadEntry, type Connection } from "./entries.js";
import { createHealth } from "./health.js";
import { createHttpClient, type Tls } from "./http.js";
import { DEFAULT_LIMITS, type RemoteLimits } from "./limits.js";
import { createSemaphore } from "./semaphore.js";
import { readSigner, readTrustedKeys, type TrustedKey } from "./signature.js";
import { createUploads } from "./uploads.js";

export interface RemoteOptions {
  /** http or https, with the path under which `/ac` and `/cas` lie. */
  readonly url: string;
  /** Sent as `authorization: Bearer …`. */
  readonly token: string | null;
  readonly tls: Tls | null;
  readonly readOnly: boolean;
  readonly trustedKeys: readonly TrustedKey[];
  /** Ed25519, PKCS#8 in PEM. Without it nothing is uploaded. */
  readonly signingKey: string | null;
  /** What is not named is as in `DEFAULT_LIMITS`. */
  readonly limits: Partial<RemoteLimits>;
}

/** Throws `ConfigError` when an option is wrong. Asks nothing of the remote yet. */
export function openRemote(options: RemoteOptions): RemoteStore {
  const limits: RemoteLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const base = readBase(options.url);
  checkToken(options.token, "token");
  checkTls(options.tls, "tls");
  const trusted = readTrustedKeys(options.trustedKeys, "trustedKeys");
  const signer = options.signingKey === null ? null : readSigner(options.signingKey, trusted, "signingKey");
  const name = `the remote cache at ${base}`;
  const life = createAbortController();
  const health = createHealth(name, limits, (way) => {
    if (way === "read") life.abort();
    else uploads.abandon();
  });
  const connection: Connection = {
    client: createHttpClient({
      base,
      token: options.token,
      tls: options.tls,
      connections: limits.concurrency + limits.uploads,
      requestMs: limits.requestMs,
    }),
    health,
    trusted,
    limits,
    semaphore: createSemaphore(limits.concurrency),
    life: life.signal,
    tally: { unsigned: 0, damaged: 0, late: 0 },
  };
  const uploads = createUploads(
    async (key, value, signal) => signer !== null && (await uploadEntry(connection, { key, value, signer, signal })),
    { entries: limits.queuedUploads, bytes: limits.queuedBytes, entryBytes: limits.entryBytes, concurrency: limits.uploads },
  );
  /** Entries on the remote that are known to be right. */
  const verified = new Set<CacheKey>();
  let isClosed = false;

  return {
    get incidents() {
      return [...incidentsOf(connection, uploads.dropped, name), ...health.incidents];
    },
    async fetch(keys) {
      // With nobody to trust, nothing that it says would count.
      if (isClosed || trusted.size === 0 || keys.length === 0) return new Map();
      const found = await fetchEntries(connection, [...new Set(keys)]);
      for (const key of found.keys()) verified.add(key);
      return found;
    },
    put(key, value) {
      if (options.readOnly || signer === null || isClosed || !health.isWritable) return;
      // What was missed is put even where something is: it may be damaged, or signed by a key that was retired.
      if (!verified.has(key)) uploads.put(key, value);
    },
    flush: () => uploads.flush(limits.flushMs),
    async close() {
      isClosed = true;
      await uploads.flush(limits.flushMs);
      life.abort();
      connection.client.close();
    },
  };
}

/** Without slashes at the end: requests add `/ac/…`. */
function readBase(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new ConfigError(`url: \`${text}\` is no address of a remote cache; it starts with http:// or https://`);
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new ConfigError("url: the address of the remote cache has a user, a password, a query or a fragment; remove it");
  }
  return url.href.replace(/\/+$/, "");
}

function incidentsOf({ tally, health }: Connection, dropped: number, name: string): readonly string[] {
  const incidents: string[] = [];
  if (tally.unsigned > 0) {
    incidents.push(`${name} served ${entries(tally.unsigned)} not signed by a trusted key; ${wereIgnored(tally.unsigned)}`);
  }
  if (tally.damaged > 0) {
    incidents.push(`${name} served ${entries(tally.damaged)} damaged; ${wereIgnored(tally.damaged)}`);
  }
  // What stopped the remote explains these.
  if (tally.late > 0 && health.isReadable) {
    incidents.push(`${name} did not answer in time for ${String(tally.late)} of what it was asked for`);
  }
  if (dropped > 0 && health.isWritable) {
    incidents.push(
      `${String(dropped)} ${dropped === 1 ? "entry was" : "entries were"} not uploaded to ${name}: too large, or too many at once`,
    );
  }
  return incidents;
}

function entries(count: number): string {
  return count === 1 ? "1 entry that is" : `${String(count)} entries that are`;
}

function wereIgnored(count: number): string {
  return count === 1 ? "it was ignored" : "they were ignored";
}
