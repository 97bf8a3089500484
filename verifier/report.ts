/** The result document from a verified program. Everything in it is sorted; nothing depends on time or on the number of jobs. */
import { join, relative, sep } from "node:path";
import { DIAGNOSTICS, RESIDUAL_OF } from "../core/diagnostics.js";
import { InternalError } from "../core/errors.js";
import type { HirFunction, HirModule, ToleratedSite } from "../core/hir.js";
import type { ModulePath } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { ModulePlan, PlannedCapability, PlannedSite } from "../core/plan.js";
import type {
  Diagnostic,
  Report,
  ReportedObligation,
  ReportedOverride,
  ReportedToleration,
  ReportSummary,
} from "../core/report.js";
import type { Span } from "../core/span.js";
import type { VerifiedProgram } from "./close-session.js";
import { createLineMap, type LineMap } from "./line-map.js";
import { reasonText, refutedMessage, rejectedMessage, residualMessage } from "./reason-text.js";

export interface ReportInput {
  /** Version of the tool. */
  readonly version: string;
  readonly enforcement: EnforcementOptions;
  /** Absolute. Paths are printed relative to it. */
  readonly cwd: string;
  /** Absolute: module paths start here. */
  readonly projectRoot: string;
  readonly sources: ReadonlyMap<ModulePath, string>;
  /** Of the front end: syntax, types, imports; of the policy. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent: none is in force. */
  readonly overrides?: readonly ReportedOverride[];
}

interface ModuleView {
  readonly module: HirModule;
  readonly file: string;
  readonly lines: LineMap;
}

/** What was reported of modules last time: the same module with the same plan and text is reported the same way. */
export interface ReportedModules {
  readonly modules: Map<ModulePath, ReportedModule>;
  /** Over all of them; what is counted no time is not there. */
  readonly counts: Map<string, number>;
}

export const nothingReported = (): ReportedModules => ({ modules: new Map(), counts: new Map() });

interface ReportedModule {
  readonly view: ModuleView;
  readonly plan: ModulePlan;
  readonly source: string;
  /** Each in the order of the report. */
  readonly obligations: readonly ReportedObligation[];
  readonly tolerated: readonly ReportedToleration[];
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Throws InternalError when a module of the program has no source text. `before` is updated; its entries are of reports with the same
 * folders.
 */
export function buildReport(verified: VerifiedProgram, input: ReportInput, before: ReportedModules = nothingReported()): Report {
  const modules = verified.program.modules.map((module, at) => {
    // One a module, in their order.
    const plan = verified.plans[at];
    const last = before.modules.get(module.path);
    const source = input.sources.get(module.path);
    if (plan?.module !== module.path || source === undefined)
      throw new InternalError(`no plan or no source text of \`${module.path}\``);
    return last?.view.module === module && last.plan === plan && last.source === source
      ? last
      : reportModule(viewOf(module, source, input), plan, source);
  });
  if (verified.plans.length !== modules.length) throw new InternalError("a plan names what is no module of the program");
  replaceReported(before, modules);
  // A module is a file, and sorted within: in the order of files all are sorted.
  const ordered = [...modules].sort((a, b) => compareText(a.view.file, b.view.file));
  const others = [
    ...input.diagnostics,
    ...incidentDiagnostics(
      verified,
      modules.map(({ view }) => view),
    ),
  ];
  const ofModules = ordered.flatMap((one) => one.diagnostics);
  const obligations = ordered.flatMap((one) => one.obligations);
  const tolerated = ordered.flatMap((one) => one.tolerated);
  return {
    schemaVersion: 1,
    tool: { name: "surety", version: input.version },
    mode: input.enforcement.mode,
    boundary: input.enforcement.boundary,
    summary: summaryOf(verified, before.counts),
    obligations,
    tolerated,
    overrides: input.overrides ?? [],
    diagnostics: withSorted(ofModules, others),
  };
}

/** Counts are taken from and added to for what changed: adding up all modules anew is most of a report on an edit. */
function replaceReported({ modules: known, counts }: ReportedModules, modules: readonly ReportedModule[]): void {
  const add = (of: ReadonlyMap<string, number>, sign: 1 | -1): void => {
    for (const [what, count] of of) {
      const sum = (counts.get(what) ?? 0) + sign * count;
      if (sum === 0) counts.delete(what);
      else counts.set(what, sum);
    }
  };
  const seen = new Set<ReportedModule>();
  for (const one of modules) {
    const { path } = one.view.module;
    const last = known.get(path);
    seen.add(one);
    if (last === one) continue;
    if (last !== undefined) add(last.counts, -1);
    add(one.counts, 1);
    known.set(path, one);
  }
  for (const [path, one] of known.size === modules.length ? [] : known) {
    if (seen.has(one)) continue;
    add(one.counts, -1);
    known.delete(path);
  }
  if (known.size !== modules.length) throw new InternalError("two modules have one path");
}

/** `sorted` with `others` in its order; the former first where two are alike. */
export function withSorted(sorted: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  if (others.length === 0) return sorted;
  const all: Diagnostic[] = [];
  let from = 0;
  for (const one of [...others].sort(DIAGNOSTIC_ORDER)) {
    const to = placeAfter(sorted, one, from);
    for (; from < to; from++) all.push(sorted[from] ?? one);
    all.push(one);
  }
  for (const one of sorted.slice(from)) all.push(one);
  return all;
}

/** The first index from `low` on of what stands behind `one`. */
function placeAfter(sorted: readonly Diagnostic[], one: Diagnostic, low: number): number {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && DIAGNOSTIC_ORDER(other, one) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function reportModule(view: ModuleView, plan: ModulePlan, source: string): ReportedModule {
  const planned = plan.sites.map((site) => ({ site, row: obligationOf(view, site) }));
  const capabilities = plan.capabilities.map((one) => capabilityRow(view, one));
  const obligations = [...planned.map(({ row }) => row), ...capabilities].sort(OBLIGATION_ORDER);
  const tolerated = view.module.tolerated.map((one) => tolerationOf(view, one)).sort(TOLERATION_ORDER);
  return {
    view,
    plan,
    source,
    obligations,
    tolerated,
    counts: countsOf(view.module, obligations, tolerated),
    diagnostics: [
      ...planned.flatMap(({ site, row }) => siteDiagnostics(site, row)),
      ...contractDiagnostics(view),
      ...unsupportedDiagnostics(view),
    ].sort(DIAGNOSTIC_ORDER),
  };
}

function viewOf(module: HirModule, source: string, { cwd, projectRoot }: ReportInput): ModuleView {
  const file = relative(cwd, join(projectRoot, module.path)).split(sep).join("/");
  return { module, file, lines: createLineMap(source) };
}

function placeOf({ file, lines }: ModuleView, span: Span) {
  const start = lines(span.start);
  const end = lines(span.end);
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function obligationOf(view: ModuleView, planned: PlannedSite): ReportedObligation {
  const { verdict } = planned;
  const evidence = verdict.kind === "proved" ? verdict.evidence : null;
  return {
    id: planned.id,
    kind: planned.site.kind,
    ...placeOf(view, planned.site.span),
    text: planned.site.text,
    function: planned.functionName,
    verdict: verdict.kind,
    disposition: planned.disposition,
    guard: planned.guard,
    tier: evidence?.tier ?? null,
    assumptions: evidence?.assumptions ?? [],
    restsOn: evidence?.restsOn ?? [],
    reason: reasonText(verdict),
    witness: verdict.kind === "refuted" ? verdict.witness : null,
  };
}

function capabilityRow(view: ModuleView, planned: PlannedCapability): ReportedObligation {
  const { reference, verdict, disposition } = planned;
  const evidence = verdict.kind === "proved" ? verdict.evidence : null;
  const { reason } = verdict.kind === "unknown" ? verdict : { reason: null };
  return {
    id: planned.id,
    kind: "capability",
    ...placeOf(view, reference.span),
    text: reference.text,
    function: reference.function === "" ? "(module)" : reference.function,
    verdict: verdict.kind,
    disposition,
    guard: disposition === "elide" || disposition === "override" ? "none" : "attenuate",
    tier: evidence?.tier ?? null,
    assumptions: evidence?.assumptions ?? [],
    restsOn: evidence?.restsOn ?? [],
    reason: reason?.kind === "noProof" ? `\`${planned.capability.action}\`: ${reason.missing}` : reasonText(verdict),
    witness: null,
  };
}

function tolerationOf(view: ModuleView, one: ToleratedSite): ReportedToleration {
  const name = view.module.functions.find((fn) => fn.id === one.function)?.name ?? "(module)";
  return { ...placeOf(view, one.span), text: one.text, function: name, reason: one.reason };
}

function siteDiagnostics(planned: PlannedSite, row: ReportedObligation): readonly Diagnostic[] {
  const place = { file: row.file, line: row.line, column: row.column, obligation: row.id };
  const make = (rule: { readonly code: string; readonly severity: Diagnostic["severity"] }, message: string): Diagnostic => ({
    code: rule.code,
    severity: rule.severity,
    message,
    ...place,
  });
  if (planned.verdict.kind === "refuted") return [make(DIAGNOSTICS.refuted, refutedMessage(planned))];
  if (planned.disposition === "reject") return [make(DIAGNOSTICS.rejected, rejectedMessage(planned))];
  if (planned.verdict.kind === "unknown" && planned.disposition === "guard") {
    return [make(RESIDUAL_OF[planned.site.kind], residualMessage(planned))];
  }
  return [];
}

function contractDiagnostics({ module, file, lines }: ModuleView): readonly Diagnostic[] {
  return module.problems.map(({ span, message }) => {
    const { line, column } = lines(span.start);
    const { code, severity } = DIAGNOSTICS.malformedContract;
    return { code, severity, message, file, line, column, obligation: null };
  });
}

function unsupportedDiagnostics(view: ModuleView): readonly Diagnostic[] {
  return view.module.functions
    .filter((fn) => fn.unsupported.length > 0)
    .map((fn) => {
      const constructs = fn.unsupported.map(({ construct, count }) =>
        count === 1 ? construct : `${construct} (${String(count)} times)`,
      );
      return atFunction(
        view,
        fn,
        DIAGNOSTICS.provedAway,
        `\`${fn.name}\` contains what is not modelled: ${constructs.join(", ")}`,
      );
    });
}

function incidentDiagnostics(verified: VerifiedProgram, views: readonly ModuleView[]): readonly Diagnostic[] {
  if (verified.incidents.length === 0) return [];
  const functions = new Map(views.flatMap((view) => view.module.functions.map((fn) => [fn.id, { view, fn }])));
  return verified.incidents.map((incident) => {
    const found = functions.get(incident.function);
    if (found === undefined)
      throw new InternalError(`an incident names \`${incident.function}\`, which is no function of the program`);
    if (incident.kind === "unfinished") {
      const message = `the verification of \`${found.fn.name}\` does not finish: ${incident.message}`;
      return atFunction(found.view, found.fn, DIAGNOSTICS.incomplete, message);
    }
    const message = `a defect of Surety ends the verification of \`${found.fn.name}\`: ${incident.message}`;
    return atFunction(found.view, found.fn, DIAGNOSTICS.defect, message);
  });
}

function atFunction(
  view: ModuleView,
  fn: HirFunction,
  rule: { readonly code: string; readonly severity: Diagnostic["severity"] },
  message: string,
): Diagnostic {
  const { line, column } = view.lines(fn.span.start);
  return { code: rule.code, severity: rule.severity, message, file: view.file, line, column, obligation: null };
}

function summaryOf({ program, statistics }: VerifiedProgram, counts: ReadonlyMap<string, number>): ReportSummary {
  const count = (what: string): number => counts.get(what) ?? 0;
  const kinds = ["bounds.read", "bounds.write", "contract", "capability"].map(
    (kind): [string, { obligations: number; proved: number }] => [
      kind,
      { obligations: count(`kind ${kind}`), proved: count(`proved ${kind}`) },
    ],
  );
  const unsupported = [...counts].flatMap(([what, times]): readonly (readonly [string, number])[] =>
    what.startsWith(UNSUPPORTED) ? [[what.slice(UNSUPPORTED.length), times]] : [],
  );
  return {
    files: program.modules.length,
    functions: statistics.functions,
    unsupportedFunctions: count("unsupported functions"),
    obligations: count("obligations"),
    proved: statistics.proved + count("capability proved"),
    refuted: statistics.refuted + count("capability refuted"),
    unknown: statistics.unknown + count("capability unknown"),
    guarded: count("disposition guard"),
    hoisted: count("guard hoisted"),
    rejected: count("disposition reject"),
    overridden: count("disposition override"),
    tolerated: count("tolerated"),
    byKind: Object.fromEntries<{ obligations: number; proved: number }>(kinds),
    byTier: Object.fromEntries([0, 1, 2, 3].map((tier) => [String(tier), count(`tier ${String(tier)}`)])),
    unsupported: Object.fromEntries(unsupported.sort(([a], [b]) => compareText(a, b))),
  };
}

const UNSUPPORTED = "unsupported: ";

/** What the summary counts of a module, by what is counted. */
function countsOf(
  { functions }: HirModule,
  obligations: readonly ReportedObligation[],
  tolerated: readonly ReportedToleration[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([
    ["obligations", obligations.length],
    ["tolerated", tolerated.length],
  ]);
  const add = (what: string, times: number): void => void counts.set(what, (counts.get(what) ?? 0) + times);
  for (const { kind, verdict, disposition, guard, tier } of obligations) {
    add(`kind ${kind}`, 1);
    if (verdict === "proved") add(`proved ${kind}`, 1);
    if (kind === "capability") add(`capability ${verdict}`, 1);
    add(`disposition ${disposition}`, 1);
    add(`guard ${guard}`, 1);
    add(`tier ${String(tier)}`, 1);
  }
  for (const { unsupported } of functions) {
    if (unsupported.length > 0) add("unsupported functions", 1);
    for (const { construct, count } of unsupported) add(UNSUPPORTED + construct, count);
  }
  return counts;
}

interface Placed {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** By file, line, column, then the given fields; null first. Code-unit order, so that no locale matters. */
function byPlace<K extends string>(then: readonly K[]) {
  return (a: Placed & Readonly<Record<K, string | null>>, b: Placed & Readonly<Record<K, string | null>>): number => {
    const places = compareText(a.file ?? "", b.file ?? "") || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
    return then.reduce((order, key) => order || compareText(a[key] ?? "", b[key] ?? ""), places);
  };
}

const OBLIGATION_ORDER = byPlace(["kind", "id"]);
const TOLERATION_ORDER = byPlace(["text"]);
export const DIAGNOSTIC_ORDER = byPlace(["code", "obligation", "message"]);

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
