import path from "node:path";
import type { Command } from "commander";
import type { ExplainedModule, ExplainedPackage } from "../../compiler/policy/explain-policy.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import { isSourceName } from "../../compiler/program/source-extensions.js";
import { slashedRelative } from "../../compiler/program/module-path.js";
import { ConfigError } from "../../core/errors.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import type { CommandContext } from "../context.js";
import { requireOneSource } from "../options.js";
import { createPaint } from "../render/paint.js";
import { renderPolicy } from "../render/policy.js";
import { didYouMean } from "../suggest.js";
import { parseTarget } from "../target.js";

interface PolicyFlags {
  readonly project?: string;
  readonly json?: true;
}

/** `surety policy explain`: which layer decided, and what the others say. */
export function registerPolicy(program: Command, context: CommandContext): void {
  const policy = program.command("policy").summary("say what the policy demands and grants, and which layer decided");
  policy
    .command("explain")
    .summary("say which layer decided what a module or a dependency is held to")
    .description(
      "Explains the policy of a module (a file, file:line or an obligation id), or of a dependency (its name): every level with the layer that decided\n" +
        "it, what the other layers say, and what is granted. Exit code: 0, or 2 for wrong usage or configuration.",
    )
    .argument("<what>", "an obligation id (six digits are enough), a file, file:line, or the name of a package")
    .argument("[paths...]", "the program, as for `surety verify`; by default the nearest tsconfig.json, or the file itself")
    .option("-p, --project <tsconfig>", "the program of this tsconfig.json (or of the folder that holds it)")
    .option("--json", "print one JSON document")
    .action(async (what: string, paths: readonly string[], flags: PolicyFlags) => {
      requireOneSource(paths, flags.project);
      const explained = await explain(what, paths, { flags, context });
      const { out, outIsTerminal } = context.streams;
      if (flags.json === true) await out(`${JSON.stringify({ schemaVersion: 1, ...explained }, null, 2)}\n`);
      else await out(renderPolicy(explained, createPaint(outIsTerminal, context.environment)));
    });
}

interface Asked {
  readonly flags: PolicyFlags;
  readonly context: CommandContext;
}

async function explain(
  what: string,
  paths: readonly string[],
  { flags, context }: Asked,
): Promise<ExplainedModule | ExplainedPackage> {
  const { cwd } = context;
  const files = NODE_FILE_SYSTEM;
  const target = parseTarget(what);
  const named = target?.kind === "place" ? target.file : what;
  const isFile = files.status(path.resolve(cwd, named)).kind === "file";
  const given: ProgramInputs = { cwd, files, project: flags.project ?? null, paths };
  if (isFile) {
    const alone = paths.length === 0 && flags.project === undefined;
    return explainFile(named, alone ? { ...given, paths: [named] } : given);
  }
  if (target?.kind === "id") return explainFile(await fileOf(target.prefix, given, context), given);
  if (target !== null || isSourceName(what)) throw new ConfigError(`there is no file \`${named}\``);
  return explainDependency(what, given);
}

async function explainFile(name: string, inputs: ProgramInputs): Promise<ExplainedModule> {
  const { loadProgram } = await import("../../compiler/program/load.js");
  const { governProgram } = await import("../../compiler/policy/govern.js");
  const { explainModule } = await import("../../compiler/policy/explain-policy.js");
  const { files: sources, projectRoot } = loadProgram(inputs, { types: false });
  const { cwd, files } = inputs;
  const { modules } = governProgram({ cwd, projectRoot, sources, files, commandLine: null });
  const wanted = slashedRelative(projectRoot, path.resolve(cwd, name));
  const module = [...modules.values()].find((one) => one.path === wanted);
  if (module === undefined) {
    const names = [...modules.keys()].map((one) => slashedRelative(cwd, path.resolve(projectRoot, one)));
    throw new ConfigError(`\`${name}\` is no module of this program.${didYouMean(name, names)}`);
  }
  return explainModule(module);
}

/** Where the obligation stands: the program has to be verified to know its obligations. */
async function fileOf(prefix: string, inputs: ProgramInputs, context: CommandContext): Promise<string> {
  const { verifySources } = await import("../../compiler/verify-program.js");
  const { report } = await verifySources(inputs, {
    results: null,
    enforcement: DEFAULT_ENFORCEMENT,
    jobs: null,
    witness: "off",
    safety: null,
    openPool: null,
    onProgress: null,
    overrides: null,
    now: context.now,
  });
  const found = report.obligations.find(({ id }) => id.startsWith(prefix));
  if (found !== undefined) return found.file;
  const ids = report.obligations.map(({ id }) => id);
  throw new ConfigError(`no obligation of this program has the id \`${prefix}\`.${didYouMean(prefix, ids)}`);
}

async function explainDependency(what: string, inputs: ProgramInputs): Promise<ExplainedPackage> {
  const at = what.indexOf("@", 1);
  const name = at === -1 ? what : what.slice(0, at);
  const { projectRootOf } = await import("../../compiler/project-root.js");
  const { loadPolicy } = await import("../../compiler/policy/load-layers.js");
  const { explainPackage, installedVersion } = await import("../../compiler/policy/explain-policy.js");
  const { cwd, files, project, paths } = inputs;
  const start = path.resolve(cwd, project ?? paths[0] ?? ".");
  const projectRoot = projectRootOf(files.status(start).kind === "file" ? path.dirname(start) : start, files);
  const { layers } = loadPolicy({ projectRoot, sources: [], files, cwd });
  const version = at === -1 ? installedVersion(name, projectRoot, files) : what.slice(at + 1);
  if (version === null) {
    const names = layers.flatMap(({ packages }) => packages?.map((entry) => entry.name) ?? []).filter((one) => one !== name);
    throw new ConfigError(
      `\`${what}\` is no file, no obligation and no package that is installed here.${didYouMean(name, names)} \`${name}@1.2.3\` asks about a version`,
    );
  }
  return explainPackage({ name, version }, layers);
}
