/**
 * A linter's session through random edits says what one says that has seen no other program. Here some edits; `SURETY_EDITS=1000` makes many,
 * `SURETY_SEED` others.
 */
import { describe, expect, it } from "vitest";
import { createLintSession, MODULE_STEPS, type FileVerdicts, type LintSession } from "../../../compiler/lint-session.js";
import type { Boundary } from "../../../core/options.js";
import type { ts } from "../../../compiler/typescript.js";
import { programOf } from "../../eslint-plugin/harness.js";
import { createProgram, seeded } from "./edits.js";

const EDITS = Number(process.env["SURETY_EDITS"] ?? 4);
const SEED = Number(process.env["SURETY_SEED"] ?? 1);

const open = (boundary: Boundary): LintSession =>
  createLintSession({
    enforcement: { mode: "production", boundary, onViolation: "throw" },
    resultsFor: () => null,
    moduleSteps: MODULE_STEPS,
  });

/** Plans whole, with the places of selectors. */
function said(session: LintSession, program: ts.Program, name: string): unknown {
  const file = program.getSourceFile(name);
  const found: FileVerdicts | null = file === undefined ? null : session.verdictsOf(program, file);
  if (found?.kind !== "verified") return found;
  const { plan, pending, incidents } = found.verdicts;
  return JSON.stringify({ plan, pending: [...pending], incidents });
}

describe.each<Boundary>(["checked", "trusted"])("random edits, boundary %s", (boundary) => {
  it("leave no stale verdict", { timeout: 60_000 + EDITS * 10_000 }, () => {
    const random = seeded(SEED);
    const edited = createProgram(random);
    const session = open(boundary);
    for (let edit = 0; edit <= EDITS; edit++) {
      const files = Object.fromEntries([...edited.texts()].map(([name, text]) => [`/virtual/${name}`, text]));
      const program = programOf(files);
      const scratch = open(boundary);
      // Not every file is looked at after every edit.
      const names = Object.keys(files).filter((name) => name.endsWith(".ts") && random.below(3) > 0);
      for (const name of names)
        expect({ edit, name, said: said(session, program, name) }).toEqual({ edit, name, said: said(scratch, program, name) });
      edited.edit();
    }
  });
});
