/**
 * The front end for one program after another, as somebody edits it: what an edit cannot have changed is the same object as before. From
 * scratch and step by step give the same program; how that is known is in docs/INVALIDATION.md.
 */
import path from "node:path";
import { ts } from "../typescript.js";
import type { HirProgram } from "../../core/hir.js";
import type { Diagnostic } from "../../core/report.js";
import { createLowering, type Lowering } from "../lower/lower-program.js";
import { optionDiagnostics, typeDiagnostics } from "../program/diagnostics.js";
import type { ProgramInputs } from "../program/inputs.js";
import {
  checkingOptions,
  inspectProgram,
  planProgram,
  sortedRoots,
  withinStack,
  type KnownFiles,
  type LoadedProgram,
  type ProgramPlan,
} from "../program/load.js";
import { createProgramHost, type ProgramHost } from "../program/program-host.js";
import { isSourceName } from "../program/source-extensions.js";
import { affectsEverything, shapeOf } from "./shape.js";

/** What may have changed since the last program. */
export type Changes =
  /** The texts of these files (absolute), and nothing else. */
  { readonly kind: "texts"; readonly files: ReadonlySet<string> } | { readonly kind: "anything" };

export interface FrontEndResult {
  readonly loaded: LoadedProgram;
  readonly hir: HirProgram;
}

export interface FrontEnd {
  /**
   * The program as it is now. Throws ConfigError for wrong paths and configuration; null when the compiler exhausts the stack on a file,
   * which takes the ordinary way (load.ts) to find out.
   */
  update(changes: Changes): FrontEndResult | null;
}

export interface FrontEndOptions {
  readonly inputs: ProgramInputs;
  /** Facts of one module may name object types by numbers that depend on all others (A1t): then everything is lowered each time. */
  readonly lowersAll: boolean;
}

interface State {
  readonly plan: ProgramPlan;
  readonly host: ProgramHost;
  readonly program: ts.Program;
  readonly lowering: Lowering;
  readonly known: KnownFiles;
  readonly files: readonly ts.SourceFile[];
  readonly types: ReadonlyMap<ts.SourceFile, readonly Diagnostic[]>;
  readonly options: readonly Diagnostic[];
  readonly result: FrontEndResult;
}

export function createFrontEnd({ inputs, lowersAll }: FrontEndOptions): FrontEnd {
  const own: { state: State | null } = { state: null };

  const whole = (): State | null => {
    const plan = planProgram(inputs);
    const before = own.state;
    // Sources are parsed for certain options.
    const keepsHost = before !== null && sameOptions(before.plan.options, plan.options);
    const host = keepsHost ? before.host : createProgramHost(plan.options, inputs.cwd, inputs.files);
    if (keepsHost) host.refresh(null);
    const program = ts.createProgram({
      rootNames: sortedRoots(plan),
      options: checkingOptions(plan.options),
      host: host.compilerHost,
    });
    const options = optionDiagnostics(program, { configFile: plan.configFile, cwd: inputs.cwd });
    const lowering = createLowering(plan.projectRoot);
    return next({ plan, host, program, lowering, known: new Map(), options }, { affected: null, types: new Map() });
  };

  const part = (before: State, texts: ReadonlySet<string>): State | null => {
    const { plan, host, lowering, options } = before;
    const names = new Set(host.refresh(texts));
    if (names.size === 0) return before;
    const program = ts.createProgram({
      rootNames: sortedRoots(plan),
      options: before.program.getCompilerOptions(),
      host: host.compilerHost,
      oldProgram: before.program,
    });
    const changed = changedFiles(before, program, names);
    if (changed === null) return whole();
    const stepTo = (affected: ReadonlySet<ts.SourceFile>): State | null => {
      const keep = <T>(of: ReadonlyMap<ts.SourceFile, T>): Map<ts.SourceFile, T> => {
        const kept = new Map(of);
        for (const file of affected) kept.delete(file);
        // Trees of texts that are gone.
        for (const file of changed.surfaces.keys()) {
          const was = before.program.getSourceFile(file.fileName);
          if (was !== undefined && was !== file) kept.delete(was);
        }
        return kept;
      };
      return next(
        { plan, host, program, lowering, known: keep(before.known), options },
        { affected: lowersAll ? null : affected, types: keep(before.types) },
      );
    };
    const seen = withDependents(program, changed.files, changed.visible);
    const state = stepTo(seen);
    // Only lowering tells what others see of a file besides its types.
    const surprising = [...changed.surfaces].flatMap(([file, was]) => (lowering.surfaceOf(file) === was ? [] : file.fileName));
    const all = withDependents(program, seen, new Set(surprising));
    return all.size === seen.size ? state : stepTo(all);
  };

  const next = (
    parts: Omit<State, "files" | "types" | "result">,
    { affected, types }: { readonly affected: ReadonlySet<ts.SourceFile> | null; readonly types: State["types"] },
  ): State | null => {
    const { plan, host, program, lowering, known, options } = parts;
    const { cwd } = inputs;
    const inspected = inspectProgram(program, plan, { host, cwd, known });
    if (inspected === null) return null;
    const files = inspected.flatMap(({ sourceFile }) => sourceFile ?? []);
    const hir = withinStack(() => lowering.lower({ program, files, affected, edit: null }));
    if (hir === null) return null;
    const checked = new Map<ts.SourceFile, readonly Diagnostic[]>();
    for (const file of files) {
      const found = types.get(file) ?? withinStack(() => typeDiagnostics(program, file, cwd));
      if (found === null) return null;
      checked.set(file, found);
    }
    const diagnostics = [
      ...plan.diagnostics,
      ...options,
      ...inspected.flatMap((one) => [
        ...one.diagnostics,
        ...(one.sourceFile === null ? [] : (checked.get(one.sourceFile) ?? [])),
      ]),
    ];
    const loaded: LoadedProgram = {
      program,
      files,
      projectRoot: plan.projectRoot,
      diagnostics,
      pendingTypes: [],
      options: plan.options,
      configFile: plan.configFile,
    };
    return { ...parts, files, types: checked, result: { loaded, hir } };
  };

  return {
    update: (changes) => {
      const { state } = own;
      try {
        own.state = state === null || changes.kind === "anything" ? whole() : part(state, changes.files);
      } catch (error) {
        // Whatever comes next starts from nothing.
        own.state = null;
        if (error instanceof RangeError) return null;
        throw error;
      }
      return own.state?.result ?? null;
    },
  };
}

interface ChangedFiles {
  readonly files: ReadonlySet<ts.SourceFile>;
  /** By the changed file: what lowering others saw of it before. */
  readonly surfaces: ReadonlyMap<ts.SourceFile, string | null>;
  /** Names of those whose types others see differently. */
  readonly visible: ReadonlySet<string>;
}

/** Null: the change may concern files that have nothing to do with the changed ones. */
function changedFiles(before: State, program: ts.Program, names: ReadonlySet<string>): ChangedFiles | null {
  // Imports of a changed file may have brought in files or lost them.
  if (!haveSameFiles(before.program, program)) return null;
  const roots = new Set(before.plan.roots);
  const files = new Set<ts.SourceFile>();
  const surfaces = new Map<ts.SourceFile, string | null>();
  const visible = new Set<string>();
  for (const name of names) {
    const was = before.program.getSourceFile(name);
    const is = program.getSourceFile(name);
    if (was === undefined || is === undefined || !roots.has(path.resolve(is.fileName)) || !isSourceName(is.fileName)) return null;
    if (affectsEverything(was) || affectsEverything(is)) return null;
    files.add(is);
    surfaces.set(is, before.lowering.surfaceOf(was));
    const wasLowered = before.files.includes(was);
    const isBroken = program.getSyntacticDiagnostics(is).length > 0;
    if (!wasLowered || isBroken || shapeOf(before.program, was) !== shapeOf(program, is)) visible.add(is.fileName);
  }
  return { files, surfaces, visible };
}

/** `files`, and all that depend on those named, however indirectly. */
export function withDependents(
  program: ts.Program,
  files: ReadonlySet<ts.SourceFile>,
  names: ReadonlySet<string>,
): ReadonlySet<ts.SourceFile> {
  if (names.size === 0) return files;
  const affected = new Set(files);
  const dependencies = ts.createSemanticDiagnosticsBuilderProgram(program, {});
  for (const file of program.getSourceFiles())
    if (!affected.has(file) && dependencies.getAllDependencies(file).some((name) => names.has(name))) affected.add(file);
  // What a file declares for all may be made of what it imports.
  return [...affected].some((file) => !files.has(file) && affectsEverything(file)) ? new Set(program.getSourceFiles()) : affected;
}

export function haveSameFiles(a: ts.Program, b: ts.Program): boolean {
  const [left, right] = [a.getSourceFiles(), b.getSourceFiles()];
  return left.length === right.length && left.every((file, at) => file.fileName === right[at]?.fileName);
}

export function sameOptions(a: ts.CompilerOptions, b: ts.CompilerOptions): boolean {
  // The tsconfig's tree, which `configFile` holds, says where the options stand and not what they are.
  const text = ({ configFile: _configFile, ...rest }: ts.CompilerOptions): string => JSON.stringify(rest);
  return text(a) === text(b);
}
