/** What the modules of a program and the packages that they load can do, as configurations speak of it. */
import path from "node:path";
import { demandsOf } from "../../analyzers/authority/demands.js";
import type { PathStep } from "../../analyzers/authority/infer.js";
import { packageUses } from "../../analyzers/authority/package-uses.js";
import type { Capability } from "../../core/capability.js";
import type { Diagnostic } from "../../core/report.js";
import { patternKindOf } from "../../policy/capabilities/match.js";
import type { InferredAuthority } from "../../policy/init/generated-config.js";
import { checkPackages, type PackageAuthority, type PackageUse } from "../../policy/packages/package-authority.js";
import { installedAuthority } from "../authority/installed.js";
import type { PackageFacts } from "../authority/package-facts.js";
import { authorityOf, requiringModules } from "../authority/program-authority.js";
import type { FileSystem } from "../program/file-system.js";
import type { LoadedProgram } from "../program/load.js";
import { slashedRelative } from "../program/module-path.js";
import { loadPolicy } from "./load-layers.js";

interface Surroundings {
  /** Absolute: places are named from here. */
  readonly cwd: string;
  readonly files: FileSystem;
  readonly facts: PackageFacts;
}

/** Reads the sources of every package that the program loads. */
export async function inferredAuthority(
  { program, files: sources, projectRoot }: LoadedProgram,
  { cwd, files, facts }: Surroundings,
): Promise<InferredAuthority> {
  const own = authorityOf(program, sources, projectRoot).modules;
  const installed = await installedAuthority({
    projectRoot,
    own,
    requiring: requiringModules(program, sources, projectRoot),
    packages: [],
    files,
    facts,
  });
  const shown = (module: string): string => slashedRelative(cwd, path.resolve(projectRoot, module));
  const packages = packageUses(installed, withoutPlace).map(({ name, version, uses }): PackageAuthority => ({
    name,
    version,
    uses: uses.map(({ capability, steps, reference }) => ({
      capability,
      start: startOf(steps, shown),
      path: stepsOf(steps, reference.text, shown),
    })),
  }));
  const modules = own.map((module) => [module.module, demandsOf(module).map(({ capability }) => capability)] as const);
  return { modules: new Map(modules), packages };
}

/** What packages can do and are not granted: a package that no configuration names may do nothing. Throws `ConfigError`. */
export async function packageDiagnostics(loaded: LoadedProgram, surroundings: Surroundings): Promise<readonly Diagnostic[]> {
  const { projectRoot, files: sources } = loaded;
  const { layers } = loadPolicy({ projectRoot, sources: sources.map((file) => file.fileName), ...surroundings });
  return checkPackages((await inferredAuthority(loaded, surroundings)).packages ?? [], layers);
}

/** A relative path in a package means another folder in each program: no pattern of the project says it. */
function withoutPlace({ action, pattern }: Capability): Capability {
  const isPlaced = patternKindOf(action) === "path" && pattern !== null && !/^(?:\/|[A-Za-z]:\/)/u.test(pattern);
  return { action, pattern: isPlaced ? null : pattern };
}

/** Where the program itself starts the way: the line that somebody can do something about. */
function startOf([first]: readonly PathStep[], shown: (module: string) => string): PackageUse["start"] {
  return first === undefined || first.module.includes("node_modules/") ? null : { file: shown(first.module), line: first.line };
}

function stepsOf(steps: readonly PathStep[], text: string, shown: (module: string) => string): readonly string[] {
  return steps.map(({ module, node, line }, index) => {
    const place = `${shown(module)}:${String(line)}`;
    if (index === steps.length - 1) return `${place} (\`${text}\`)`;
    return node === "" ? place : `${place} (${node})`;
  });
}
