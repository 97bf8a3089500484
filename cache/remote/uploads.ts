/** Uploads in the background: bounded in number and bytes, and given up when they last too long. */
import type { CacheKey } from "../key.js";
import { createAbortController } from "./abort.js";
import { createSemaphore } from "./semaphore.js";

export interface Uploads {
  put(key: CacheKey, value: Uint8Array): void;
  /** Resolves when the queue is empty, or after `ms`, when what is left was given up. */
  flush(ms: number): Promise<void>;
  /** Forgets what waits. */
  abandon(): void;
  /** How many were given up, or failed. */
  readonly dropped: number;
}

export interface UploadLimits {
  readonly entries: number;
  readonly bytes: number;
  /** Of one entry. */
  readonly entryBytes: number;
  readonly concurrency: number;
}

/** `upload` says whether it succeeded, and never rejects; its signal is aborted when nobody waits for it any more. */
export function createUploads(
  upload: (key: CacheKey, value: Uint8Array, signal: AbortSignal) => Promise<boolean>,
  limits: UploadLimits,
): Uploads {
  const semaphore = createSemaphore(limits.concurrency);
  const pending = new Map<CacheKey, Promise<void>>();
  let bytes = 0;
  let dropped = 0;
  let controller = createAbortController();

  const abandon = (): void => {
    controller.abort();
    controller = createAbortController();
  };

  return {
    get dropped() {
      return dropped;
    },
    put(key, value) {
      if (pending.has(key)) return;
      const isTooLarge = value.length > limits.entryBytes || bytes + value.length > limits.bytes;
      if (isTooLarge || pending.size >= limits.entries) {
        dropped++;
        return;
      }
      const { signal } = controller;
      // The caller may use its bytes again.
      const copy = Uint8Array.from(value);
      bytes += copy.length;
      pending.set(
        key,
        semaphore.run(async () => {
          const isDone = !signal.aborted && (await upload(key, copy, signal));
          if (!isDone) dropped++;
          pending.delete(key);
          bytes -= copy.length;
        }),
      );
    },
    async flush(ms) {
      if (pending.size === 0) return;
      const timer = setTimeout(abandon, ms);
      await Promise.all(pending.values());
      clearTimeout(timer);
    },
    abandon,
  };
}
