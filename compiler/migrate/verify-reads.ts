/** What a code base reads, as `migrate` and `init --observe` look at it. */
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import type { ProgramInputs } from "../program/inputs.js";
import { verifySources } from "../verify-program.js";

/** Verifies so that every obligation keeps its guard, every use of authority is asked for, and no guard changes what a program does. */
export function verifyReads(inputs: ProgramInputs, { jobs, now }: { readonly jobs: number; readonly now: () => number }) {
  return verifySources(inputs, {
    results: null,
    enforcement: { ...DEFAULT_ENFORCEMENT, onViolation: "report" },
    jobs,
    witness: "off",
    safety: null,
    uses: "watched",
    openPool: null,
    onProgress: null,
    now,
  });
}
