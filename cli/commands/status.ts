/** `surety status` and `surety report`: overrides of a program in numbers, for people, gates, pull requests and dashboards. */
import { appendFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { orConfigError } from "../../audit/failure.js";
import { timeText } from "../../policy/ledger/record.js";
import type { CommandContext } from "../context.js";
import { count } from "../render/count.js";
import { say } from "../overrides/say.js";

interface StatusFlags {
  readonly project?: string;
  readonly json?: true;
  readonly gate?: true;
  readonly metrics?: string;
  readonly format?: string;
}

const PATHS = ["[paths...]", "files and folders of the program (default: that of the nearest tsconfig.json)"] as const;
const PROJECT = ["-p, --project <tsconfig>", "the program of this tsconfig.json (or of the folder that holds it)"] as const;

export function registerStatus(program: Command, context: CommandContext): void {
  program
    .command("status")
    .summary("overrides in numbers: how many, how old, whose, expiring when")
    .argument(...PATHS)
    .option(...PROJECT)
    .option("--gate", "exit code 1 where `approvers.gate` of the configuration is not kept")
    .option("--metrics <file>", "append the numbers as a line of JSON")
    .option("--json", "print one JSON document")
    .action((paths: readonly string[], flags: StatusFlags) => status(paths, flags, context));
  program
    .command("report")
    .summary("the same for a pull request")
    .argument(...PATHS)
    .option(...PROJECT)
    .option("--format <format>", "github (Markdown) or json", "github")
    .action(async (paths: readonly string[], flags: StatusFlags) => {
      const { summary, problems } = await summaryOf(paths, flags, context);
      const { githubMarkdown } = await import("../overrides/summary.js");
      const { ConfigError } = await import("../../core/errors.js");
      if (flags.format !== "github" && flags.format !== "json") throw new ConfigError("`--format` is github or json");
      await context.streams.out(
        flags.format === "json"
          ? `${JSON.stringify({ schemaVersion: 1, ...summary, problems }, null, 2)}\n`
          : githubMarkdown(summary, problems),
      );
    });
}

async function summaryOf(paths: readonly string[], flags: StatusFlags, context: CommandContext) {
  const { inspect } = await import("../overrides/list.js");
  const { summarise, gateProblems } = await import("../overrides/summary.js");
  const { openProject } = await import("../overrides/project.js");
  const inspected = inspect(paths, flags, context);
  const summary = summarise(inspected, { cwd: context.cwd, now: context.wallClock() });
  const { config } = openProject(context, inspected.loaded.projectRoot);
  return { summary, problems: gateProblems(summary, config.approvers.gate) };
}

async function status(paths: readonly string[], flags: StatusFlags, context: CommandContext): Promise<void> {
  const { summary, problems } = await summaryOf(paths, flags, context);
  const { rows, refusals, ...numbers } = summary;
  if (flags.metrics !== undefined) {
    const file = path.resolve(context.cwd, flags.metrics);
    orConfigError(`\`${file}\` cannot be written`, () => {
      appendFileSync(file, `${JSON.stringify({ schemaVersion: 1, time: timeText(context.wallClock()), ...numbers })}\n`);
    });
  }
  const owners = Object.entries(summary.byOwner).map(([owner, count]) => `${owner} ${count}`);
  await say(context, flags.json, {
    document: { ...summary, problems },
    sentence: [
      `${summary.inForce} in force (${count(summary.freed, "obligation")} without a guard), ${summary.refused} refused, ${summary.emergencies} by emergency`,
      ...(summary.inForce === 0
        ? []
        : [`oldest ${count(summary.oldestDays, "day")}, ${summary.expiringSoon} expiring soon; by owner: ${owners.join(", ")}`]),
      ...rows.map(
        (row) =>
          `  ${row.place}  ${row.target}  ${row.requester}, ${count(row.daysLeft, "day")} left${row.emergency ? "  EMERGENCY" : ""}`,
      ),
      ...refusals.map((one) => `  ${one.place}  ${one.target}  not in force: ${one.message}`),
      ...(flags.gate === true ? problems.map((problem) => `gate: ${problem}`) : []),
    ].join("\n"),
  });
  context.setExitCode(flags.gate === true && problems.length > 0 ? 1 : 0);
}
