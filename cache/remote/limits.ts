/** What a remote may cost. Milliseconds and bytes. */
export interface RemoteLimits {
  /** Downloads at once. */
  readonly concurrency: number;
  /** Uploads at once. */
  readonly uploads: number;
  /** One request, answer included. */
  readonly requestMs: number;
  /** One `fetch`, however many keys it has. */
  readonly fetchMs: number;
  /** One `flush`. */
  readonly flushMs: number;
  /** All that a run may lose by waiting for what fails or is slow. */
  readonly lostMs: number;
  readonly failuresInARow: number;
  /** What `/ac` answers. */
  readonly recordBytes: number;
  /** A value, in either direction. */
  readonly entryBytes: number;
  readonly queuedUploads: number;
  readonly queuedBytes: number;
}

export const DEFAULT_LIMITS: RemoteLimits = {
  concurrency: 32,
  uploads: 8,
  requestMs: 5_000,
  fetchMs: 15_000,
  flushMs: 30_000,
  lostMs: 60_000,
  failuresInARow: 5,
  recordBytes: 16 * 1024,
  entryBytes: 16 * 1024 * 1024,
  queuedUploads: 4096,
  queuedBytes: 64 * 1024 * 1024,
};
