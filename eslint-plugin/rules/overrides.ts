/** Rules about `@unsafe-override`: what is wrong with one, who agreed to it, when it ends, and whether so much of it is needed. */
import type { OverrideAdvice } from "../../compiler/overrides/advise-overrides.js";
import { DIAGNOSTICS, type DiagnosticRow } from "../../core/diagnostics.js";
import { diagnosticRule } from "../diagnostic-rule.js";
import { fileAdvice, overrideDiagnostics } from "../file-overrides.js";
import { securedFile } from "../file-diagnostics.js";
import type { LintRule, RuleDocs } from "../lint-rule.js";
import { moveOverride } from "../suggest/move-override.js";

const GOOD = '"the decoder masks the byte with 0xff before it calls lookup" ticket=SEC-142 expires=2099-03-01';
const TABLE = "const table = [1, 2, 3];\n";
const lookup = (annotation: string): string =>
  `${TABLE}export function lookup(byte: number): number {\n  // ${annotation}\n  return table[byte];\n}\n`;
const PLAIN = `${TABLE}export function lookup(byte: number): number {\n  return table[byte] ?? 0;\n}\n`;

export const noUnjustifiedOverride: LintRule = diagnosticRule({
  name: "no-unjustified-override",
  rows: [DIAGNOSTICS.malformedOverride],
  isTyped: false,
  docs: {
    description: "Disallow overrides that do not say what they free, until when, or why the code is right",
    why: [
      "An `@unsafe-override` takes a guard away, so it says why the code is right without one: where the value comes from, who checks it. A text that would fit any code is no reason.",
    ],
    incorrect: [
      {
        title: "It would fit any code",
        code: lookup('@unsafe-override bounds.read -- "this is safe and works fine, trust me" expires=2099-03-01'),
      },
      { title: "Nobody knows when it ends", code: lookup(`@unsafe-override bounds.read -- ${GOOD.replace(/ ticket.*/u, "")}`) },
    ],
    correct: [{ title: "", code: lookup(`@unsafe-override bounds.read -- ${GOOD}`) }],
  },
  diagnosticsOf: overrideDiagnostics,
  fix: null,
});

export const noUnapprovedOverride: LintRule = diagnosticRule({
  name: "no-unapproved-override",
  rows: [
    DIAGNOSTICS.unapprovedOverride,
    DIAGNOSTICS.changedOverride,
    DIAGNOSTICS.forgedOverride,
    DIAGNOSTICS.unreliableLedger,
    DIAGNOSTICS.emergencyOverride,
  ],
  isTyped: true,
  docs: {
    description: "Disallow overrides that nobody else has approved, and those whose code has changed since",
    why: [
      "The comment asks; the ledger answers. Until it holds enough approvals for this code, the guard stays and the build fails (docs/OVERRIDES.md).",
    ],
    incorrect: [{ title: "There is no request in the ledger", code: lookup(`@unsafe-override bounds.read -- ${GOOD}`) }],
    correct: [{ title: "", code: PLAIN }],
  },
  diagnosticsOf: (file) => securedFile(file).diagnostics,
  fix: null,
});

export const noExpiredOverride: LintRule = diagnosticRule({
  name: "no-expired-override",
  rows: [DIAGNOSTICS.endedOverride],
  isTyped: false,
  docs: {
    description: "Disallow overrides that are over",
    why: [
      "Every override ends. After its last day, or when it is revoked, the guard is back. Without type information the rule knows the day that the annotation states; with it, what the ledger says as well.",
    ],
    incorrect: [{ title: "", code: lookup(`@unsafe-override bounds.read -- ${GOOD.replace("2099", "2025")}`) }],
    correct: [{ title: "", code: lookup(`@unsafe-override bounds.read -- ${GOOD}`) }],
  },
  diagnosticsOf: overrideDiagnostics,
  fix: null,
});

const WIDE = `${TABLE}/** @unsafe-override bounds.read -- ${GOOD} */\nexport function lookup(byte: number): number {\n  const first = byte * 2;\n  const found = table[byte];\n  const sum = first + found;\n  return sum;\n}\n`;
const NARROW = WIDE.replace(/\/\*\* (.*) \*\/\n/u, "").replace(
  "  const found",
  `  // @unsafe-override bounds.read -- ${GOOD}\n  const found`,
);

export const noBroadOverride: LintRule = adviceRule("no-broad-override", "broad", {
  rows: [DIAGNOSTICS.broadOverride],
  docs: {
    description: "Disallow overrides of more code than needs them",
    why: [
      "A wide override is void with every edit inside of it, and its approver has more to read. The narrowest scope is one statement or expression.",
      "The suggestion moves the annotation. What was approved was the wider one, so it has to be requested again.",
    ],
    incorrect: [{ title: "One statement needs it", code: WIDE }],
    correct: [{ title: "", code: NARROW }],
  },
});

export const noUnusedOverride: LintRule = adviceRule("no-unused-override", "unused", {
  rows: [DIAGNOSTICS.unusedOverride],
  docs: {
    description: "Disallow overrides that free nothing",
    why: ["Where everything is proved, or there is nothing to prove, an override is a hole that waits for the next edit."],
    incorrect: [
      { title: "The access is proved", code: lookup(`@unsafe-override bounds.read -- ${GOOD}`).replace("[byte]", "[0]") },
    ],
    correct: [{ title: "", code: lookup(`@unsafe-override bounds.read -- ${GOOD}`) }],
  },
});

function adviceRule(
  name: string,
  kind: OverrideAdvice["kind"],
  { rows, docs }: { readonly rows: readonly DiagnosticRow[]; readonly docs: RuleDocs },
): LintRule {
  const code = rows.map((row) => row.code).join(" ");
  return {
    name,
    rows,
    isTyped: true,
    type: "suggestion",
    fixable: false,
    hasSuggestions: true,
    messages: {
      said: "{{message}} ({{code}})",
      ...(kind === "broad" ? { move: "Put it before the part that needs it" } : { remove: "Take the annotation away" }),
    },
    docs,
    find: (file) =>
      fileAdvice(file)
        .filter((advice) => advice.kind === kind)
        .map((advice) => {
          const suggestion = moveOverride(advice, file);
          return {
            span: advice.found.annotation.span,
            message: "said",
            data: { message: advice.message, code },
            fix: null,
            suggestions: suggestion === null ? [] : [suggestion],
            record: null,
          };
        }),
  };
}
