/** `import surety from "surety/eslint-plugin"`. */
import type { ESLint, Linter, Rule } from "eslint";
import { VERSION } from "../compiler/version.js";
import { createRule } from "./create-rule.js";
import { presetRules, type PresetName } from "./presets.js";
import { projectDigest } from "./project-digest.js";
import { LINT_RULES } from "./rules/rules.table.js";

export interface SuretyPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly configs: Readonly<Record<PresetName, Linter.Config>>;
}

/** Flat configurations; the plugin is what they name `surety`. */
const configs: Partial<Record<PresetName, Linter.Config>> = {};

const plugin: SuretyPlugin = {
  meta: {
    name: "eslint-plugin-surety",
    namespace: "surety",
    /**
     * ESLint asks for it only to tell whether results of its own cache (`--cache`) still hold. Ours depend on other files than the one they
     * are of, so the whole project is part of it (project-digest.ts): what ESLint kept is found again only while nothing has changed.
     */
    get version(): string {
      return `${VERSION}+${projectDigest(process.cwd(), process.env)}`;
    },
  },
  rules: Object.fromEntries(LINT_RULES.map((rule) => [rule.name, createRule(rule)])),
  configs: {
    recommended: presetOf("recommended"),
    strict: presetOf("strict"),
    untyped: presetOf("untyped"),
    migration: presetOf("migration"),
  },
};

function presetOf(name: PresetName): Linter.Config {
  configs[name] ??= {
    name: `surety/${name}`,
    // The plugin does not exist yet.
    get plugins() {
      return { surety: plugin };
    },
    rules: presetRules(LINT_RULES, name),
  };
  return configs[name];
}

export default plugin;
