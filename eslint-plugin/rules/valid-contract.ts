import { DIAGNOSTICS } from "../../core/diagnostics.js";
import { parseAnnotations } from "../../policy/annotations/parse.js";
import { commentsOf } from "../comments.js";
import { finding, type Finding, type LintRule } from "../lint-rule.js";
import type { LintedFile } from "../linted-file.js";

export const validContract: LintRule = {
  name: "valid-contract",
  rows: [DIAGNOSTICS.malformedContract],
  isTyped: false,
  type: "problem",
  fixable: false,
  hasSuggestions: false,
  messages: { malformed: "{{message}} ({{code}})" },
  docs: {
    description: "Disallow contracts that do not parse, do not type-check or stand where none can",
    why: [
      "Nothing of a malformed contract is assumed and nothing is checked, so it must not be mistaken for one that holds.",
      "Without type information the rule reports what does not parse. With it, the rule also reports names that do not exist, operands of a wrong type, and contracts that belong to nothing.",
    ],
    incorrect: [
      {
        title: "Comparisons do not chain",
        code: "/** @requires 0 <= i < xs.length */\nexport function at(xs: number[], i: number) {\n  return xs.at(i);\n}\n",
      },
    ],
    correct: [
      {
        title: "",
        code: "/** @requires 0 <= i && i < xs.length */\nexport function at(xs: number[], i: number) {\n  return xs.at(i);\n}\n",
      },
      {
        title: "JSDoc's own tag of that name is left alone",
        code: "/** @requires module:fs */\nexport const answer = 42;\n",
      },
    ],
  },
  find: (file) => {
    // What spares most files everything here: no tag that is, or is nearly, one of a contract.
    if (!/@(?:req|ens|inv)/iu.test(file.text)) return [];
    const verdicts = file.verdicts();
    const problems = verdicts?.kind === "verified" ? verdicts.verdicts.module.problems : parseProblems(file);
    const { code } = DIAGNOSTICS.malformedContract;
    return problems.map(({ span, message }): Finding => finding(span, "malformed", { message, code }));
  },
};

function parseProblems(file: LintedFile) {
  return commentsOf(file.tree())
    .filter(({ start }) => file.text.startsWith("/**", start))
    .flatMap(({ start, end }) => parseAnnotations(file.text.slice(start, end), start).problems)
    .filter(({ topic }) => topic === "contract");
}
