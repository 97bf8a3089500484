/** What the modules of a program and the packages that they load can do, as configurations speak of it. */
import path from "node:path";
import { demandsOf } from "../../analyzers/authority/demands.js";
import type { PathStep } from "../../analyzers/authority/infer.js";
import { packageUses } from "../../analyzers/authority/package-uses.js";
import type { ModuleAuthority } from "../../core/authority.js";
import type { Capability } from "../../core/capability.js";
import type { Diagnostic } from "../../core/report.js";
import { patternKindOf } from "../../policy/capabilities/match.js";
import type { InferredAuthority } from "../../policy/init/generated-config.js";
import { checkPackages, type PackageAuthority, type PackageUse } from "../../policy/packages/package-authority.js";
import { installedAuthority } from "../authority/installed.js";
import type { InstalledAgain } from "../authority/installed-again.js";
import type { PackageFacts } from "../authority/package-facts.js";
import { authorityOf, requiringModules } from "../authority/program-authority.js";
import type { FileSystem } from "../program/file-system.js";
import type { LoadedProgram } from "../program/load.js";
import { slashedRelative } from "../program/module-path.js";
import type { PolicyLayer } from "../../policy/composition/layer.js";

interface Surroundings {
  /** Absolute: places are named from here. */
  readonly cwd: string;
  readonly files: FileSystem;
  readonly facts: PackageFacts;
  /** For one program after another. Absent: everything is looked up. */
  readonly installed?: InstalledAgain;
}

/** Reads the sources of every package that the program loads. */
export async function inferredAuthority(loaded: LoadedProgram, surroundings: Surroundings): Promise<InferredAuthority> {
  const own = ownAuthority(loaded);
  const modules = own.map((module) => [module.module, demandsOf(module).map(({ capability }) => capability)] as const);
  return { modules: new Map(modules), packages: await packageAuthority(loaded, own, surroundings) };
}

/** What packages can do and are not granted: a package that no configuration names may do nothing. `layers`: of the program's policy. */
export async function packageDiagnostics(
  loaded: LoadedProgram,
  layers: readonly PolicyLayer[],
  surroundings: Surroundings,
): Promise<readonly Diagnostic[]> {
  return checkPackages(await packageAuthority(loaded, ownAuthority(loaded), surroundings), layers);
}

const ownAuthority = ({ program, files, projectRoot }: LoadedProgram): readonly ModuleAuthority[] =>
  authorityOf(program, files, projectRoot).modules;

async function packageAuthority(
  { program, files: sources, projectRoot }: LoadedProgram,
  own: readonly ModuleAuthority[],
  { cwd, files, facts, installed: again }: Surroundings,
): Promise<readonly PackageAuthority[]> {
  const input = { projectRoot, own, requiring: requiringModules(program, sources, projectRoot), packages: [], files, facts };
  const installed = await (again === undefined ? installedAuthority(input) : again.find(input));
  const shown = (module: string): string => slashedRelative(cwd, path.resolve(projectRoot, module));
  return packageUses(installed, withoutPlace).map(({ name, version, uses }): PackageAuthority => ({
    name,
    version,
    uses: uses.map(({ capability, steps, reference }) => ({
      capability,
      start: startOf(steps, shown),
      path: stepsOf(steps, reference.text, shown),
    })),
  }));
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
