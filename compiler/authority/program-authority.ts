/** The authority of a program's own files. */
import { ts } from "../typescript.js";
import { modulePath } from "../../core/ids.js";
import type { ModuleAuthority, ProgramAuthority } from "../../core/authority.js";
import { outputFormat } from "../emit/output-place.js";
import { collectScriptNames, type ScriptNames } from "../lower/resolve.js";
import { analyseScopes } from "../lower/scopes.js";
import { modulePathOf } from "../program/module-path.js";
import { isTooDeep } from "../program/parse-source.js";
import { moduleAuthority, opaqueModule } from "./module-authority.js";

/** Modules that become CommonJS: what their `import` loads, `require` finds. */
export function requiringModules(program: ts.Program, files: readonly ts.SourceFile[], projectRoot: string): ReadonlySet<string> {
  const options = program.getCompilerOptions();
  return new Set(
    files.filter((file) => outputFormat(file, options) === "cjs").map((file) => modulePathOf(projectRoot, file.fileName)),
  );
}

/** Declaration files are skipped. Paths are relative to `projectRoot`. Never throws for anything in user code. */
export function authorityOf(program: ts.Program, files: readonly ts.SourceFile[], projectRoot: string): ProgramAuthority {
  const before = ofPrograms.get(program);
  if (before?.files === files && before.projectRoot === projectRoot) return before.found;
  const found = findAuthority(program, files, projectRoot);
  ofPrograms.set(program, { files, projectRoot, found });
  return found;
}

/** Policy and the packages' grants ask for the same. */
const ofPrograms = new WeakMap<
  ts.Program,
  { readonly files: readonly ts.SourceFile[]; readonly projectRoot: string; readonly found: ProgramAuthority }
>();

function findAuthority(program: ts.Program, files: readonly ts.SourceFile[], projectRoot: string): ProgramAuthority {
  // Parents are set by binding.
  program.getTypeChecker();
  const sources = files
    .filter((file) => !file.isDeclarationFile)
    .map((file): Source => ({ file, name: modulePathOf(projectRoot, file.fileName) }));
  // Names of modules are their own: only scripts have to be looked at for each other.
  const scripts = collectScriptNames(
    sources
      .filter(({ file }) => !ts.isExternalModule(file) && !isTooDeep(file))
      .map(({ file, name }) => analyseScopes(file, modulePath(name))),
  );
  const modules = sources.map((source) => onceFor(source, scripts));
  return { modules: modules.sort((a, b) => (a.module < b.module ? -1 : a.module > b.module ? 1 : 0)) };
}

interface Source {
  readonly file: ts.SourceFile;
  readonly name: string;
}

/** Found by the parsed file, which never changes: an edit parses anew what it edits. */
const known = new WeakMap<ts.SourceFile, ModuleAuthority>();

function onceFor({ file, name }: Source, scripts: ScriptNames): ModuleAuthority {
  // What scripts declare is what a name of this file may mean: only without any does the file say all.
  if (scripts.size > 0 && !isTooDeep(file)) return moduleAuthority(file, name, scripts);
  const before = known.get(file);
  if (before?.module === name) return before;
  const found = isTooDeep(file) ? opaqueModule(name, "the file is nested too deeply to be read") : moduleAuthority(file, name);
  known.set(file, found);
  return found;
}
