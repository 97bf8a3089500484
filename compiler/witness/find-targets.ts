/**
 * Exported functions that take plain data and can be run by themselves. Others are no targets: what a closed function is called with,
 * its callers decide, and a violation that no caller can cause would be none; but one inside a closed function that an exported one
 * reaches counts.
 */
import { ts } from "../typescript.js";
import type { CacheKey } from "../../cache/key.js";
import type { HirProgram } from "../../core/hir.js";
import type { ObligationId } from "../../core/ids.js";
import type { ModulePlan, PlannedSite } from "../../core/plan.js";
import { guardedPlace } from "../../core/site.js";
import type { Counterexample, WitnessTarget } from "../../core/witness.js";
import { modulePathOf } from "../program/module-path.js";
import { runnableFunctions } from "./runnable.js";
import { scriptOf } from "./script.js";
import { witnessKeys } from "./witness-key.js";

export interface TargetSource {
  readonly program: ts.Program;
  readonly files: readonly ts.SourceFile[];
  readonly projectRoot: string;
  readonly hir: HirProgram;
  readonly plans: readonly ModulePlan[];
  /** Obligations that are proved for arguments of the declared types: nothing to look for. */
  readonly provedForTypes: ReadonlySet<ObligationId>;
  /** Models under which an obligation fails. */
  readonly counterexamples: ReadonlyMap<ObligationId, Counterexample>;
}

export interface FoundTarget extends WitnessTarget {
  readonly proved: readonly ObligationId[];
  /** Under which a witness against an obligation is kept. */
  readonly keyOf: (id: ObligationId) => CacheKey;
}

export const MAX_TARGETS = 400;

/** In the order of the program. */
export function findTargets(source: TargetSource): readonly FoundTarget[] {
  const plans = new Map(source.plans.map((plan) => [plan.module as string, plan]));
  const targets: FoundTarget[] = [];
  for (const file of source.files) {
    const plan = plans.get(modulePathOf(source.projectRoot, file.fileName));
    if (plan === undefined) continue;
    if (!plan.sites.some((site) => isOpen(site, source))) continue;
    targets.push(...targetsOf(file, plan, source));
    if (targets.length >= MAX_TARGETS) return targets.slice(0, MAX_TARGETS);
  }
  return targets;
}

/** A call that does not give what the function requires is the fault of that call. */
function isOpen({ id, verdict, site }: PlannedSite, { provedForTypes }: TargetSource): boolean {
  const isOwedByCallers = site.form.kind === "contract" && site.form.role === "entry";
  return verdict.kind === "unknown" && !isOwedByCallers && !provedForTypes.has(id);
}

function targetsOf(file: ts.SourceFile, plan: ModulePlan, source: TargetSource): readonly FoundTarget[] {
  const options = source.program.getCompilerOptions();
  return runnableFunctions(file, source.program).flatMap((runnable): readonly FoundTarget[] => {
    const { name, node, parameters, slice } = runnable;
    const inSlice = plan.sites.filter(({ site }) => {
      const { start, end } = guardedPlace(site);
      return [...slice].some((part) => start >= part.getStart(file) && end <= part.end);
    });
    const open = inSlice.filter((site) => isOpen(site, source));
    if (open.length === 0) return [];
    const own = open.filter(({ function: id }) => isFunctionAt(id, node, file, source.hir));
    const script = scriptOf({ sourceFile: file, slice, plan, options });
    return [
      {
        name,
        parameters,
        script: `${script}\nreturn ${name};`,
        ...mentionedIn([...slice]),
        counterexamples: own.flatMap(({ id }) => {
          const model = source.counterexamples.get(id);
          return model === undefined ? [] : [model];
        }),
        open: open.map(({ id }) => id),
        proved: inSlice.filter(({ verdict }) => verdict.kind === "proved").map(({ id }) => id),
        keyOf: witnessKeys(file, runnable, options),
      },
    ];
  });
}

function isFunctionAt(id: PlannedSite["function"], node: ts.Node, file: ts.SourceFile, hir: HirProgram): boolean {
  const found = hir.modules.flatMap((module) => module.functions).find((fn) => fn.id === id);
  return found !== undefined && found.span.start === node.getStart(file) && found.span.end === node.end;
}

const MAX_MENTIONED = 8;

function mentionedIn(statements: readonly ts.Statement[]): {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
} {
  const numbers = new Set<number>();
  const texts = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node)) numbers.add(Number(node.text.replaceAll("_", "")));
    else if (ts.isStringLiteralLike(node) && node.text.length <= 20) texts.add(node.text);
    ts.forEachChild(node, visit);
  };
  // The target itself comes first.
  statements.forEach(visit);
  return { numbers: [...numbers].slice(0, MAX_MENTIONED), texts: [...texts].slice(0, MAX_MENTIONED) };
}
