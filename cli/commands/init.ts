import path from "node:path";
import { availableParallelism } from "node:os";
import { Option, type Command } from "commander";
import type { InitPlan, PlannedFile } from "../../compiler/init/plan-init.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import { ConfigError } from "../../core/errors.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import type { Observed } from "../../policy/observe/observed.js";
import { openCaches } from "../cache.js";
import type { CommandContext } from "../context.js";
import { notesOn } from "../init/observed-notes.js";
import { documentOf, lineOf, patchOf } from "../init/show-plan.js";
import { writePlan } from "../init/write-plan.js";
import { addCacheOptions, positiveInteger, requireOneSource } from "../options.js";
import { createProgress } from "../progress.js";

interface InitFlags {
  readonly project?: string;
  readonly force?: true;
  readonly dryRun?: true;
  readonly annotate?: true;
  readonly observe?: string;
  readonly updateBaseline?: true;
  readonly json?: true;
  readonly jobs: number;
  readonly cacheDir?: string;
  readonly cache: boolean;
}

/** `surety init`: levels, grants and a baseline for a code base as it is. */
export function registerInit(program: Command, context: CommandContext): void {
  const command = program
    .command("init")
    .summary("write a configuration and a baseline for a code base as it is")
    .description(
      "Verifies the program and writes `surety.config.json` (levels, grants of the project and of each dependency) and `surety.baseline.json`\n" +
        "(how many obligations of each file are not proved; the counts may only fall). Nothing that stands there is written over without --force.\n" +
        "Exit code: 0 done, or nothing to do; 1 a file was kept that differs from what was found, or nothing was there to observe; 2 wrong usage or\n" +
        "configuration.",
    )
    .argument("[paths...]", "the program, as for `surety verify`; by default the tsconfig.json here, or those below")
    .option("-p, --project <tsconfig>", "the program of this tsconfig.json (or of the folder that holds it)")
    .option("--annotate", "also write a header with @safety and @capability into each module that has none")
    .option("--force", "write over what differs; levels that are stated stay")
    .option("--dry-run", "show what would be written, and write nothing")
    .option(
      "--observe <command>",
      "EXECUTE the command (such as `npm test`) in a guarded copy of the project, and write down which accesses leave their range and what authority is used",
    )
    .addOption(
      new Option("--update-baseline", "only lower the counts of the baseline to what is found").conflicts([
        "annotate",
        "force",
        "observe",
      ]),
    )
    .option("--json", "print one JSON document")
    .addOption(
      new Option("--jobs <n>", "how many workers verify")
        .argParser(positiveInteger)
        .default(availableParallelism(), "one for each processor"),
    );
  addCacheOptions(command).action(async (paths: readonly string[], flags: InitFlags) => {
    requireOneSource(paths, flags.project);
    const programs = await programsOf(paths, flags, context);
    const planned: InitPlan[] = [];
    for (const inputs of programs) planned.push(await planProgram(inputs, flags, context));
    requireDistinct(planned);
    const { observe: command } = flags;
    const observed = command === undefined ? [] : await observations(programs, { command, jobs: flags.jobs, context });
    const plans = await Promise.all(planned.map((plan, index) => withObservation(plan, observed[index] ?? null)));
    const isUnseen = observed.length > 0 && observed.every(isBlind);
    const files = plans.flatMap((plan) => plan.files);
    const isDry = flags.dryRun === true;
    if (!isDry) writePlan(files);
    const { out } = context.streams;
    if (flags.json === true) {
      const document = {
        schemaVersion: 1,
        written: !isDry,
        files: documentOf(files, context.cwd),
        notes: plans.flatMap((one) => one.notes),
      };
      await out(`${JSON.stringify(document, null, 2)}\n`);
    } else await out(textOf(plans, { isDry, cwd: context.cwd, isUpdate: flags.updateBaseline === true }));
    context.setExitCode(isUnseen || files.some(({ status }) => status === "refused") ? 1 : 0);
  });
}

async function programsOf(
  paths: readonly string[],
  flags: InitFlags,
  { cwd }: CommandContext,
): Promise<readonly ProgramInputs[]> {
  const files = NODE_FILE_SYSTEM;
  if (paths.length > 0 || flags.project !== undefined) return [{ cwd, paths, project: flags.project ?? null, files }];
  const { detectPrograms } = await import("../../compiler/init/detect-programs.js");
  return detectPrograms({ cwd, files });
}

async function planProgram(inputs: ProgramInputs, flags: InitFlags, context: CommandContext): Promise<InitPlan> {
  const progress = createProgress(context.streams, context.now);
  const caches = await openCaches(flags, inputs, context);
  const { packageFacts } = await import("../../compiler/authority/package-facts.js");
  const facts = caches?.facts ?? packageFacts(null, "");
  const { verifySources } = await import("../../compiler/verify-program.js");
  const { inferredAuthority } = await import("../../compiler/policy/inferred-authority.js");
  const { planInit } = await import("../../compiler/init/plan-init.js");
  try {
    const verification = await verifySources(inputs, {
      results: caches?.results ?? null,
      questions: caches?.questions ?? null,
      facts,
      // The baseline is that of an ordinary run.
      enforcement: DEFAULT_ENFORCEMENT,
      jobs: flags.jobs,
      witness: "off",
      safety: null,
      openPool: null,
      onProgress: progress.report,
      overrides: null,
      now: context.now,
    }).finally(progress.end);
    return planInit(verification, {
      cwd: context.cwd,
      files: inputs.files,
      force: flags.force === true,
      annotate: flags.annotate === true,
      updateBaseline: flags.updateBaseline === true,
      authority: await inferredAuthority(verification.loaded, { cwd: context.cwd, files: inputs.files, facts }),
    });
  } finally {
    await caches?.close();
  }
}

async function observations(
  programs: readonly ProgramInputs[],
  { command, jobs, context }: { readonly command: string; readonly jobs: number; readonly context: CommandContext },
): Promise<readonly Observed[]> {
  const { observe } = await import("../observe/observe.js");
  return observe(programs, { command, jobs, environment: context.environment, now: context.now });
}

/** Nothing that is guarded was loaded: a record of that would read as if nothing leaves its range. */
const isBlind = ({ modules: { guarded, notLoaded } }: Observed): boolean => guarded > 0 && notLoaded.length === guarded;

async function withObservation(plan: InitPlan, observed: Observed | null): Promise<InitPlan> {
  if (observed === null) return plan;
  const { planObserved } = await import("../../compiler/init/plan-init.js");
  const files = isBlind(observed) ? [] : [planObserved(observed, plan.projectRoot, NODE_FILE_SYSTEM)];
  return { ...plan, files: [...plan.files, ...files], notes: [...plan.notes, ...notesOn(observed)] };
}

/** Two programs of one project would write one file twice. */
function requireDistinct(plans: readonly InitPlan[]): void {
  const roots = plans.map(({ projectRoot }) => projectRoot);
  const twice = roots.find((root, index) => roots.indexOf(root) !== index);
  if (twice !== undefined)
    throw new ConfigError(
      `several tsconfig files lie in the project \`${twice}\`: name one with -p, the one that holds the sources`,
    );
}

interface Form {
  readonly isDry: boolean;
  readonly isUpdate: boolean;
  readonly cwd: string;
}

function textOf(plans: readonly InitPlan[], { isDry, isUpdate, cwd }: Form): string {
  const files = plans.flatMap((plan) => plan.files);
  const lines = files.map((file) => `${lineOf(file, cwd, { isDry })}\n`).join("");
  const patches = isDry ? files.filter(({ status }) => status !== "same").map((file) => patchOf(file, cwd)) : [];
  const notes = plans.flatMap((plan) => plan.notes).map((note) => `note: ${note}\n`);
  const changes = files.some(({ status }) => status === "write");
  if (!changes && !files.some(({ status }) => status === "refused")) return `${lines}${notes.join("")}nothing to do\n`;
  return [lines, ...notes, ...patches, isDry || isUpdate ? "" : nextSteps(files, cwd)].join("");
}

function nextSteps(files: readonly PlannedFile[], cwd: string): string {
  const written = files.filter(({ status, before }) => status === "write" && before === null);
  if (written.length === 0) return "";
  const names = written.map(({ file }) => path.relative(cwd, file));
  return (
    "\nNext:\n" +
    `  1. look at ${names.join(" and ")}, and commit them\n` +
    "  2. surety verify                       passes now; run it where tests run\n" +
    '  3. surety init --observe "npm test"    which accesses leave their range on purpose\n' +
    "  4. tighten: `surety explain`, then `surety init --update-baseline`\n"
  );
}
