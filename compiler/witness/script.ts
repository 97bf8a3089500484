/** A slice of a module as JavaScript to be run by itself: guarded throughout, and counting fuel wherever it could run for ever. */
import { ts } from "../typescript.js";
import type { ModulePlan, PlannedSite } from "../../core/plan.js";
import { guardedPlace } from "../../core/site.js";
import { applyPlan } from "../emit/guard-edits.js";
import { RUNTIME } from "../runtime-copy.js";
import { countFuel } from "./count-fuel.js";

export interface ScriptSource {
  readonly sourceFile: ts.SourceFile;
  /** Top-level statements to keep. */
  readonly slice: ReadonlySet<ts.Statement>;
  /** The plan of the whole module. */
  readonly plan: ModulePlan;
  /** Of the program: what runs is what would be emitted (A7). */
  readonly options: ts.CompilerOptions;
}

/** Statements of a function body in strict mode that declare the slice. */
export function scriptOf({ sourceFile, slice, plan, options }: ScriptSource): string {
  const text = withoutRest(sourceFile, slice);
  const kept = [...slice];
  const isKept = ({ site }: PlannedSite): boolean => {
    const { start, end } = guardedPlace(site);
    return kept.some((statement) => start >= statement.getStart(sourceFile) && end <= statement.end);
  };
  const parsed = ts.createSourceFile(sourceFile.fileName, text, sourceFile.languageVersion, true);
  const guarded = applyPlan(text, parsed, {
    plan: {
      ...plan,
      sites: plan.sites.filter(isKept).map(asCall),
      enforcement: ENFORCEMENT(plan),
      // Every site has its own guard.
      selectors: [],
      intrinsics: [],
      capabilities: [],
      grant: [],
    },
    options: { runtime: RUNTIME, harden: null, format: "cjs" },
  });
  const emitted = ts.transpileModule(guarded.code, {
    fileName: sourceFile.fileName,
    compilerOptions: {
      ...options,
      module: ts.ModuleKind.CommonJS,
      // No import or export is left: the text is no module any more, and adds nothing to `exports`.
      moduleDetection: ts.ModuleDetectionKind.Legacy,
      verbatimModuleSyntax: false,
      isolatedDeclarations: false,
      importHelpers: false,
      noEmitHelpers: false,
      sourceMap: false,
      inlineSourceMap: false,
      inlineSources: false,
    },
  });
  return `"use strict";\n${countFuel(emitted.outputText)}`;
}

/** Every site through a checked call, which sees what was observed. */
function asCall(site: PlannedSite): PlannedSite {
  return { ...site, disposition: "guard", guard: "call", assertion: site.verdict.kind === "proved" };
}

const ENFORCEMENT = (plan: ModulePlan): ModulePlan["enforcement"] => ({
  mode: "development",
  boundary: plan.enforcement.boundary,
  onViolation: "throw",
});

/** The text with blanks in place of other statements, and of `export`: places stay. */
function withoutRest(sourceFile: ts.SourceFile, slice: ReadonlySet<ts.Statement>): string {
  const { text } = sourceFile;
  const blank = (start: number, end: number): string => text.slice(start, end).replace(/[^\n\r]/gu, " ");
  let result = "";
  let at = 0;
  for (const statement of sourceFile.statements) {
    const start = statement.getStart(sourceFile);
    result += text.slice(at, start);
    at = statement.end;
    if (!slice.has(statement)) {
      result += blank(start, at);
      continue;
    }
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    let from = start;
    for (const modifier of modifiers) {
      if (modifier.kind !== ts.SyntaxKind.ExportKeyword && modifier.kind !== ts.SyntaxKind.DefaultKeyword) continue;
      result += text.slice(from, modifier.getStart(sourceFile)) + blank(modifier.getStart(sourceFile), modifier.end);
      from = modifier.end;
    }
    result += text.slice(from, at);
  }
  return result + text.slice(at);
}
