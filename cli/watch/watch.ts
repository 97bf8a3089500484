/** `--watch`: verify, wait for a change, verify what it concerns, until the user or the reader has had enough. */
import path from "node:path";
import { createProgramSession, type SessionChoice } from "../../compiler/incremental/program-session.js";
import type { Changes } from "../../compiler/incremental/front-end.js";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import type { Verification } from "../../compiler/verify-program.js";
import { ConfigError } from "../../core/errors.js";
import type { CommandContext } from "../context.js";
import { watchChanges } from "./changes.js";
import { elsewhere, placeOf } from "./place.js";

export interface WatchEvents {
  /** Of every verification that came to its end, the first included. */
  readonly verified: (verification: Verification, milliseconds: number) => Promise<void>;
  /** What is watched cannot be verified as it is now: no tsconfig, a mistake in it. Watching goes on. */
  readonly failed: (message: string, milliseconds: number) => Promise<void>;
  /** The first verification is done; changes are seen. */
  readonly ready: () => Promise<void>;
}

export interface WatchOptions extends SessionChoice {
  /** Absolute folders whose files are no part of the program: output, caches. */
  readonly ignored: readonly string[];
}

/** Resolves after Ctrl-C or a termination signal. Throws what the first verification throws. */
export async function watchProgram(
  inputs: ProgramInputs,
  options: WatchOptions,
  { context, events }: { readonly context: CommandContext; readonly events: WatchEvents },
): Promise<void> {
  const session = createProgramSession(inputs, options);
  const seen: { sources: ReadonlySet<string> } = { sources: new Set() };
  // Before the first verification, so that nothing that happens after it has read a file is missed.
  const source = await watchChanges(placeOf(inputs, options.ignored), (file) => seen.sources.has(file));
  const running = { abort: new AbortController() };
  const stop = (): void => {
    running.abort.abort();
    void source.close();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    let changes: Changes | null = { kind: "anything" };
    for (let isFirst = true; changes !== null; isFirst = false) {
      const started = context.now();
      const abort = new AbortController();
      running.abort = abort;
      // A newer edit makes this run pointless.
      if (!isFirst)
        source.onEvent(() => {
          abort.abort();
        });
      const now = changes;
      const found = await attempt(async () => ({ verification: await session.update(now, abort.signal) }), isFirst);
      if (found.kind === "failed") await events.failed(found.message, context.now() - started);
      else if (found.verification !== null) {
        const { verification } = found;
        const { loaded } = verification;
        seen.sources = new Set(loaded.program.getSourceFiles().map((file) => path.resolve(inputs.cwd, file.fileName)));
        const milliseconds = context.now() - started;
        const told = await attempt(async () => {
          await events.verified(verification, milliseconds);
          return {};
        }, isFirst);
        if (told.kind === "failed") await events.failed(told.message, milliseconds);
        source.add(elsewhere(inputs, loaded));
      }
      if (isFirst) await events.ready();
      changes = await source.next();
    }
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    await source.close();
    await session.close();
  }
}

type Failed = { readonly kind: "failed"; readonly message: string };

/** At the start a ConfigError is wrong usage and thrown on; later somebody is in the middle of an edit. */
async function attempt<T extends object>(
  act: () => Promise<T>,
  isFirst: boolean,
): Promise<({ readonly kind: "done" } & T) | Failed> {
  try {
    return { kind: "done", ...(await act()) };
  } catch (error) {
    if (isFirst || !(error instanceof ConfigError)) throw error;
    return { kind: "failed", message: error.message };
  }
}
