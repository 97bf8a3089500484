/** The linter's rule of one of ours: flat configuration, ESLint 9 and 10, oxlint. */
import type { Rule } from "eslint";
import type { Edit, Finding, LintRule } from "./lint-rule.js";
import { lintedFile, type LintedFile } from "./linted-file.js";
import { recordFindings } from "./record-findings.js";

export const DOCS_URL = "https://github.com/surety-dev/surety/blob/main/docs/rules/";

/** Said by the first rule that wants types of a file that has none. */
export const UNTYPED =
  "Nothing is verified here: this rule needs type information (`parserOptions.projectService`), which this linter or this configuration does not give. The preset `untyped` leaves such rules out.";
export const UNVERIFIED = "Nothing in this file is verified: {{why}}.";

export function createRule(rule: LintRule): Rule.RuleModule {
  return {
    meta: {
      type: rule.type,
      docs: { description: rule.docs.description, url: `${DOCS_URL}${rule.name}.md` },
      schema: [],
      defaultOptions: [],
      messages: { ...rule.messages, ...(rule.isTyped ? { untyped: UNTYPED, unverified: UNVERIFIED } : {}) },
      ...(rule.fixable ? { fixable: "code" as const } : {}),
      ...(rule.hasSuggestions ? { hasSuggestions: true } : {}),
    },
    create: (context) => ({
      Program: () => {
        const file = lintedFile(context);
        const found = rule.isTyped ? withTypes(rule, file) : rule.find(file);
        for (const one of found) report(context, one);
        recordFindings(file, rule.name, found);
      },
    }),
  };
}

/** Files of which it was said already that nothing in them is verified. */
const told = new WeakSet<LintedFile>();

function withTypes(rule: LintRule, file: LintedFile): readonly Finding[] {
  const verdicts = file.verdicts();
  if (verdicts?.kind === "verified") return rule.find(file);
  if (told.has(file)) return [];
  told.add(file);
  const span = { start: 0, end: firstLineEnd(file.text) };
  const plain = { span, fix: null, suggestions: [], record: null };
  return [
    verdicts === null
      ? { ...plain, message: "untyped", data: {} }
      : { ...plain, message: "unverified", data: { why: verdicts.why } },
  ];
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/u);
  return end < 0 ? text.length : end;
}

function report(context: Rule.RuleContext, one: Finding): void {
  const { sourceCode } = context;
  const { fix } = one;
  context.report({
    loc: { start: sourceCode.getLocFromIndex(one.span.start), end: sourceCode.getLocFromIndex(one.span.end) },
    messageId: one.message,
    data: { ...one.data },
    fix: fix === null ? null : (fixer) => fix.map((edit) => editBy(fixer, edit)),
    suggest: one.suggestions.map(({ message, data, edits }) => ({
      messageId: message,
      data: { ...data },
      fix: (fixer) => edits.map((edit) => editBy(fixer, edit)),
    })),
  });
}

const editBy = (fixer: Rule.RuleFixer, { span, text }: Edit): Rule.Fix => fixer.replaceTextRange([span.start, span.end], text);
