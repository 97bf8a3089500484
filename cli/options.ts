/** The options that several commands share, each decoded and checked in one place. */
import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { VerifyOptions } from "../compiler/verify-program.js";
import { BOUNDARIES, MODES, REACTIONS, WITNESS_MODES } from "../compiler/enforcement-choice.js";
import type { SafetyStatement } from "../core/annotation.js";
import { ConfigError } from "../core/errors.js";
import { DEFAULT_ENFORCEMENT, type Boundary, type EnforcementOptions, type Mode, type OnViolation } from "../core/options.js";
import type { WitnessMode } from "../core/witness.js";
import { parseSafetyText } from "../policy/annotations/safety.js";
import type { Caches } from "./cache.js";
import type { CommandContext } from "./context.js";
import { didYouMean } from "./suggest.js";

/** As commander hands them over, after the parsers below. */
export interface VerifyFlags {
  readonly project?: string;
  readonly json?: true;
  readonly sarif?: true;
  readonly jobs: number;
  readonly mode: Mode;
  readonly boundary: Boundary;
  readonly onViolation: OnViolation;
  readonly safety?: SafetyStatement;
  readonly witness?: WitnessMode;
  readonly stats?: true;
  readonly cacheDir?: string;
  readonly cache: boolean;
  readonly watch?: true;
}

/** Of the commands that may have others prove. */
export interface DistributeFlags {
  readonly distribute?: string;
  /** Seconds. */
  readonly distributeWait: number;
}

function oneOf<T extends string>(members: readonly T[]): (given: string) => T {
  return (given) => {
    const found = members.find((member) => member === given);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`It must be one of ${members.join(", ")}.${didYouMean(given, members)}`);
  };
}

export function positiveInteger(given: string): number {
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= 1 && value <= 512) return value;
  throw new InvalidArgumentError("It must be a whole number from 1 to 512.");
}

function secondsToWait(given: string): number {
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= 5 && value <= 86_400) return value;
  throw new InvalidArgumentError("It must be a whole number of seconds from 5 to 86400.");
}

/** `memory=proved types=checked …`. */
function safetyStatement(given: string): SafetyStatement {
  const { statement, problems } = parseSafetyText(given.replaceAll(",", " "));
  const [problem] = problems;
  if (problem !== undefined) throw new InvalidArgumentError(`${problem.message}.`);
  if (given.trim() === "") throw new InvalidArgumentError("It must hold levels such as `memory=checked`.");
  return statement;
}

/** Adds what says where results are kept. */
export function addCacheOptions(command: Command): Command {
  return command
    .option(
      "--cache-dir <folder>",
      "where results are kept (default: node_modules/.cache/surety of the project, else the cache folder of the user)",
    )
    .option("--no-cache", "prove everything anew and keep nothing");
}

/** Adds what `verify`, `build`, `explain` and `assumptions` share. */
export function addProgramOptions(command: Command): Command {
  return addCacheOptions(command)
    .option("-p, --project <tsconfig>", "verify the program of this tsconfig.json (or of the folder that holds it)")
    .addOption(
      new Option("--mode <mode>", `${MODES.join(", ")}: which guards the emitted code keeps`)
        .argParser(oneOf(MODES))
        .default(DEFAULT_ENFORCEMENT.mode),
    )
    .addOption(
      new Option(
        "--boundary <boundary>",
        `${BOUNDARIES.join(" or ")}: whether values from outside are believed to have their declared types`,
      )
        .argParser(oneOf(BOUNDARIES))
        .default(DEFAULT_ENFORCEMENT.boundary),
    )
    .addOption(
      new Option("--on-violation <reaction>", `${REACTIONS.join(", ")}: what a failing guard does`)
        .argParser(oneOf(REACTIONS))
        .default(DEFAULT_ENFORCEMENT.onViolation),
    )
    .addOption(
      new Option("--jobs <n>", "how many workers verify; the result is the same for any number")
        .argParser(positiveInteger)
        .default(availableParallelism(), "one for each processor"),
    )
    .addOption(
      new Option(
        "--safety <levels>",
        "covers modules that no header and no configuration covers, e.g. `memory=checked`",
      ).argParser(safetyStatement),
    );
}

/** Adds what `verify`, `build` and `explain` share, and `assumptions` has no use for. */
export function addWitnessOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--witness <mode>",
      "off or run: `run` EXECUTES exported functions of the program that take plain data and import nothing, in a process without " +
        "permissions, to refute what is not proved",
    )
      .argParser(oneOf(WITNESS_MODES))
      .default("off"),
  );
}

/** Adds what `verify` and `build` need to have workers elsewhere prove. */
export function addDistributeOptions(command: Command): Command {
  return command
    .option(
      "--distribute <url>",
      "have `surety worker` on other hosts prove, through the Redis at redis://host:port/db; needs SURETY_DISTRIBUTE_SECRET",
    )
    .addOption(
      new Option("--distribute-wait <seconds>", "go on without workers when none has given a sign of life for so long")
        .argParser(secondsToWait)
        .default(60),
    );
}

/** Adds what `verify` and `build` share, and `explain` has no use for. */
export function addWatchOption(command: Command): Command {
  return command.addOption(
    new Option("--watch", "go on: verify what each change concerns; with --json one event a line").conflicts(["sarif", "stats"]),
  );
}

/** Adds the forms of output that `verify` and `build` share. */
export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option("--json", "print the report as one JSON document").conflicts("sarif"))
    .option("--sarif", "print the report as a SARIF 2.1.0 log")
    .option("--stats", "add time, solver calls and cache hits");
}

export function enforcementOf(flags: VerifyFlags): EnforcementOptions {
  return { mode: flags.mode, boundary: flags.boundary, onViolation: flags.onViolation };
}

type RunOptions = Pick<
  VerifyOptions,
  "enforcement" | "facts" | "jobs" | "now" | "provesHere" | "questions" | "results" | "safety"
>;

/** What every run of the verifier takes from the command line and from the caches. */
export function runOptions(flags: VerifyFlags, caches: Caches | null, { now }: CommandContext): RunOptions {
  return {
    enforcement: enforcementOf(flags),
    jobs: flags.jobs,
    provesHere: flags.watch !== true,
    safety: flags.safety ?? null,
    results: caches?.results ?? null,
    questions: caches?.questions ?? null,
    facts: caches?.facts ?? null,
    now,
  };
}

/** Paths and `-p` name the program; both at once would leave open which options count. */
export function requireOneSource(paths: readonly string[], project: string | undefined): void {
  if (paths.length > 0 && project !== undefined) {
    throw new ConfigError(`give either paths or \`-p ${project}\`, not both`);
  }
}

/** Throws ConfigError for what makes no sense with `--watch`. */
export function requireWatchable(flags: VerifyFlags): void {
  if (flags.witness === "run")
    throw new ConfigError("`--watch` does not run code of the program at every edit: leave out `--witness run`");
}
