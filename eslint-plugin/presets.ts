/** The presets: which rules, and how severe. */
import type { Linter } from "eslint";
import { InternalError } from "../core/errors.js";
import type { LintRule } from "./lint-rule.js";

export type PresetName = "recommended" | "strict" | "untyped" | "migration";

export interface Preset {
  readonly name: PresetName;
  readonly summary: string;
  /** The severity of a rule; null: left out. */
  readonly severityOf: (rule: LintRule) => "error" | "warn" | null;
}

/** Rules that inform: safe code, of which there is more to know. */
const INFORMING: ReadonlySet<string> = new Set(["function-status"]);

const isErrorRow = (rule: LintRule): boolean => rule.rows.some(({ severity }) => severity === "error");
const isInforming = ({ name, rows }: LintRule): boolean =>
  INFORMING.has(name) || rows.every(({ severity }) => severity === "note");

/** A diagnostic that fails `verify` is an error here; one that does not (a guarded access is safe) is left to `strict`. */
export const PRESETS: readonly Preset[] = [
  {
    name: "recommended",
    summary: "What makes `surety verify` and `surety build` fail.",
    severityOf: (rule) => (isErrorRow(rule) ? "error" : null),
  },
  {
    name: "strict",
    summary: "Everything: also what stays guarded at run time, and the status of each function.",
    severityOf: (rule) => (isErrorRow(rule) ? "error" : "warn"),
  },
  {
    name: "untyped",
    summary: "The rules that need no type information: for fast runs, for files outside of any project, and for oxlint.",
    severityOf: (rule) => (rule.isTyped || !isErrorRow(rule) ? null : "error"),
  },
  {
    name: "migration",
    summary: "For a code base on its way: what `recommended` reports, as warnings.",
    severityOf: (rule) => (isErrorRow(rule) && !isInforming(rule) ? "warn" : null),
  },
];

export function presetRules(rules: readonly LintRule[], name: PresetName): Linter.RulesRecord {
  const preset = PRESETS.find((one) => one.name === name);
  if (preset === undefined) throw new InternalError(`there is no preset \`${name}\``);
  return Object.fromEntries(
    rules.flatMap((rule) => {
      const severity = preset.severityOf(rule);
      return severity === null ? [] : [[`surety/${rule.name}`, severity] as const];
    }),
  );
}
