import type { Command } from "commander";
import type { Verification } from "../../compiler/verify-program.js";
import { ASSUMPTIONS } from "../../core/assumptions.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { openCaches } from "../cache.js";
import type { CommandContext } from "../context.js";
import { addProgramOptions, enforcementOf, requireOneSource, type VerifyFlags } from "../options.js";
import { createProgress } from "../progress.js";
import { createPaint } from "../render/paint.js";

/** `surety assumptions`: all that a proof may assume; with a program, what its proofs do assume. */
export function registerAssumptions(program: Command, context: CommandContext): void {
  const command = program
    .command("assumptions")
    .summary("list what proofs may assume, and what those of a program do")
    .description(
      "Lists every assumption a proof may use. With paths or -p, also how many proofs use each, and the intrinsics to freeze.",
    )
    .argument("[paths...]", "a program, as for `surety verify`")
    .option("--json", "print one JSON document");
  addProgramOptions(command).action(async (paths: readonly string[], flags: VerifyFlags) => {
    requireOneSource(paths, flags.project);
    const usage = paths.length === 0 && flags.project === undefined ? null : usageOf(await verify(paths, flags, context));
    await context.streams.out(flags.json === true ? renderUsageJson(usage) : renderUsage(usage, context));
  });
}

async function verify(paths: readonly string[], flags: VerifyFlags, context: CommandContext): Promise<Verification> {
  const progress = createProgress(context.streams, context.now);
  const caches = await openCaches(flags, { paths, project: flags.project ?? null }, context);
  const { verifySources } = await import("../../compiler/verify-program.js");
  return verifySources(
    { cwd: context.cwd, paths, project: flags.project ?? null, files: NODE_FILE_SYSTEM },
    {
      results: caches?.results ?? null,
      questions: caches?.questions ?? null,
      openPool: null,
      enforcement: enforcementOf(flags),
      jobs: flags.jobs,
      safety: flags.safety ?? null,
      witness: "off",
      onProgress: progress.report,
      now: context.now,
      overrides: { files: NODE_FILE_SYSTEM, wallClock: context.wallClock },
    },
  )
    .finally(progress.end)
    .finally(() => caches?.close());
}

interface Usage {
  readonly proofs: number;
  /** By assumption id. */
  readonly uses: ReadonlyMap<string, number>;
  /** Sorted: what the generated harden module freezes. */
  readonly intrinsics: readonly string[];
}

function usageOf(verification: Verification): Usage {
  const uses = new Map<string, number>();
  for (const obligation of verification.report.obligations) {
    for (const id of obligation.assumptions) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  const intrinsics = [...new Set(verification.plans.flatMap((plan) => plan.intrinsics))].sort();
  return { proofs: verification.report.summary.proved, uses, intrinsics };
}

function renderUsageJson(usage: Usage | null): string {
  const document = {
    schemaVersion: 1,
    assumptions: ASSUMPTIONS.map((row) => ({
      id: row.id,
      statement: row.statement,
      enforcedBy: row.enforcedBy,
      ...(usage === null ? {} : { proofs: usage.uses.get(row.id) ?? 0 }),
    })),
    ...(usage === null ? {} : { proofs: usage.proofs, intrinsics: usage.intrinsics }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function renderUsage(usage: Usage | null, context: CommandContext): string {
  const paint = createPaint(context.streams.outIsTerminal, context.environment);
  let text = "";
  for (const row of ASSUMPTIONS) {
    const uses = usage === null ? "" : `  ${String(usage.uses.get(row.id) ?? 0)} of ${String(usage.proofs)} proofs`;
    text += `${paint.bold(row.id.padEnd(3))}  ${row.statement}\n     ${paint.dim(`enforced by: ${row.enforcedBy}`)}${uses}\n`;
  }
  if (usage !== null) {
    text += `\nintrinsics that the harden module freezes: ${usage.intrinsics.length === 0 ? "none" : usage.intrinsics.join(", ")}\n`;
  }
  return text;
}
