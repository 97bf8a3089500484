import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { Option, type Command } from "commander";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { failureReason } from "../../compiler/program/failure-reason.js";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import { ConfigError } from "../../core/errors.js";
import { decodeObserved, OBSERVED_FILE } from "../../policy/observe/observed.js";
import type { CommandContext } from "../context.js";
import { documentOf, lineOf, patchOf } from "../init/show-plan.js";
import { writePlan } from "../init/write-plan.js";
import { positiveInteger, requireOneSource } from "../options.js";

interface MigrateFlags {
  readonly project?: string;
  readonly observed: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly jobs: number;
}

/** `surety migrate`: the fixes that need no thought, where a test run showed that they are needed. */
export function registerMigrate(program: Command, context: CommandContext): void {
  program
    .command("migrate")
    .summary("write explicit forms where accesses were seen to leave their range on purpose")
    .description(
      `Reads ${OBSERVED_FILE} (written by \`surety init --observe\`) and gives each read in it that has a mechanical fix its explicit form, such as\n` +
        "`(a[i] ?? 0) | b`. The program computes what it computed before. What needs a decision is listed with a proposal.\n" +
        "Exit code: 0 done, or nothing to do; 2 wrong usage or configuration.",
    )
    .argument("[paths...]", "the program, as for `surety verify`")
    .option("-p, --project <tsconfig>", "the program of this tsconfig.json (or of the folder that holds it)")
    .option("--observed <file>", "what was observed", OBSERVED_FILE)
    .option("--dry-run", "show the changes, and write nothing")
    .option("--json", "print one JSON document")
    .addOption(
      new Option("--jobs <n>", "how many workers verify")
        .argParser(positiveInteger)
        .default(availableParallelism(), "one for each processor"),
    )
    .action(async (paths: readonly string[], flags: MigrateFlags) => {
      requireOneSource(paths, flags.project);
      const { cwd, streams } = context;
      const obligations = decodeObserved(textAt(path.resolve(cwd, flags.observed), flags.observed), flags.observed);
      const inputs = { cwd, paths, project: flags.project ?? null, files: NODE_FILE_SYSTEM };
      const { files, left } = await plan(inputs, obligations, { jobs: flags.jobs, now: context.now });
      const isDry = flags.dryRun === true;
      if (!isDry) writePlan(files);
      if (flags.json === true) {
        const document = { schemaVersion: 1, written: !isDry, files: documentOf(files, cwd), left };
        await streams.out(`${JSON.stringify(document, null, 2)}\n`);
        return;
      }
      const lines = files.map((file) => `${lineOf(file, cwd, { isDry })}\n`);
      const patches = isDry ? files.map((file) => patchOf(file, cwd)) : [];
      const decisions = left.map(({ place, text, proposal }) => `${place}: \`${text}\` needs a decision: ${proposal}\n`);
      await streams.out([...lines, ...patches, ...decisions].join("") || "nothing to do\n");
    });
}

interface Decision {
  readonly place: string;
  readonly text: string;
  readonly proposal: string;
}

async function plan(
  inputs: ProgramInputs,
  obligations: ReadonlySet<string>,
  run: { readonly jobs: number; readonly now: () => number },
) {
  const { verifyReads } = await import("../../compiler/migrate/verify-reads.js");
  const { planMigration, readsOf } = await import("../../compiler/migrate/plan-migration.js");
  const { loaded, plans } = await verifyReads(inputs, run);
  const reads = readsOf(loaded, plans, obligations);
  const left = [...reads].flatMap(([file, found]) =>
    found
      .filter(({ form }) => !form.mechanical)
      .map(({ access, form, site }): Decision => {
        const { line, character } = file.getLineAndCharacterOfPosition(access.getStart(file));
        const place = `${path.relative(inputs.cwd, file.fileName)}:${String(line + 1)}:${String(character + 1)}`;
        return { place, text: site.site.text, proposal: form.text };
      }),
  );
  return { files: planMigration(reads), left };
}

function textAt(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(
      `\`${shown}\` cannot be read (${failureReason(error)}): \`surety init --observe "npm test"\` writes it, or name it with \`--observed\``,
    );
  }
}
