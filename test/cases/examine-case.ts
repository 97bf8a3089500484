/** Guards one case, runs it, and compares with what the oracle saw. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { guardModule, type EnforcementChoice, type ReportedObligation } from "../../compiler/api.js";
import { ROOT } from "../source-files.js";
import type { CaseFile } from "./case-files.js";
import { runModule, type Outcome } from "./run-module.js";

export interface Examined {
  readonly file: CaseFile;
  /** Obligations of this file. */
  readonly obligations: readonly ReportedObligation[];
  readonly outcome: Outcome;
  /** As the oracle names them. */
  readonly violatedSites: readonly string[];
}

/** `outDir` from the root; `violatedSites` empty for what is always in range. Every file is a program of its own, so that what one tampers with does not disarm the proofs of another. */
export async function examineCase(
  file: CaseFile,
  { outDir, violatedSites, choice }: { outDir: string; violatedSites: readonly string[]; choice: EnforcementChoice },
): Promise<Examined> {
  const { code, obligations } = guardModule(file.text, file.path, { ...choice, projectRoot: ROOT });
  return {
    file,
    obligations,
    violatedSites,
    outcome: await runModule(file, emit(code, path.join(ROOT, outDir, `${file.name}.js`)), "guarded"),
  };
}

/** Guarded TypeScript as a module that runs. Returns `out`. */
function emit(code: string, out: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, outputText);
  return out;
}

const siteOf = ({ kind, line, column, endLine, endColumn }: ReportedObligation): string =>
  `${kind.replace("bounds.", "")} ${line}:${column}-${endLine}:${endColumn}`;

/**
 * Lines with a violating element of an array pattern: the oracle places these at the pattern, reports at the element. Other places
 * without an obligation are tolerated reads.
 */
function patternLines({ file, obligations, violatedSites }: Examined): ReadonlySet<number> {
  const known = new Set(obligations.map(siteOf));
  const lines = file.text.split("\n");
  return new Set(
    violatedSites.flatMap((site) => {
      const [, line, column] = /(\d+):(\d+)/u.exec(site)!.map(Number);
      return !known.has(site) && lines[line! - 1]?.[column! - 1] === "[" ? [line!] : [];
    }),
  );
}

/** The obligations that the oracle saw violated; a marked line may hold innocent ones, too. */
function goingWrong(examined: Examined): readonly ReportedObligation[] {
  const lines = patternLines(examined);
  return examined.obligations.filter((one) => examined.violatedSites.includes(siteOf(one)) || lines.has(one.line));
}

/**
 * Proofs of accesses that go wrong. The oracle goes on after a violation, guarded code does not: a proof may rest on a guard that
 * stops the program before.
 */
export function wronglyProved(examined: Examined): readonly string[] {
  const byId = new Map(examined.obligations.map((one) => [one.id, one]));
  const wrong = goingWrong(examined);
  const isStoppedBefore = (one: ReportedObligation): boolean =>
    one.restsOn.some((id) => {
      const guard = byId.get(id);
      return guard !== undefined && (guard.verdict === "proved" ? isStoppedBefore(guard) : wrong.includes(guard));
    });
  return wrong
    .filter((one) => one.verdict === "proved" && !isStoppedBefore(one))
    .map((one) => `${siteOf(one)}: \`${one.text}\` is proved by tier ${one.tier ?? "?"} under ${one.assumptions.join(" ")}`);
}

/** How the engine refuses to change what `@surety/runtime/harden` has made permanent. */
const HARDENED = /read only property|redefine property|not extensible|which has only a getter|cannot harden/u;

/** `stopped` when the violation was noticed where it must be, else what happened instead. */
export function stopOf(examined: Examined): string {
  const { file, outcome } = examined;
  const wrong = goingWrong(examined);
  // Everything that goes wrong is tolerated (semantics.md): nothing can be asked.
  if (wrong.length === 0) return "stopped";
  const marked = new Set(file.outOfRange);
  const recorded = outcome.recorded.find((event) => event.file === file.path && marked.has(event.line));
  if (recorded !== undefined) return recorded.proved ? `a proved guard failed at line ${recorded.line}` : "stopped";
  if (wrong.some((one) => one.guard === "trap") && outcome.error?.name === "TypeError") return "stopped";
  // Hardening (A2) refuses the replacement itself, before the marked line is reached.
  if (outcome.error !== null && HARDENED.test(outcome.error.message)) return "stopped";
  if (outcome.error !== null) return `${outcome.error.name}: ${outcome.error.message} (line ${outcome.error.line ?? "unknown"})`;
  return `went on and returned ${outcome.result ?? "nothing"}`;
}
