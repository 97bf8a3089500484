/** Guards every site of a snippet and runs the result. */
import ts from "typescript";
import { applyPlan } from "../../../compiler/emit/guard-edits.js";
import { functionId, modulePath, obligationId, siteId } from "../../../core/ids.js";
import type { EnforcementOptions } from "../../../core/options.js";
import type { ModulePlan } from "../../../core/plan.js";
import type { Site } from "../../../core/site.js";
import type { SiteFacts } from "../../../core/verdict.js";
import * as runtime from "../../../runtime/src/index.js";
import { planModule, type A2Enforcement } from "../../../verifier/plan.js";
import { checkSnippet, collectFrom } from "../lower/collect-sites.js";

export interface Variant {
  readonly name: string;
  readonly enforcement: EnforcementOptions;
  readonly a2: A2Enforcement;
  /** What the analysis is said to know of each site. */
  readonly facts: (site: Site) => SiteFacts;
}

const PRODUCTION: EnforcementOptions = { mode: "production", boundary: "checked", onViolation: "throw" };
const nothing = (): SiteFacts => ({ keyIsNumber: false, keyIsIndex: false, receiver: "unknown" });
const keys = (): SiteFacts => ({ keyIsNumber: true, keyIsIndex: false, receiver: "unknown" });
/** Trusts declarations, which the snippets keep. */
const declared = (site: Site): SiteFacts => ({
  keyIsNumber: true,
  keyIsIndex: false,
  receiver:
    site.receiver === "typedArray" || site.receiver === "bigintTypedArray"
      ? "typedArray"
      : site.receiver === "array" || site.receiver === "tuple"
        ? "array"
        : site.receiver === "string"
          ? "string"
          : "unknown",
});
const ENFORCEABLE: A2Enforcement = { kind: "enforceable" };
const BROKEN: A2Enforcement = { kind: "broken", reason: "test" };

export const VARIANTS: readonly Variant[] = [
  { name: "number keys", enforcement: PRODUCTION, a2: ENFORCEABLE, facts: keys },
  { name: "nothing known", enforcement: PRODUCTION, a2: ENFORCEABLE, facts: nothing },
  { name: "everything known", enforcement: PRODUCTION, a2: ENFORCEABLE, facts: declared },
  { name: "tampered intrinsics", enforcement: PRODUCTION, a2: BROKEN, facts: nothing },
  { name: "testing", enforcement: { ...PRODUCTION, mode: "testing" }, a2: ENFORCEABLE, facts: nothing },
  { name: "testing, keys", enforcement: { ...PRODUCTION, mode: "testing" }, a2: ENFORCEABLE, facts: keys },
  { name: "development", enforcement: { ...PRODUCTION, mode: "development" }, a2: ENFORCEABLE, facts: declared },
];
export const REPORT: Variant = {
  name: "report",
  enforcement: { ...PRODUCTION, onViolation: "report" },
  a2: ENFORCEABLE,
  facts: nothing,
};

export function planFor(sites: readonly Site[], variant: Variant): ModulePlan {
  return planModule({
    module: modulePath("snippet.ts"),
    sites: sites.map((site, index) => ({
      id: obligationId(`id${index}`),
      function: functionId("snippet.ts#"),
      functionName: "(module)",
      index: siteId(index),
      site,
      verdict: {
        kind: "unknown",
        reason: { kind: "noProof", missing: "anything", need: { condition: null, place: "access", contract: false, known: [] } },
      },
      facts: variant.facts(site),
      overridden: false,
    })),
    selectors: [],
    enforcement: variant.enforcement,
    a2: variant.a2,
  });
}

export interface SnippetFile {
  readonly code: string;
  readonly fileName?: string;
}

export function guard({ code, fileName = "/snippet.ts" }: SnippetFile, variant: Variant): string {
  const { program, sourceFile } = checkSnippet(code, { fileName });
  const { sites } = collectFrom(sourceFile, program.getTypeChecker());
  const options = { runtime: "@surety/runtime", harden: null, format: null };
  return applyPlan(code, sourceFile, { plan: planFor(sites, variant), options }).code;
}

export function toJavaScript(code: string, { target = ts.ScriptTarget.ESNext, fileName = "snippet.ts" } = {}): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(code, {
    reportDiagnostics: true,
    fileName,
    compilerOptions: { target, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React, experimentalDecorators: false },
  });
  const [first] = diagnostics;
  if (first !== undefined) throw new SyntaxError(`${ts.flattenDiagnosticMessageText(first.messageText, "\n")} in\n${code}`);
  return outputText;
}

/** Runs the module in CommonJS and hands back what it exports. */
export function evaluate(javascript: string): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  const require = (specifier: string): unknown => {
    if (specifier === "@surety/runtime") return runtime;
    throw new Error(`unexpected require of ${specifier}`);
  };

  new Function("require", "exports", `"use strict";${javascript}`)(require, exports);
  return exports;
}
