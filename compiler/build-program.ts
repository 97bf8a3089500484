/** Verify, then emit: the way of `surety build`. */
import { ConfigError } from "../core/errors.js";
import type { ProgramInputs } from "./program/load.js";
import { verifySources, type Verification, type VerifyOptions } from "./verify-program.js";

export interface BuildOptions extends VerifyOptions {
  /** Relative to `cwd`; null: that of the tsconfig. */
  readonly outDir: string | null;
}

export interface Built {
  readonly verification: Verification;
  /** As given or configured, relative to `cwd`. */
  readonly outDir: string;
  /** Absolute, sorted. */
  readonly written: readonly string[];
}

/** Throws ConfigError when there is no folder to write to, or it cannot be written. */
export async function buildSources(inputs: ProgramInputs, options: BuildOptions): Promise<Built> {
  const verification = await verifySources(inputs, options);
  const outDir = options.outDir ?? verification.loaded.options.outDir ?? null;
  if (outDir === null) throw new ConfigError("`--outDir` is missing, and the tsconfig has no `outDir`");
  throw new ConfigError("`surety build` is not finished yet");
}
