/**
 * `verifySources` for callers that want what there is to print and no program. TypeScript's program takes more memory than all the rest, so
 * everything that is asked of it is asked first; then it goes, and linking and proving have the room.
 */
import type { HirProgram } from "../core/hir.js";
import type { Diagnostic } from "../core/report.js";
import { PROGRAM_STEPS } from "../verifier/program-steps.js";
import { verifyHir } from "../verifier/session.js";
import { withOverrides } from "../verifier/with-overrides.js";
import { mentionsOverrides } from "./overrides/find-overrides.js";
import { lowerProgram } from "./lower/lower-program.js";
import { forgetLibraryFiles } from "./program/library-files.js";
import { loadProgram, withinStack, type ProgramInputs } from "./program/load.js";
import { secureProgram, type Security } from "./security/secure-program.js";
import {
  describe,
  diagnosticsOfPackages,
  measured,
  sessionOf,
  typesChecked,
  verifySources,
  type Described,
  type Verified,
  type VerifyOptions,
} from "./verify-program.js";

export interface OnceOptions extends Omit<VerifyOptions, "witness" | "witnesses"> {
  /**
   * Called when much of what was held is needed no more: TypeScript's program, then what linking held. Null: another program may follow in
   * this process.
   */
  readonly onMuchGone: (() => void) | null;
}

/** The same report as of `verifySources`, which throws the same. */
export async function verifyOnce(inputs: ProgramInputs, options: OnceOptions): Promise<Verified> {
  const started = options.now();
  const all: VerifyOptions = { ...options, witness: "off" };
  const asked = await ask(inputs, all);
  // Some file exhausts the compiler's stack: the ordinary way finds out which, and leaves it out.
  if (asked === null) return verifySources(inputs, all);
  const { onMuchGone } = options;
  if (onMuchGone !== null) {
    forgetLibraryFiles();
    onMuchGone();
  }
  const { hir, security, described, found } = asked;
  const judged = await verifyHir(withOverrides(hir, security.overrides.freed), sessionOf(all), {
    ...PROGRAM_STEPS,
    link: (program, session) => {
      const linked = PROGRAM_STEPS.link(program, session);
      onMuchGone?.();
      return linked;
    },
  });
  const verified = describe(judged, described, { cwd: inputs.cwd, options: all, started, security });
  return { ...verified, report: measured(verified.report, { found, ...described }, { ...inputs, ...options }) };
}

interface Asked {
  readonly hir: HirProgram;
  readonly security: Security;
  readonly described: Described;
  /** Of packages. */
  readonly found: readonly Diagnostic[];
}

/** Nothing that it gives holds the program; null when the checker exhausts the stack on a file. */
async function ask(inputs: ProgramInputs, options: VerifyOptions): Promise<Asked | null> {
  const loaded = loadProgram(inputs, { types: "later" });
  const { program, files, projectRoot } = loaded;
  const hir = withinStack(() => lowerProgram(program, files, projectRoot));
  if (hir === null) return null;
  const diagnostics = await typesChecked(loaded.diagnostics, loaded.pendingTypes);
  if (diagnostics === null) return null;
  const security = secureProgram(loaded, hir, inputs, options);
  const described = {
    projectRoot,
    diagnostics,
    files: files.map(({ fileName, text }) => ({ fileName, text })),
    overriding: files.filter(({ text }) => mentionsOverrides(text)),
  };
  return { hir, security, described, found: await diagnosticsOfPackages(loaded, security.governed, { ...inputs, ...options }) };
}
