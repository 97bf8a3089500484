/** Rules about what a module takes hold of: declared by its header, granted by policy. */
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import { diagnosticRule } from "../diagnostic-rule.js";
import { securedFile } from "../file-diagnostics.js";
import { moduleStatementsOf } from "../../compiler/policy/declared-levels.js";
import { capabilityText } from "../../policy/annotations/capability.js";
import type { Edit, LintRule } from "../lint-rule.js";
import type { LintedFile } from "../linted-file.js";

const USE = 'import { readFileSync } from "node:fs";\nexport const text = readFileSync("./data/a.txt", "utf8");\n';

export const declareCapabilities: LintRule = diagnosticRule({
  name: "declare-capabilities",
  rows: [DIAGNOSTICS.undeclaredCapability, DIAGNOSTICS.unusedCapability],
  isTyped: true,
  docs: {
    description: "Require the header of a module to declare the capabilities that the module uses, and no others",
    why: [
      "A header with `@capability` is a promise about everything below it. What the module takes hold of is found from its code, so the two must agree.",
      "A header without `@capability` declares nothing, and promises nothing. The fix of `require-safety-annotation` writes one that says what is used.",
      "The fix adds what is missing, as narrowly as the code shows it, and takes away what nothing uses.",
    ],
    // What policy does not grant is the matter of the other rule: here the project would have to grant it.
    incorrect: [
      {
        title: "Nothing uses it",
        code: "/**\n * @safety memory=checked\n * @capability net.connect\n */\nexport const answer = 42;\n",
      },
    ],
    correct: [
      { title: "", code: `/**\n * @safety memory=checked\n * @capability fs.read("./data/**")\n */\n${USE}` },
      { title: "Nothing is used", code: "/**\n * @safety memory=checked\n * @capability none\n */\nexport const answer = 42;\n" },
    ],
  },
  diagnosticsOf: (file) => securedFile(file).diagnostics,
  fix: declarationEdits,
});

/** The whole list, as it would be right: fixes of several findings are then the same edit. */
function declarationEdits(file: LintedFile): readonly Edit[] | null {
  const annotation = moduleStatementsOf(file.tree()).header?.capability ?? null;
  if (annotation === null) return null;
  const { capabilities, unused, diagnostics } = securedFile(file);
  const ids = new Set(
    diagnostics.flatMap(({ code, obligation }) => (code === DIAGNOSTICS.undeclaredCapability.code ? [obligation] : [])),
  );
  const gone = unused.map(capabilityText);
  const kept = annotation.capabilities.map(({ capability }) => capabilityText(capability)).filter((text) => !gone.includes(text));
  const missing = capabilities.flatMap(({ id, capability }) => (ids.has(id) ? capabilityText(capability) : []));
  const list = [...new Set([...kept, ...missing])];
  return [{ span: annotation.span, text: list.length === 0 ? "none" : list.join(" ") }];
}

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

export const checkedCapabilities: LintRule = diagnosticRule({
  name: "capabilities",
  rows: [DIAGNOSTICS.openCapability],
  isTyped: true,
  docs: {
    description: "Report uses of granted capabilities that are not shown to stay inside the grant",
    why: [
      'Where policy grants part of a kind (`fs.read("./data/**")`) and the code does not show that the use stays inside, it is checked at run time. That is safe, so the presets other than `strict` leave the rule out.',
      "What helps: a constant, or a constant folder joined with a name that is shown to hold no separator.",
    ],
    // Whether a use is granted is said by a configuration, which a page does not have.
    incorrect: [],
    correct: [{ title: "", code: "export const answer = 42;\n" }],
  },
  diagnosticsOf: (file) => securedFile(file).diagnostics,
  fix: null,
});
