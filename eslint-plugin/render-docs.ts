/** The documentation page of a rule, and the table of all, from what the rules say of themselves. */
import type { LintRule, RuleExample } from "./lint-rule.js";
import { PRESETS } from "./presets.js";

export function renderRulePage(rule: LintRule): string {
  const { docs, rows } = rule;
  const presets = PRESETS.flatMap(({ name, severityOf }) => {
    const severity = severityOf(rule);
    return severity === null ? [] : [`\`${name}\` (${severity})`];
  });
  const facts = [
    presets.length === 0 ? "In no preset." : `In the presets ${presets.join(", ")}.`,
    rule.isTyped ? "Needs type information." : "Needs no type information.",
    ...(rule.fixable ? ["`--fix` mends it."] : []),
    ...(rule.hasSuggestions ? ["Offers suggestions in editors."] : []),
    ...(rows.length === 0
      ? []
      : [`Says ${rows.map(({ code, name }) => `[${code}](../diagnostics.md#${code.toLowerCase()}-${name})`).join(", ")}.`]),
  ];
  return [
    "<!-- Generated from eslint-plugin/rules by bench/lint-docs.mjs; do not edit. -->",
    `# surety/${rule.name}`,
    `${docs.description}.`,
    facts.join(" "),
    ...docs.why,
    ...section("Incorrect", docs.incorrect),
    ...section("Correct", docs.correct),
  ].join("\n\n");
}

function section(title: string, examples: readonly RuleExample[]): readonly string[] {
  if (examples.length === 0) return [];
  return [
    `## ${title}`,
    ...examples.flatMap((one) => [...(one.title === "" ? [] : [`${one.title}:`]), `\`\`\`ts\n${one.code}\`\`\``]),
  ];
}

export function renderRuleTable(rules: readonly LintRule[]): string {
  const rows = rules.map((rule) => {
    const cells = PRESETS.map(({ severityOf }) => severityOf(rule) ?? "");
    return `| [${rule.name}](rules/${rule.name}.md) | ${rule.docs.description} | ${[rule.isTyped ? "yes" : "", rule.fixable ? "fix" : rule.hasSuggestions ? "suggestion" : "", ...cells].join(" | ")} |`;
  });
  const names = PRESETS.map(({ name }) => name);
  return [
    `| rule | what it says | types | offers | ${names.join(" | ")} |`,
    `| --- | --- | --- | --- | ${names.map(() => "---").join(" | ")} |`,
    ...rows,
  ].join("\n");
}
