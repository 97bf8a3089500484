import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { summarise, type PackageSummary } from "../../analyzers/authority/summary.js";
import { failureReason } from "../../compiler/program/failure-reason.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { slashedRelative } from "../../compiler/program/module-path.js";
import { projectRootOf } from "../../compiler/project-root.js";
import type { InstalledAuthority } from "../../core/authority.js";
import { ConfigError } from "../../core/errors.js";
import { diffLocks, parseLock, printLock, type CapabilityLock } from "../../policy/capabilities/lock.js";
import type { CommandContext } from "../context.js";
import { lockOf, renderCapabilities, renderCapabilitiesJson, renderChanges, renderChangesJson } from "../render/capabilities.js";
import { createPaint } from "../render/paint.js";

interface CapabilitiesFlags {
  readonly project?: string;
  readonly json?: true;
  readonly lock?: string | true;
  readonly diff?: true;
}

const DEFAULT_LOCK = "surety.capabilities.json";

/** `surety capabilities`: who can do what, and by which calls. */
export function registerCapabilities(program: Command, context: CommandContext): void {
  program
    .command("capabilities")
    .summary("list what the program and its packages can do, and by which calls")
    .description(
      "Lists, for the program and each package it loads, the capabilities that its sources take hold of, with an example of the way there.",
    )
    .argument(
      "[packages...]",
      "packages to look into, as installed here; by default the program with all it loads. With --diff, two locks",
    )
    .option("-p, --project <tsconfig>", "the program of this tsconfig.json; by default that of the working directory")
    .option("--json", "print one JSON document")
    .option("--lock [file]", `write what packages name to a lock (default: ${DEFAULT_LOCK})`)
    .option("--diff", "compare two locks: what an upgrade adds. Exit code 1 when it adds anything")
    .action(async (packages: readonly string[], flags: CapabilitiesFlags) => {
      if (flags.diff === true) await showDiff(packages, flags, context);
      else await showCapabilities(packages, flags, context);
    });
}

async function showDiff(files: readonly string[], flags: CapabilitiesFlags, context: CommandContext): Promise<void> {
  const [before, after] = files;
  if (before === undefined || after === undefined || files.length !== 2)
    throw new ConfigError("`--diff` compares two locks: `surety capabilities --diff before.json after.json`");
  if (flags.lock !== undefined || flags.project !== undefined)
    throw new ConfigError("`--diff` reads two locks; `--lock` and `--project` have no meaning beside it");
  const changes = diffLocks(readLock(before, context.cwd), readLock(after, context.cwd));
  const paint = createPaint(context.streams.outIsTerminal, context.environment);
  await context.streams.out(flags.json === true ? renderChangesJson(changes) : renderChanges(changes, paint));
  if (changes.some(({ kind }) => kind === "added")) context.setExitCode(1);
}

function readLock(file: string, cwd: string): CapabilityLock {
  let text: string;
  try {
    text = readFileSync(path.resolve(cwd, file), "utf8");
  } catch (error) {
    throw new ConfigError(`\`${file}\` cannot be read: ${failureReason(error)}`);
  }
  return parseLock(text, file);
}

async function showCapabilities(packages: readonly string[], flags: CapabilitiesFlags, context: CommandContext): Promise<void> {
  if (packages.length > 0 && flags.project !== undefined)
    throw new ConfigError("name packages, or a program with `--project`, not both");
  const { installed, projectRoot } = await read(packages, flags, context);
  const all = summarise(installed);
  const chosen = packages.length === 0 ? all : all.filter(({ name }) => name !== null && isNamed(name, packages));
  const from = (module: string): string => slashedRelative(context.cwd, path.resolve(projectRoot, module));
  if (flags.lock !== undefined) writeLock(flags.lock === true ? DEFAULT_LOCK : flags.lock, all, context.cwd);
  if (flags.json === true) {
    await context.streams.out(renderCapabilitiesJson(chosen, { from, missing: installed.missing }));
    return;
  }
  const paint = createPaint(context.streams.outIsTerminal, context.environment);
  await context.streams.out(renderCapabilities(chosen, { paint, from }));
}

/** `lodash/fp` asks for the package `lodash`. */
const isNamed = (name: string, packages: readonly string[]): boolean =>
  packages.some((given) => given === name || given.startsWith(`${name}/`));

async function read(
  packages: readonly string[],
  flags: CapabilitiesFlags,
  { cwd }: CommandContext,
): Promise<{ readonly installed: InstalledAuthority; readonly projectRoot: string }> {
  const { entriesOf, installedAuthority } = await import("../../compiler/authority/installed.js");
  const { packageFacts } = await import("../../compiler/authority/package-facts.js");
  const machine = { files: NODE_FILE_SYSTEM, facts: packageFacts(null, "") };
  if (packages.length > 0) {
    const projectRoot = projectRootOf(cwd, NODE_FILE_SYSTEM);
    const installed = await installedAuthority({ projectRoot, own: [], requiring: new Set(), packages, ...machine });
    const unknown = packages.find((name) => entriesOf(installed, name).length === 0);
    if (unknown !== undefined) {
      throw new ConfigError(
        `the package \`${unknown}\` has no JavaScript that can be loaded from \`${projectRoot}\`; install it, or name a sub-path that it exports`,
      );
    }
    return { installed, projectRoot };
  }
  const { loadProgram } = await import("../../compiler/program/load.js");
  const { authorityOf, requiringModules } = await import("../../compiler/authority/program-authority.js");
  const inputs = {
    cwd,
    paths: flags.project === undefined ? ["."] : [],
    project: flags.project ?? null,
    files: NODE_FILE_SYSTEM,
  };
  const { program, files, projectRoot } = loadProgram(inputs, { types: false });
  const { modules } = authorityOf(program, files, projectRoot);
  return {
    installed: await installedAuthority({
      projectRoot,
      own: modules,
      requiring: requiringModules(program, files, projectRoot),
      packages: [],
      ...machine,
    }),
    projectRoot,
  };
}

function writeLock(file: string, summaries: readonly PackageSummary[], cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), printLock(lockOf(summaries)));
  } catch (error) {
    throw new ConfigError(`\`${file}\` cannot be written: ${failureReason(error)}`);
  }
}
