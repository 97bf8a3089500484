/** The front end's half of the border: TypeScript's program in, HIR out. */
import path from "node:path";
import { ts } from "../typescript.js";
import { HIR_SCHEMA_VERSION, type HirCell, type HirClass, type HirModule, type HirProgram } from "../../core/hir.js";
import { modulePath, type CellId, type FunctionId } from "../../core/ids.js";
import type { StaticType } from "../../core/static-type.js";
import { accessorNamesOf } from "./accessor-names.js";
import { isNestedDeeperThan, MAX_AST_DEPTH } from "./ast-depth.js";
import type { Binding } from "./binding.js";
import { classInfoOf } from "./claims.js";
import { describeClass } from "./class-table.js";
import { problemsOf } from "./contracts/comments.js";
import { createContractTable } from "./contracts/table.js";
import type { ModuleContext, ProgramContext } from "./context.js";
import { lowerTooDeep, lowerUnit } from "./lower-unit.js";
import type { ModuleBindings } from "./module-bindings.js";
import { keptUnits, layoutOf, NOTHING_KEPT, type KeptUnits, type ModuleLayout } from "./kept-units.js";
import { createObjectTypes } from "./object-types.js";
import { importedModules } from "./module-graph.js";
import { chooseCells, collectScriptNames, isConstantCell, resolveReferences } from "./resolve.js";
import { analyseScopes } from "./scopes.js";
import { moduleScopes } from "./module-scopes.js";
import { surfaceOf } from "./surface.js";
import {
  fileExceptions,
  NO_EXCEPTIONS,
  sameExceptions,
  uniteExceptions,
  type FileExceptions,
  type MemberExceptions,
} from "./member-exceptions.js";
import { distinguishesNull } from "./receiver.js";
import { orNothing, staticTypeOf, type StaticTypeCache } from "./static-type.js";
import { heldClass } from "./variables.js";

/**
 * Lowers `files` (declaration files are skipped) to HIR. Paths are relative to `projectRoot`. Never throws for anything in user code:
 * what is not modelled becomes `unknown` instructions, and a file nested too deeply one `unknown` in all.
 */
export function lowerProgram(program: ts.Program, files: readonly ts.SourceFile[], projectRoot: string): HirProgram {
  return createLowering(projectRoot).lower({ program, files, affected: null, edit: null });
}

export interface LoweringInput {
  readonly program: ts.Program;
  readonly files: readonly ts.SourceFile[];
  /**
   * Files that may be lowered otherwise than last time: their text changed, or what they may see of other files. Null: all. Options and
   * project are those of last time.
   */
  readonly affected: ReadonlySet<ts.SourceFile> | null;
  /** Where the text of one file is all that differs from the program of last time: that file, then and now. Null: other differences. */
  readonly edit: FileEdit | null;
}

export interface FileEdit {
  /** Not looked into: its nodes may be gone. */
  readonly was: ts.SourceFile;
  readonly is: ts.SourceFile;
}

/** Lowers one program after the other. Modules that are not affected are the same objects as last time. */
export interface Lowering {
  lower(input: LoweringInput): HirProgram;
  /** Of the last program: what other modules see of a file besides types, as text. Null for a file that was not lowered. */
  surfaceOf(file: ts.SourceFile): string | null;
}

/** One module with all that lowering it told the program. */
interface LoweredModule {
  readonly bindings: ModuleBindings;
  readonly module: HirModule;
  readonly context: ModuleContext;
  readonly classes: readonly HirClass[];
  readonly uncompiled: ReadonlySet<string>;
  readonly exceptions: FileExceptions;
  /** Once the file was edited. */
  readonly layout: ModuleLayout | null;
}

export function createLowering(projectRoot: string): Lowering {
  const state: { modules: ReadonlyMap<ts.SourceFile, LoweredModule> } = { modules: new Map() };
  const cells = new WeakMap<LoweredModule, readonly HirCell[]>();

  /** `alone`: no file of the program is a script. */
  const analysed = (file: ts.SourceFile, alone: boolean): ModuleBindings => {
    const name = modulePath(path.relative(projectRoot, file.fileName).split(path.sep).join("/"));
    if (isTooDeep(file)) return analyseScopes(emptied(file), name);
    return alone ? moduleScopes(file, name) : analyseScopes(file, name);
  };

  const lower = ({ program, files, affected, edit }: LoweringInput): HirProgram => {
    // Making the checker binds the files, which sets their parent links.
    const checker = program.getTypeChecker();
    const sources = files.filter((file) => !file.isDeclarationFile && !file.fileName.endsWith(".json"));
    const kept = affected === null ? new Map<ts.SourceFile, LoweredModule>() : keptModules(state.modules, sources, affected);
    const alone = sources.every(ts.isExternalModule);
    const bindings = new Map(sources.map((file) => [file, kept.get(file)?.bindings ?? analysed(file, alone)]));
    const fresh = sources.filter((file) => !kept.has(file));
    // Scripts see each other's names: there is no lowering one without the others.
    if (kept.size > 0 && [...bindings.values()].some(({ script }) => script))
      return lower({ program, files, affected: null, edit: null });
    const assigns = assignsFields(program.getCompilerOptions(), checker);
    const own = new Map(sources.map((file) => [file, kept.get(file)?.exceptions ?? exceptionsIn(file, checker, assigns)]));
    const exceptions = uniteExceptions(own.values());
    if (kept.size > 0 && !sameExceptions(exceptions, uniteExceptions([...state.modules.values()].map((m) => m.exceptions))))
      return lower({ program, files, affected: null, edit: null });
    const scripts = collectScriptNames([...bindings.values()]);
    const made = fresh.flatMap((file) => bindings.get(file) ?? []);
    if (!alone) {
      for (const module of made) resolveReferences(module, scripts);
      for (const module of made) chooseCells(module);
    }
    const context = createContext({ program, checker }, bindings, exceptions);
    const modules = new Map<ts.SourceFile, LoweredModule>();
    for (const [file, scopes] of bindings) {
      const before = affected !== null && edit?.is === file ? (state.modules.get(edit.was) ?? null) : null;
      modules.set(
        file,
        kept.get(file) ??
          lowerModule(context, {
            file,
            bindings: scopes,
            exceptions: own.get(file) ?? NO_EXCEPTIONS,
            isEdited: edit?.is === file,
            before,
          }),
      );
    }
    const gone = [...state.modules].flatMap(([file, module]) => (modules.get(file) === module ? [] : module));
    const touched = new Set([...gone, ...fresh.flatMap((file) => modules.get(file) ?? [])].flatMap(cellsOf));
    state.modules = modules;
    return joined([...modules.values()], context, { cells, touched });
  };

  return {
    lower,
    surfaceOf: (file) => {
      const known = state.modules.get(file);
      return known === undefined ? null : surfaceOf(known.bindings);
    },
  };
}

function keptModules(
  modules: ReadonlyMap<ts.SourceFile, LoweredModule>,
  sources: readonly ts.SourceFile[],
  affected: ReadonlySet<ts.SourceFile>,
): ReadonlyMap<ts.SourceFile, LoweredModule> {
  const kept = new Map<ts.SourceFile, LoweredModule>();
  for (const file of sources) {
    const known = modules.get(file);
    if (known !== undefined && !affected.has(file)) kept.set(file, known);
  }
  return kept;
}

/** Trees never change: an edit makes another one. */
const depths = new WeakMap<ts.SourceFile, boolean>();

function isTooDeep(file: ts.SourceFile): boolean {
  const known = depths.get(file) ?? isNestedDeeperThan(file, MAX_AST_DEPTH);
  depths.set(file, known);
  return known;
}

/** A file nested too deep is not compiled: its classes are unknown to those that extend them. */
const exceptionsIn = (file: ts.SourceFile, checker: ts.TypeChecker, assigns: boolean): FileExceptions =>
  isTooDeep(file) ? { accessors: accessorNamesOf(file, checker), constructions: [] } : fileExceptions(file, checker, assigns);

function lowerModule(
  shared: ProgramContext,
  {
    file,
    bindings,
    exceptions,
    isEdited,
    before,
  }: {
    readonly file: ts.SourceFile;
    readonly bindings: ModuleBindings;
    readonly exceptions: FileExceptions;
    readonly isEdited: boolean;
    /** The same file with another text, in a program that differs in nothing else. */
    readonly before: LoweredModule | null;
  },
): LoweredModule {
  const uncompiled = new Set<string>();
  // What this module tells of cells and of other modules is kept with it.
  const program: ProgramContext = { ...shared, writers: new Map(), readers: new Map(), uncompiled };
  const context: ModuleContext = { program, bindings, tolerated: new Map() };
  const tooDeep = isTooDeep(file);
  const layout = isEdited && !tooDeep ? layoutOf(bindings) : null;
  const kept = before === null || layout === null ? NOTHING_KEPT : keptUnits(before, bindings, layout);
  const functions = tooDeep
    ? [lowerTooDeep(bindings.body)]
    : inSourceOrder(bindings).map((unit) => kept.functions.get(unit.id) ?? lowerUnit(context, unit));
  if (before !== null) keepUsers(before, program, kept);
  const problems = tooDeep ? [] : problemsOf(program.contracts, bindings.sourceFile);
  const tolerated = [...kept.tolerated, ...context.tolerated.values()].sort((left, right) => left.span.start - right.span.start);
  const imports = tooDeep ? [] : importedModules(program, bindings);
  return {
    bindings,
    module: { path: bindings.path, functions, tolerated, problems, imports },
    context,
    classes: bindings.classes.map((info) => describeClass(context, info)),
    uncompiled,
    exceptions,
    layout,
  };
}

/** What functions that are not lowered again do with cells. */
function keepUsers({ context }: LoweredModule, program: ProgramContext, { functions }: KeptUnits): void {
  for (const of of ["readers", "writers"] as const)
    for (const [cell, users] of context.program[of]) {
      const kept = [...users].filter((id) => functions.has(id));
      if (kept.length > 0) program[of].set(cell, new Set([...(program[of].get(cell) ?? []), ...kept]));
    }
}

/** What was known of a cell holds while no module that has to do with it was lowered anew. */
function joined(modules: readonly LoweredModule[], context: ProgramContext, last: LastCells): HirProgram {
  const fresh = new Set(modules.filter((module) => last.cells.get(module)?.every(({ id }) => !last.touched.has(id)) !== true));
  const users = cellUsers(modules, new Set([...fresh].flatMap(ownCellsOf)));
  for (const module of fresh)
    last.cells.set(
      module,
      module.bindings.units.flatMap(({ cells }) =>
        cells.flatMap((binding) => (binding.cell === null ? [] : describeCell(binding.cell, binding, users))),
      ),
    );
  return {
    schemaVersion: HIR_SCHEMA_VERSION,
    modules: modules.map(({ module }) => module),
    cells: modules.flatMap((module) => last.cells.get(module) ?? []),
    classes: modules.flatMap(({ classes }) => classes),
    objectTypes: context.objectTypes.table(),
    deadZone: deadZoneOf(context.options),
    uncompiledModules: [...new Set(modules.flatMap(({ uncompiled }) => [...uncompiled]))].sort(),
  };
}

interface LastCells {
  /** Updated. */
  readonly cells: WeakMap<LoweredModule, readonly HirCell[]>;
  readonly touched: ReadonlySet<CellId>;
}

const ownCellsOf = ({ bindings }: LoweredModule): readonly CellId[] =>
  bindings.units.flatMap(({ cells }) => cells.flatMap(({ cell }) => cell ?? []));

function cellsOf(module: LoweredModule): readonly CellId[] {
  const { program } = module.context;
  return [...ownCellsOf(module), ...program.readers.keys(), ...program.writers.keys()];
}

/** A stand-in without statements, so that no pass walks the nested ones. */
function emptied(file: ts.SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.fileName, "", file.languageVersion);
}

function inSourceOrder({ units, body }: ModuleBindings): readonly ModuleBindings["body"][] {
  return [body, ...units.filter((unit) => unit !== body).sort((left, right) => left.node.pos - right.node.pos)];
}

interface CellUsers {
  readonly readers: ReadonlyMap<CellId, readonly FunctionId[]>;
  readonly writers: ReadonlyMap<CellId, readonly FunctionId[]>;
}

/** Who uses these cells, in the whole program; each list sorted. */
function cellUsers(modules: readonly LoweredModule[], wanted: ReadonlySet<CellId>): CellUsers {
  const all = (of: "readers" | "writers"): CellUsers["readers"] => {
    const found = new Map<CellId, Set<FunctionId>>();
    for (const { context } of modules)
      for (const [cell, functions] of context.program[of]) {
        if (!wanted.has(cell)) continue;
        const known = found.get(cell) ?? new Set();
        found.set(cell, known);
        for (const fn of functions) known.add(fn);
      }
    return new Map([...found].map(([cell, functions]) => [cell, [...functions].sort()]));
  };
  return { readers: all("readers"), writers: all("writers") };
}

function describeCell(cell: CellId, binding: Binding, { readers, writers }: CellUsers): HirCell {
  const constant = isConstantCell(binding);
  return {
    id: cell,
    name: binding.name,
    owner: binding.unit.id,
    constant,
    exported: binding.exported,
    writers: writers.get(cell) ?? [],
    readers: readers.get(cell) ?? [],
    function: constant ? (binding.holds?.id ?? null) : null,
    class: constant ? (heldClass(binding)?.id ?? null) : null,
  };
}

function createContext(
  { program, checker }: { program: ts.Program; checker: ts.TypeChecker },
  modules: ReadonlyMap<ts.SourceFile, ModuleBindings>,
  { accessors: accessorNames, late }: MemberExceptions,
): ProgramContext {
  const options = program.getCompilerOptions();
  const cache: StaticTypeCache = new WeakMap();
  const known = new WeakMap<ts.Type, StaticType>();
  const silentNothing = !distinguishesNull(checker);
  const classIdOf = (symbol: ts.Symbol): string | null => {
    const declaration = symbol.declarations?.find((node) => ts.isClassLike(node));
    return declaration === undefined ? null : (classInfoOf(context, declaration)?.id ?? null);
  };
  const ofType = (type: ts.Type): StaticType => {
    const membersOf = (object: ts.Type): number => objectTypes.idOf(object);
    const found = known.get(type) ?? staticTypeOf(type, checker, { cache, classIdOf, membersOf, silentNothing });
    known.set(type, found);
    return found;
  };
  const declaredTypeOf = (type: ts.Type): StaticType => (silentNothing ? orNothing(ofType(type)) : ofType(type));
  const objectTypes = createObjectTypes({ checker, exceptions: { accessors: accessorNames, late }, declaredTypeOf });
  const context: ProgramContext = {
    checker,
    options,
    modules,
    staticTypeOf: ofType,
    declaredTypeOf,
    objectTypes,
    definesFields: options.useDefineForClassFields ?? targetOf(options) >= ts.ScriptTarget.ES2022,
    accessorNames,
    writers: new Map(),
    readers: new Map(),
    contracts: createContractTable(),
    importCache: new Map(),
    uncompiled: new Set(),
  };
  return context;
}

/** TypeScript reports fields that a constructor leaves unassigned. (Its default for `strict` depends on its version.) */
function assignsFields(options: ts.CompilerOptions, checker: ts.TypeChecker): boolean {
  const standard = options.strictNullChecks === undefined && distinguishesNull(checker);
  return options.strictPropertyInitialization ?? options.strict ?? standard;
}

/** TypeScript 6 emits its newest standard target unless told otherwise. */
function targetOf(options: ts.CompilerOptions): ts.ScriptTarget {
  return options.target ?? ts.ScriptTarget.ESNext;
}

function deadZoneOf(options: ts.CompilerOptions): HirProgram["deadZone"] {
  if ((options.target ?? ts.ScriptTarget.ES2025) < ts.ScriptTarget.ES2015) return "none";
  // NodeNext decides by file: whatever may come out as CommonJS counts as CommonJS.
  const module = options.module ?? ts.ModuleKind.ESNext;
  const staysModule = module >= ts.ModuleKind.ES2015 && module <= ts.ModuleKind.ESNext;
  return staysModule || module === ts.ModuleKind.Preserve ? "enforced" : "imports";
}
