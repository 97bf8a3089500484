import { availableParallelism } from "node:os";
import { Option, type Command } from "commander";
import { DEFAULT_SESSION } from "../../verifier/session-options.js";
import { workerFile } from "../../verifier/worker-file.js";
import type { CommandContext } from "../context.js";
import { positiveInteger } from "../options.js";

interface WorkerFlags {
  readonly jobs: number;
}

/** `surety worker`: proves for verifications on other hosts until it is told to stop. */
export function registerWorker(program: Command, context: CommandContext): void {
  program
    .command("worker")
    .summary("prove for `surety verify --distribute` on other hosts")
    .description(
      "Takes work from a Redis until SIGINT or SIGTERM; what runs then is finished first. A second signal ends it at once.\n" +
        "Needs SURETY_DISTRIBUTE_SECRET, the same as the verifications; SURETY_REDIS_PASSWORD may hold the password of Redis.\n" +
        "Exit code: 0 told to stop, 2 wrong usage or configuration.",
    )
    .argument("<url>", "redis://host:port/db, or rediss:// for TLS")
    .addOption(
      new Option("--jobs <n>", "how many batches at once")
        .argParser(positiveInteger)
        .default(availableParallelism(), "one for each processor"),
    )
    .action(async (url: string, flags: WorkerFlags) => {
      const { LOCK_MILLISECONDS, serve } = await import("../../verifier/distribute/serve.js");
      const { out, err, outIsTerminal } = context.streams;
      const told = untilTold();
      const served = await serve({
        url,
        environment: context.environment,
        jobs: flags.jobs,
        lane: { workerFile: workerFile("worker"), functionTimeLimit: DEFAULT_SESSION.functionTimeLimit },
        lock: LOCK_MILLISECONDS,
        onJob: ({ job, functions, failure }) => {
          if (!outIsTerminal) return;
          const count = `${String(functions)} function${functions === 1 ? "" : "s"}`;
          void out(
            `${job.slice(0, 12)} ${count}${failure === null ? "" : `: ${failure.replace(/[^\x20-\x7e]+/g, " ").slice(0, 200)}`}\n`,
          );
        },
        tell: (message) => void err(`surety: ${message}\n`),
      });
      const jobs = `${String(flags.jobs)} job${flags.jobs === 1 ? "" : "s"} at once`;
      await out(`ready: ${jobs} from ${served.shown}, build ${served.tool.slice(0, 12)}\n`);
      await told;
      await served.stop();
      context.setExitCode(0);
    });
}

/** The first signal is waited for; the second finds no listener and does what signals do. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    const told = (): void => {
      process.removeListener("SIGINT", told);
      process.removeListener("SIGTERM", told);
      resolve();
    };
    process.on("SIGINT", told);
    process.on("SIGTERM", told);
  });
}
