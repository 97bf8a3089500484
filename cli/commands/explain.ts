import { relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import type { ProgramInputs } from "../../compiler/program/load.js";
import type { Verification } from "../../compiler/verify-program.js";
import { ConfigError } from "../../core/errors.js";
import type { ReportedObligation } from "../../core/report.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { openCaches } from "../cache.js";
import type { CommandContext } from "../context.js";
import { explainObligations } from "../explanation.js";
import { addProgramOptions, addWitnessOption, enforcementOf, requireOneSource, type VerifyFlags } from "../options.js";
import { createProgress } from "../progress.js";
import { renderExplanation, renderExplanationsJson } from "../render/explanation.js";
import { createPaint } from "../render/paint.js";
import { didYouMean } from "../suggest.js";
import { isAt, parseTarget, type ExplainTarget } from "../target.js";

/** `surety explain`: everything known of one obligation, or of those at a place. */
export function registerExplain(program: Command, context: CommandContext): void {
  const command = program
    .command("explain")
    .summary("say why an obligation is proved, or why it is not and what would help")
    .description(
      "Explains an obligation: its goal, the facts and assumptions a proof uses, the reason or witness where there is none, what would help.",
    )
    .argument("<what>", "an obligation id (six digits of it are enough), or file:line[:column]")
    .argument("[paths...]", "the program, as for `surety verify`; by default the nearest tsconfig.json, or the file itself")
    .option("--json", "print one JSON document");
  addWitnessOption(addProgramOptions(command)).action(async (what: string, paths: readonly string[], flags: VerifyFlags) => {
    requireOneSource(paths, flags.project);
    const target = parseTarget(what);
    if (target === null) {
      throw new ConfigError(`\`${what}\` is neither an obligation id (at least 6 hexadecimal digits) nor file:line[:column]`);
    }
    const progress = createProgress(context.streams, context.now);
    const inputs = inputsFor(target, paths, flags.project ?? null, context.cwd);
    const caches = await openCaches(flags, inputs, context);
    const { verifySources } = await import("../../compiler/verify-program.js");
    const verification = await verifySources(inputs, {
      results: caches?.results ?? null,
      questions: caches?.questions ?? null,
      facts: caches?.facts ?? null,
      enforcement: enforcementOf(flags),
      jobs: flags.jobs,
      safety: flags.safety ?? null,
      witness: flags.witness ?? "off",
      openPool: null,
      onProgress: progress.report,
      now: context.now,
      overrides: { files: NODE_FILE_SYSTEM, wallClock: context.wallClock },
    })
      .finally(progress.end)
      .finally(() => caches?.close());
    const explanations = explainObligations(verification.report, verification.plans, chosenBy(target, context.cwd));
    if (explanations.length === 0) throw new ConfigError(nothingFound(what, target, verification, context.cwd));
    if (flags.json === true) {
      await context.streams.out(renderExplanationsJson(explanations));
      return;
    }
    const { out, outIsTerminal } = context.streams;
    const options = {
      paint: createPaint(outIsTerminal, context.environment),
      excerpts: true,
      linesOf: verification.linesOf,
    };
    await out(explanations.map((explanation) => renderExplanation(explanation, options)).join("\n"));
  });
}

function inputsFor(target: ExplainTarget, paths: readonly string[], project: string | null, cwd: string): ProgramInputs {
  if (target.kind === "id" || paths.length > 0 || project !== null) return { cwd, paths, project, files: NODE_FILE_SYSTEM };
  return { cwd, paths: [target.file], project: null, files: NODE_FILE_SYSTEM };
}

/** The file as reports print it: relative to the working directory, with forward slashes. */
function printedPath(file: string, cwd: string): string {
  return relative(cwd, resolve(cwd, file)).split(sep).join("/");
}

function chosenBy(target: ExplainTarget, cwd: string): (obligation: ReportedObligation) => boolean {
  if (target.kind === "id") return (obligation) => obligation.id.startsWith(target.prefix);
  const file = printedPath(target.file, cwd);
  return (obligation) => obligation.file === file && isAt(obligation, target.line, target.column);
}

function nothingFound(what: string, target: ExplainTarget, verification: Verification, cwd: string): string {
  const { obligations, tolerated, diagnostics } = verification.report;
  if (target.kind === "id") {
    const ids = obligations.map((obligation) => obligation.id);
    return `no obligation of this program has the id \`${what}\`.${didYouMean(what, ids)} \`surety verify --json\` lists them; name the program with -p or paths when it is not that of the working directory`;
  }
  const file = printedPath(target.file, cwd);
  const error = diagnostics.find((diagnostic) => diagnostic.file === file && diagnostic.severity === "error");
  if (error !== undefined) return `nothing in \`${file}\` is verified: ${error.message}`;
  const mercy = tolerated.find((toleration) => toleration.file === file && toleration.line === target.line);
  if (mercy !== undefined) return `\`${mercy.text}\` at ${what} is tolerated and owes no obligation: ${mercy.reason}`;
  const lines = [...new Set(obligations.filter((obligation) => obligation.file === file).map((obligation) => obligation.line))];
  const [nearest] = lines.sort((a, b) => Math.abs(a - target.line) - Math.abs(b - target.line));
  const hint = nearest === undefined ? `\`${file}\` has none` : `the nearest is at line ${String(nearest)}`;
  return `there is no obligation at ${what}; ${hint}`;
}
