/**
 * Overrides that are wider than what they are needed for, or needed for nothing: told from the plan of their module, so that nobody has to
 * keep what nobody needs. This frees and refuses nothing; which overrides are in force is decided in policy/overrides/in-force.ts.
 */
import { ts } from "../typescript.js";
import type { OverrideTarget } from "../../core/annotation.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { ModulePlan } from "../../core/plan.js";
import type { Diagnostic } from "../../core/report.js";
import type { Span } from "../../core/span.js";
import { modulePathOf, slashedRelative } from "../program/module-path.js";
import { findOverrides, frees, targetText, type FoundOverride } from "./find-overrides.js";
import { scopeKindOf } from "./scope-hash.js";

export interface OverrideAdvice {
  readonly kind: "unused" | "broad";
  readonly found: FoundOverride;
  /** Where it would do, for one that is too wide. */
  readonly narrower: ts.Node | null;
  readonly message: string;
}

type Obligations = Pick<ModulePlan, "sites" | "capabilities">;

/** Of one file. Annotations that say nothing that could be in force are left to SAFE-1101. */
export function adviseOverrides(file: ts.SourceFile, plan: Obligations): readonly OverrideAdvice[] {
  return findOverrides(file).overrides.flatMap((found): readonly OverrideAdvice[] => {
    if (found.problems.length > 0) return [];
    const { target } = found.annotation;
    const open = openIn(plan, target, { start: found.scope.getStart(file), end: found.scope.end });
    const [first] = open;
    const text = targetText(target);
    if (first === undefined) {
      const message = `the override of \`${text}\` is needed for nothing: all of that kind in this ${scopeKindOf(found.scope)} is proved, or there is none; take it away`;
      return [{ kind: "unused", found, narrower: null, message }];
    }
    const narrower = narrowest(found.scope, open, file);
    if (narrower === null) return [];
    const line = file.getLineAndCharacterOfPosition(narrower.getStart(file)).line + 1;
    const message = `the override of \`${text}\` covers a whole ${scopeKindOf(found.scope)}, and the ${scopeKindOf(narrower)} at line ${String(line)} is all that needs it: put it before that`;
    return [{ kind: "broad", found, narrower, message }];
  });
}

function openIn(plan: Obligations, target: OverrideTarget, code: Span): readonly Span[] {
  const accesses = plan.sites.filter(({ site, verdict }) => verdict.kind !== "proved" && frees(target, site.kind));
  // In doubt whether a pattern covers the use, it may be what the override is for.
  const uses = plan.capabilities.filter(
    ({ capability, verdict }) => verdict.kind !== "proved" && target.kind === "capability" && target.action === capability.action,
  );
  return [...accesses.map(({ site }) => site.span), ...uses.map(({ reference }) => reference.span)].filter(
    ({ start, end }) => start >= code.start && end <= code.end,
  );
}

/** The innermost statement of a list, or member of a class, around all of `open`, where it is less than `scope`. */
function narrowest(scope: ts.Node, open: readonly Span[], file: ts.SourceFile): ts.Node | null {
  const places: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (!open.every(({ start, end }) => node.getStart(file) <= start && end <= node.end)) return;
    if (node !== scope && isPlace(node)) places.push(node);
    ts.forEachChild(node, visit);
  };
  visit(scope);
  const found = places.at(-1);
  return found === undefined || isAll(found, scope, file) ? null : found;
}

function isPlace(node: ts.Node): boolean {
  if (ts.isClassElement(node)) return true;
  // Of a block that is a statement itself the statements are meant.
  return (
    ts.isStatement(node) &&
    !ts.isBlock(node) &&
    (ts.isBlock(node.parent) ||
      ts.isSourceFile(node.parent) ||
      ts.isModuleBlock(node.parent) ||
      ts.isCaseOrDefaultClause(node.parent))
  );
}

/** The only statement of a function is as much as the function. */
function isAll(node: ts.Node, scope: ts.Node, file: ts.SourceFile): boolean {
  const count = (of: ts.Node): number => file.text.slice(of.getStart(file), of.end).split("\n").length;
  return count(scope) - count(node) < LEAST_GAIN;
}

/** In lines: less is not worth another approval. */
const LEAST_GAIN = 3;

/** The same for files of a program, as diagnostics. */
export function overrideAdvice(
  files: readonly ts.SourceFile[],
  plans: readonly ModulePlan[],
  { cwd, projectRoot }: { readonly cwd: string; readonly projectRoot: string },
): readonly Diagnostic[] {
  const byPath = new Map<string, ModulePlan>(plans.map((plan) => [plan.module, plan]));
  return files.flatMap((file) => {
    const plan = byPath.get(modulePathOf(projectRoot, file.fileName));
    return plan === undefined
      ? []
      : adviseOverrides(file, plan).map(({ kind, found, message }): Diagnostic => {
          const { code, severity } = kind === "unused" ? DIAGNOSTICS.unusedOverride : DIAGNOSTICS.broadOverride;
          const { line, character } = file.getLineAndCharacterOfPosition(found.annotation.span.start);
          const name = slashedRelative(cwd, file.fileName);
          return { code, severity, message, file: name, line: line + 1, column: character + 1, obligation: null };
        });
  });
}
