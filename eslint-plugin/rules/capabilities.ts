/** Rules about what a module takes hold of: declared by its header, granted by policy. */
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import { diagnosticRule } from "../diagnostic-rule.js";
import { securedFile } from "../file-diagnostics.js";
import type { LintRule } from "../lint-rule.js";

const USE = 'import { readFileSync } from "node:fs";\nexport const text = readFileSync("./data/a.txt", "utf8");\n';

export const declareCapabilities: LintRule = diagnosticRule({
  name: "declare-capabilities",
  rows: [DIAGNOSTICS.undeclaredCapability],
  isTyped: true,
  docs: {
    description: "Require the header of a module to declare the capabilities that the module uses",
    why: [
      "A header with `@capability` is a promise about everything below it. What the module takes hold of is found from its code, so the two must agree.",
      "A header without `@capability` declares nothing, and promises nothing.",
    ],
    // What policy does not grant is the matter of the other rule: here the project would have to grant it.
    incorrect: [],
    correct: [
      { title: "", code: `/**\n * @safety memory=checked\n * @capability fs.read("./data/**")\n */\n${USE}` },
      { title: "Nothing is used", code: "/**\n * @safety memory=checked\n * @capability none\n */\nexport const answer = 42;\n" },
    ],
  },
  diagnosticsOf: (file) => securedFile(file).diagnostics,
  fix: null,
});

export const noUngrantedCapability: LintRule = diagnosticRule({
  name: "no-ungranted-capability",
  rows: [DIAGNOSTICS.ungrantedCapability],
  isTyped: true,
  docs: {
    description: "Disallow uses of capabilities that the policy does not grant",
    why: [
      "By default nothing is granted. `grants` in surety.config.json says what modules may use; a use beyond it is denied at run time.",
    ],
    incorrect: [{ title: "Nothing grants it", code: USE }],
    correct: [{ title: "", code: "export const answer = 42;\n" }],
  },
  diagnosticsOf: (file) => securedFile(file).diagnostics,
  fix: null,
});
