/** What the modules of a program and the packages that they load can do, as configurations speak of it. */
import path from "node:path";
import { demandsOf } from "../../analyzers/authority/demands.js";
import type { CallPath } from "../../analyzers/authority/infer.js";
import { summarise } from "../../analyzers/authority/summary.js";
import type { InstalledAuthority } from "../../core/authority.js";
import type { Capability } from "../../core/capability.js";
import type { Diagnostic } from "../../core/report.js";
import { patternKindOf } from "../../policy/capabilities/match.js";
import type { InferredAuthority } from "../../policy/init/generated-config.js";
import { checkPackages, type PackageAuthority } from "../../policy/packages/package-authority.js";
import { installedAuthority } from "../authority/installed.js";
import { authorityOf } from "../authority/program-authority.js";
import type { FileSystem } from "../program/file-system.js";
import type { LoadedProgram } from "../program/load.js";
import { slashedRelative } from "../program/module-path.js";
import { loadPolicy } from "./load-layers.js";

interface Surroundings {
  /** Absolute: places are named from here. */
  readonly cwd: string;
  readonly files: FileSystem;
}

/** Reads the sources of every package that the program loads. */
export function inferredAuthority(
  { program, files: sources, projectRoot }: LoadedProgram,
  { cwd, files }: Surroundings,
): InferredAuthority {
  const own = authorityOf(program, sources, projectRoot).modules;
  const installed = installedAuthority({ projectRoot, own, packages: [] });
  observe(installed, projectRoot, files);
  const shown = (module: string): string => slashedRelative(cwd, path.resolve(projectRoot, module));
  const packages = summarise(installed).flatMap(({ name, version, names }): readonly PackageAuthority[] => {
    if (name === null) return [];
    const uses = names.flatMap(({ action, patterns, example }) =>
      patterns.map((pattern) => ({ capability: withoutPlace({ action, pattern }), path: stepsOf(example, shown) })),
    );
    return [{ name, version, uses }];
  });
  const modules = own.map((module) => [module.module, demandsOf(module).map(({ capability }) => capability)] as const);
  return { modules: new Map(modules), packages };
}

/** What packages can do and are not granted. Nothing is read where no configuration says anything of packages. Throws `ConfigError`. */
export function packageDiagnostics(loaded: LoadedProgram, surroundings: Surroundings): readonly Diagnostic[] {
  const { projectRoot, files: sources } = loaded;
  const { layers } = loadPolicy({ projectRoot, sources: sources.map((file) => file.fileName), ...surroundings });
  if (layers.every(({ packages }) => packages === null)) return [];
  return checkPackages(inferredAuthority(loaded, surroundings).packages ?? [], layers);
}

/** A relative path in a package means another folder in each program: no pattern of the project says it. */
function withoutPlace({ action, pattern }: Capability): Capability {
  const isPlaced = patternKindOf(action) === "path" && pattern !== null && !/^(?:\/|[A-Za-z]:\/)/u.test(pattern);
  return { action, pattern: isPlaced ? null : pattern };
}

function stepsOf({ steps, reference }: CallPath, shown: (module: string) => string): readonly string[] {
  return steps.map(({ module, node, line }, index) => {
    const place = `${shown(module)}:${String(line)}`;
    if (index === steps.length - 1) return `${place} (\`${reference.text}\`)`;
    return node === "" ? place : `${place} (${node})`;
  });
}

/** The front end's questions are what a kept run holds by: an edit of a package must end it. */
function observe({ modules }: InstalledAuthority, projectRoot: string, files: FileSystem): void {
  const manifests = new Set<string>();
  for (const { module } of modules) {
    files.read(path.resolve(projectRoot, module));
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(module)?.[1];
    if (folder !== undefined) manifests.add(folder);
  }
  for (const folder of manifests) files.read(path.resolve(projectRoot, folder, "package.json"));
}
