import type { OpenPool } from "../verifier/pool.js";
import type { CommandContext } from "./context.js";
import type { DistributeFlags } from "./options.js";

/**
 * Runs with workers elsewhere when `--distribute` asks for them, else with null: then with threads of this machine. The code that talks
 * to Redis is loaded only here: it takes 0.3 s.
 */
export async function withDistribution<T>(
  flags: DistributeFlags,
  context: CommandContext,
  run: (openPool: OpenPool | null) => Promise<T>,
): Promise<T> {
  if (flags.distribute === undefined) return run(null);
  const { openDistribution } = await import("../verifier/distribute/distribution.js");
  const { err, errIsTerminal } = context.streams;
  const distribution = await openDistribution({
    url: flags.distribute,
    environment: context.environment,
    wait: flags.distributeWait * 1000,
    // On a terminal a line of progress may stand where this is to be printed.
    tell: (message) => void err(`${errIsTerminal ? "\r\u001b[K" : ""}surety: ${message}\n`),
  });
  try {
    return await run(distribution.openPool);
  } finally {
    await distribution.close();
  }
}
