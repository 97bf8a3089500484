/** Rules about what a module states of itself: levels of safety, in headers and at functions and classes. */
import { ts } from "../../compiler/typescript.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import { diagnosticRule } from "../diagnostic-rule.js";
import { capabilityText } from "../../policy/annotations/capability.js";
import { governedFile, securedFile } from "../file-diagnostics.js";
import type { Edit, LintRule } from "../lint-rule.js";
import type { LintedFile } from "../linted-file.js";
import { newlineOf } from "../suggest/access-at.js";

const diagnosticsOf = (file: LintedFile) => governedFile(file).diagnostics;

export const requireSafetyAnnotation: LintRule = diagnosticRule({
  name: "require-safety-annotation",
  rows: [DIAGNOSTICS.uncovered],
  isTyped: false,
  docs: {
    description: "Require every module to state its safety, or to be covered by a configuration",
    why: [
      "Absence of safety is an error: somebody has to answer for each module. A header says it for one module, `safety` in surety.config.json for folders of them.",
      "The fix inserts a header. With type information it states `memory=proved` where every obligation of the module is proved and none is still to be verified; otherwise `memory=checked`, under which guards are accepted. It declares the capabilities that the module uses, as narrowly as the code shows them.",
    ],
    incorrect: [{ title: "Nobody states anything", code: "export const answer = 42;\n" }],
    correct: [{ title: "", code: "/** @safety memory=checked */\nexport const answer = 42;\n" }],
  },
  diagnosticsOf,
  fix: (file) => [headerEdit(file)],
});

/** At the start of the text, behind a `#!` line. */
function headerEdit(file: LintedFile): Edit {
  const { text } = file;
  const newline = newlineOf(text);
  const shebang = ts.getShebang(text)?.length ?? 0;
  const rest = text.slice(shebang);
  const at = shebang + (shebang === 0 ? 0 : (/^\r?\n/u.exec(rest)?.[0].length ?? 0));
  const before = shebang > 0 && at === shebang ? newline : "";
  const safety = `@safety memory=${memoryOf(file)}`;
  const uses = securedFile(file).uses.map(capabilityText);
  const comment =
    uses.length === 0 ? `/** ${safety} */` : ["/**", ` * ${safety}`, ` * @capability ${uses.join(" ")}`, " */"].join(newline);
  return { span: { start: at, end: at }, text: `${before}${comment}${newline}` };
}

/** What the module can be held to as it stands. */
function memoryOf(file: LintedFile): "proved" | "checked" {
  const found = file.verdicts();
  if (found?.kind !== "verified") return "checked";
  const { plan, pending } = found.verdicts;
  const isProved = plan.sites.length > 0 && plan.sites.every(({ verdict }) => verdict.kind === "proved");
  return isProved && pending.size === 0 ? "proved" : "checked";
}

export const validSafetyAnnotation: LintRule = diagnosticRule({
  name: "valid-safety-annotation",
  rows: [DIAGNOSTICS.malformedAnnotation],
  isTyped: false,
  docs: {
    description: "Disallow safety and capability annotations that do not parse or belong to nothing",
    why: ["What is malformed is not in force. It must not look as if it were."],
    incorrect: [
      { title: "No such level", code: "/** @safety memory=prooved */\nexport const answer = 42;\n" },
      {
        title: "No such capability",
        code: '/**\n * @safety memory=checked\n * @capability fs.reed("./data/**")\n */\nexport const answer = 42;\n',
      },
    ],
    correct: [
      { title: "", code: "/** @safety memory=proved types=checked */\nexport const answer = 42;\n" },
      { title: "", code: "/**\n * @safety memory=checked\n * @capability none\n */\nexport const answer = 42;\n" },
    ],
  },
  diagnosticsOf,
  fix: null,
});

export const noWeakerAnnotation: LintRule = diagnosticRule({
  name: "no-weaker-annotation",
  rows: [DIAGNOSTICS.weakerAnnotation],
  isTyped: false,
  docs: {
    description: "Disallow annotations that state less than what encloses them",
    why: [
      "Layers may only tighten: organisation, project, folder, module, function. The stricter level holds whatever a comment says; to loosen is an override, which somebody else approves.",
    ],
    incorrect: [
      {
        title: "",
        code: "/** @safety memory=proved */\n\n/** @safety memory=checked */\nexport function f(): number {\n  return 1;\n}\n",
      },
    ],
    correct: [
      {
        title: "A function may be held to more",
        code: "/** @safety memory=checked */\n\n/** @safety memory=proved */\nexport function f(): number {\n  return 1;\n}\n",
      },
    ],
  },
  diagnosticsOf,
  fix: null,
});
