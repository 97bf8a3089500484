/** From what the command line names to a type-checked program and the files of it that are verified. */
import path from "node:path";
import { ts } from "../typescript.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { createConfigFinder, DEFAULT_COMPILER_OPTIONS, expandSolution } from "./config.js";
import type { ParsedConfig } from "./config.js";
import { fileDiagnostic, optionDiagnostics, syntaxDiagnostics, typeDiagnostics, unresolvedImports } from "./diagnostics.js";
import { selectInputs } from "./inputs.js";
import type { ProgramInputs } from "./inputs.js";
import { modulePathOf, slashedRelative } from "./module-path.js";
import { createProgramHost } from "./program-host.js";
import type { ProgramHost } from "./program-host.js";
import { isInNodeModules, isJavaScriptName, isSourceName } from "./source-extensions.js";
import { projectRootOf } from "../project-root.js";

export type { ProgramInputs } from "./inputs.js";

export interface LoadOptions {
  /**
   * Whether type errors are looked for (most of the time spent here); without them they are not reported. `"later"`: that is left to
   * `pendingTypes`. Default true.
   */
  readonly types?: boolean | "later";
}

/** The check of one file's types that is still to be made. */
export interface PendingTypes {
  /** How many of the program's diagnostics come before those of this check. */
  readonly at: number;
  /** Null when the checker exhausts the stack on the file: then nothing it said is to be trusted. */
  readonly check: () => readonly Diagnostic[] | null;
}

export interface LoadedProgram {
  /** For checking only (`noEmit`). It may hold further sources that the given ones import: types come from them, nothing else. */
  readonly program: ts.Program;
  /** The sources to verify, sorted by path from the project root. No declaration files, no files with syntax errors. */
  readonly files: readonly ts.SourceFile[];
  /** Absolute folder of the nearest package.json at or above the inputs, else their common folder. */
  readonly projectRoot: string;
  /** In order of files; those about folders and configuration first. */
  readonly diagnostics: readonly Diagnostic[];
  /** In order; empty unless types are checked later. */
  readonly pendingTypes: readonly PendingTypes[];
  /** As configured, without what checking overrides: what an emit of this program goes by. */
  readonly options: ts.CompilerOptions;
  /** The tsconfig whose options hold, absolute; null under the default options. */
  readonly configFile: string | null;
}

/** Which files and options make the program. */
export interface ProgramPlan {
  /** Absolute. */
  readonly roots: readonly string[];
  readonly options: ts.CompilerOptions;
  readonly configFile: string | null;
  readonly projectRoot: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads and type-checks. Problems of single files are diagnostics, and the other files go on; wrong paths and broken configuration
 * throw ConfigError.
 */
export function loadProgram(inputs: ProgramInputs, { types = true }: LoadOptions = {}): LoadedProgram {
  const plan = planProgram(inputs);
  const host = createProgramHost(plan.options, inputs.cwd, inputs.files);
  for (;;) {
    const attempt = checkProgram(plan, host, { types, cwd: inputs.cwd });
    if (attempt.kind === "overflow") {
      // The checker's state is not to be trusted after an exception from its midst: again, without the file.
      host.exclude(attempt.file);
      continue;
    }
    const { program, files, diagnostics } = attempt;
    const { projectRoot, options, configFile } = plan;
    const before = plan.diagnostics.length;
    const pendingTypes = attempt.pendingTypes.map((pending) => ({ ...pending, at: pending.at + before }));
    return {
      program,
      files,
      projectRoot,
      diagnostics: [...plan.diagnostics, ...diagnostics],
      pendingTypes,
      options,
      configFile,
    };
  }
}

export function planProgram(inputs: ProgramInputs): ProgramPlan {
  const selection = selectInputs(inputs);
  if (selection.kind === "project") return planProject(selection.configFile, inputs);
  const { files, folders, diagnostics } = selection;
  const find = createConfigFinder(inputs.cwd, inputs.files);
  const [first, ...others] = files;
  const config = first === undefined ? null : find(first);
  const differing = others.find((file) => find(file)?.configFile !== config?.configFile);
  const chosen = config?.options ?? DEFAULT_COMPILER_OPTIONS;
  const start =
    commonFolder([
      ...folders,
      ...files.filter((file) => !folders.some((folder) => isBelow(folder, file))).map((file) => path.dirname(file)),
    ]) ?? inputs.cwd;
  return {
    roots: files,
    options: files.some(isJavaScriptName) ? withPlace(chosen, { ...chosen, allowJs: true }) : chosen,
    configFile: config?.configFile ?? null,
    projectRoot: projectRootOf(start, inputs.files),
    diagnostics:
      differing === undefined ? diagnostics : [...diagnostics, mixedConfiguration(config, { file: differing, cwd: inputs.cwd })],
  };
}

function planProject(configFile: string, { cwd, files }: ProgramInputs): ProgramPlan {
  const configs = expandSolution(configFile, cwd, files);
  const [config, ...others] = configs;
  const [differing] = others;
  const own = configs.flatMap((each) =>
    each.fileNames.filter((file) => !isInNodeModules(path.relative(path.dirname(each.configFile), file))),
  );
  return {
    roots: [...new Set(own)],
    options: config.options,
    configFile: config.configFile,
    projectRoot: projectRootOf(path.dirname(configFile), files),
    diagnostics: differing === undefined ? [] : [mixedConfiguration(config, { file: differing.configFile, cwd })],
  };
}

function mixedConfiguration(config: ParsedConfig | null, place: { readonly file: string; readonly cwd: string }): Diagnostic {
  const taken = config === null ? "the default options" : `the options of \`${slashedRelative(place.cwd, config.configFile)}\``;
  return fileDiagnostic(DIAGNOSTICS.mixedConfiguration, `one program has one set of options: ${taken} hold here too`, place);
}

type Attempt =
  | {
      readonly kind: "checked";
      readonly program: ts.Program;
      readonly files: readonly ts.SourceFile[];
      readonly diagnostics: readonly Diagnostic[];
      readonly pendingTypes: readonly PendingTypes[];
    }
  | { readonly kind: "overflow"; readonly file: string };

function checkProgram(
  plan: ProgramPlan,
  host: ProgramHost,
  { types, cwd }: { readonly types: boolean | "later"; readonly cwd: string },
): Attempt {
  const roots = sortedRoots(plan);
  const program = ts.createProgram({ rootNames: roots, options: checkingOptions(plan.options), host: host.compilerHost });
  const files: ts.SourceFile[] = [];
  const pendingTypes: PendingTypes[] = [];
  const diagnostics: Diagnostic[] = types !== false ? [...optionDiagnostics(program, { configFile: plan.configFile, cwd })] : [];
  for (const file of roots) {
    const problem = host.problemOf(file);
    if (problem !== null) diagnostics.push(problem);
    const sourceFile = isSourceName(file) ? program.getSourceFile(file) : undefined;
    if (sourceFile === undefined) continue;
    const found = inspect({ program, sourceFile }, { types: types === true, cwd });
    if (found === null) return { kind: "overflow", file };
    diagnostics.push(...found.diagnostics);
    if (!found.parses) continue;
    files.push(sourceFile);
    if (types === "later")
      pendingTypes.push({
        at: diagnostics.length,
        check: () => withinStack(() => typeDiagnostics(program, sourceFile, cwd)),
      });
  }
  return { kind: "checked", program, files, diagnostics, pendingTypes };
}

/** Diagnostics of one file; null when the checker exhausts the stack on it. */
function inspect(
  { program, sourceFile }: { readonly program: ts.Program; readonly sourceFile: ts.SourceFile },
  { types, cwd }: { readonly types: boolean; readonly cwd: string },
): { readonly parses: boolean; readonly diagnostics: readonly Diagnostic[] } | null {
  return withinStack(() => {
    const syntax = syntaxDiagnostics(program, sourceFile, cwd);
    if (syntax.length > 0) return { parses: false, diagnostics: syntax };
    const unresolved = unresolvedImports(program, sourceFile, cwd);
    return { parses: true, diagnostics: types ? [...unresolved, ...typeDiagnostics(program, sourceFile, cwd)] : unresolved };
  });
}

/** Null when the stack is exhausted. */
export function withinStack<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The sources of `program` to verify, sorted, with what is wrong with them besides types. Null when the checker exhausts the stack. */
export function inspectProgram(
  program: ts.Program,
  plan: ProgramPlan,
  { host, cwd, known }: { readonly host: ProgramHost; readonly cwd: string; readonly known: KnownFiles },
): readonly InspectedFile[] | null {
  const found: InspectedFile[] = [];
  for (const file of sortedRoots(plan)) {
    const problem = host.problemOf(file);
    const sourceFile = isSourceName(file) ? program.getSourceFile(file) : undefined;
    const before = sourceFile === undefined ? undefined : known.get(sourceFile);
    const inspected = sourceFile === undefined ? undefined : (before ?? inspect({ program, sourceFile }, { types: false, cwd }));
    if (inspected === null) return null;
    found.push({
      sourceFile: inspected?.parses === true ? (sourceFile ?? null) : null,
      diagnostics: [...(problem === null ? [] : [problem]), ...(inspected?.diagnostics ?? [])],
    });
    if (sourceFile !== undefined && inspected !== undefined && before === undefined) known.set(sourceFile, inspected);
  }
  return found;
}

export interface InspectedFile {
  /** Null for one that is not verified. */
  readonly sourceFile: ts.SourceFile | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What was found of a file holds while it and what its imports lead to are the same. */
export type KnownFiles = Map<ts.SourceFile, { readonly parses: boolean; readonly diagnostics: readonly Diagnostic[] }>;

/** Sorted by module path in code units, so that neither the order of arguments nor the locale shows. */
export function sortedRoots(plan: ProgramPlan): readonly string[] {
  const known = rootsOf.get(plan) ?? sortRoots(plan);
  rootsOf.set(plan, known);
  return known;
}

/** An edit leaves the plan as it is. */
const rootsOf = new WeakMap<ProgramPlan, readonly string[]>();

function sortRoots(plan: ProgramPlan): readonly string[] {
  const named = plan.roots.map((file) => ({ file, name: modulePathOf(plan.projectRoot, file) }));
  return named.sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0)).map(({ file }) => file);
}

/** Sources import each other with any extension, and nothing is written: neither choice of the project can be in the way of types. */
export function checkingOptions(options: ts.CompilerOptions): ts.CompilerOptions {
  const { composite, incremental: _incremental, tsBuildInfoFile: _tsBuildInfoFile, ...kept } = options;
  // `composite` implies `declaration`, which other options of the project may demand.
  const declaration = composite === true ? { declaration: true } : {};
  return withPlace(options, { ...declaration, ...kept, noEmit: true, allowImportingTsExtensions: true });
}

/** TypeScript keeps the tsconfig's tree, for the positions in its messages, in a property that spreading loses. */
function withPlace(options: ts.CompilerOptions, changed: ts.CompilerOptions): ts.CompilerOptions {
  const configFile = Object.getOwnPropertyDescriptor(options, "configFile");
  return configFile === undefined ? changed : Object.defineProperty(changed, "configFile", configFile);
}

function commonFolder(folders: readonly string[]): string | null {
  const [first, ...others] = folders;
  if (first === undefined) return null;
  let common = first;
  for (const folder of others) while (!isBelow(common, folder)) common = path.dirname(common);
  return common;
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}
