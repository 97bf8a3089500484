/** The rules about obligations: those of the kinds come from the table of diagnostics. */
import { InternalError } from "../../core/errors.js";
import { DIAGNOSTICS, RESIDUAL_OF, type DiagnosticRow } from "../../core/diagnostics.js";
import { refutedMessage, rejectedMessage } from "../../verifier/reason-text.js";
import type { LintRule, RuleDocs } from "../lint-rule.js";
import { kindRule, obligationRule } from "../obligation-rule.js";
import { KIND_DOCS } from "./kind-docs.table.js";

/** One for each row that says what residual obligations of some kind are. */
export const KIND_RULES: readonly LintRule[] = [...new Set<DiagnosticRow>(Object.values(RESIDUAL_OF))].map((row) => {
  if (row.rule === null) throw new InternalError(`the row ${row.code} of an obligation names no rule`);
  return kindRule({ ...row, rule: row.rule }, KIND_DOCS[row.rule] ?? plainDocs(row));
});

/** Of a kind that nobody has written examples for. */
function plainDocs(row: DiagnosticRow): RuleDocs {
  return {
    description: `Report obligations of the kind ${row.name.replace(/^unproved-/u, "")} that keep their guards`,
    why: [row.meaning],
    incorrect: [],
    correct: [],
  };
}

export const noUnproved: LintRule = obligationRule({
  name: "no-unproved",
  rows: [DIAGNOSTICS.rejected],
  docs: {
    description: "Require a proof where the policy demands one (`memory=proved`)",
    why: [
      "Under `memory=proved` a guard is not accepted: the build fails. The rule says so while you type.",
      "It reports obligations of every kind. A suggestion inserts the missing test or states the missing condition as a contract, where the analysis knows what is missing.",
    ],
    incorrect: [
      {
        title: "",
        code: "/** @safety memory=proved */\nexport function pick(n: number): number {\n  const xs = [1, 2, 3];\n  return xs[n];\n}\n",
      },
    ],
    correct: [
      {
        title: "",
        code: "/** @safety memory=proved */\nexport function pick(n: number): number {\n  const xs = [1, 2, 3];\n  if (!(Number.isInteger(n) && n >= 0 && n < xs.length)) throw new RangeError();\n  return xs[n];\n}\n",
      },
    ],
  },
  wants: ({ verdict, disposition }) => verdict.kind === "unknown" && disposition === "reject",
  describe: rejectedMessage,
});

export const noRefuted: LintRule = obligationRule({
  name: "no-refuted",
  rows: [DIAGNOSTICS.refuted],
  docs: {
    description: "Disallow operations that a concrete call was shown to break",
    why: [
      "The linter runs no code of the program, so it looks for no witness of its own. `surety verify --witness run` looks for calls that break an operation, runs them, shows them as SAFE-2002, and keeps them in its cache; this rule repeats what it finds there.",
      "A witness holds for the code that was run: the function, what it refers to, and their comments. When any of that is edited, the operation counts as not proved until it is refuted again.",
    ],
    incorrect: [],
    correct: [{ title: "", code: "export function first(): number {\n  const xs = [1, 2, 3];\n  return xs[0];\n}\n" }],
  },
  wants: ({ verdict }) => verdict.kind === "refuted",
  describe: refutedMessage,
});
