/** A program verified again and again as it changes: what an edit does not concern is not done again. */
import path from "node:path";
import { nothingReported } from "../../verifier/report.js";
import { continuedSession } from "../../verifier/session.js";
import { withOverrides } from "../../verifier/with-overrides.js";
import { createInstalledAgain } from "../authority/installed-again.js";
import { packageFacts } from "../authority/package-facts.js";
import type { ProgramInputs } from "../program/inputs.js";
import {
  againstProject,
  describeLoaded,
  sessionOf,
  verifySources,
  type Verification,
  type VerifyOptions,
} from "../verify-program.js";
import { VERSION } from "../version.js";
import { secureProgram } from "../security/secure-program.js";
import { createFrontEnd, type Changes } from "./front-end.js";

export interface ProgramSession {
  /**
   * The program as it is now, verified as `verifySources` would. Throws as that does; the next update starts from nothing then. Null when
   * `signal` fired before the end. Calls must not overlap.
   */
  update(changes: Changes, signal: AbortSignal): Promise<Verification | null>;
  close(): Promise<void>;
}

/** Witnesses are not looked for: what an edit leaves open would be run at every keystroke. */
export type SessionChoice = Omit<VerifyOptions, "witness">;

export function createProgramSession(inputs: ProgramInputs, choice: SessionChoice): ProgramSession {
  const options: VerifyOptions = { ...choice, witness: "off" };
  const frontEnd = createFrontEnd({ inputs, lowersAll: options.enforcement.boundary === "trusted" });
  const session = continuedSession(sessionOf(options));
  const reported = nothingReported();
  const facts = options.facts ?? packageFacts(null, VERSION);
  const installed = createInstalledAgain();
  const own: { files: readonly { readonly fileName: string }[] } = { files: [] };
  const isOwn = (file: string): boolean =>
    own.files.some(({ fileName }) => fileName === file) ||
    own.files.some(({ fileName }) => path.resolve(inputs.cwd, fileName) === file);
  return {
    update: async (changes, signal) => {
      const started = options.now();
      // What is no source that is verified may be a package's, or say where packages are.
      if (changes.kind !== "texts" || ![...changes.files].every(isOwn)) installed.forget();
      const found = frontEnd.update(changes);
      own.files = found?.loaded.files ?? [];
      // Some file exhausts the compiler's stack: the ordinary way finds out which, and leaves it out.
      if (found === null) return verifySources(inputs, options);
      const security = secureProgram(found.loaded, found.hir, inputs, options);
      const verified = await session.verify(withOverrides(found.hir, security.overrides.freed), signal);
      if (verified === null) return null;
      const described = describeLoaded(verified, found.loaded, { cwd: inputs.cwd, options, started, security, reported });
      return await againstProject(described, inputs, { ...options, facts, installed });
    },
    close: () => session.close(),
  };
}
