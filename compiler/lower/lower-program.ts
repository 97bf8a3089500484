/** The front end's half of the border: TypeScript's program in, HIR out. */
import path from "node:path";
import { isUsing } from "./statements.js";
import { treeNodes } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { HIR_SCHEMA_VERSION, type HirClass, type HirModule, type HirProgram } from "../../core/hir.js";
import { modulePath, type ModulePath } from "../../core/ids.js";
import type { StaticType } from "../../core/static-type.js";
import { accessorNamesOf } from "./accessor-names.js";
import { classInfoOf } from "./claims.js";
import { describeClass } from "./class-table.js";
import { problemsOf } from "./contracts/comments.js";
import { createContractTable } from "./contracts/table.js";
import type { ModuleContext, ProgramContext } from "./context.js";
import { lowerTooDeep, lowerUnit } from "./lower-unit.js";
import type { ModuleBindings } from "./module-bindings.js";
import { createJoin } from "./join-modules.js";
import { declaresTheSame, keptUnits, layoutOf, NOTHING_KEPT, type KeptUnits, type ModuleLayout } from "./kept-units.js";
import { createObjectTypes } from "./object-types.js";
import { importedModules } from "./module-graph.js";
import { chooseCells, collectScriptNames, resolveReferences } from "./resolve.js";
import { analyseScopes } from "./scopes.js";
import { moduleScopes } from "./module-scopes.js";
import { surfaceOf } from "./surface.js";
import { withShorterTuples } from "./shorter-tuples.js";
import {
  fileExceptions,
  NO_EXCEPTIONS,
  sameExceptions,
  sameFileExceptions,
  uniteExceptions,
  type FileExceptions,
  type MemberExceptions,
} from "./member-exceptions.js";
import { staysModule } from "./held-built-ins.js";
import { createPrivateReach } from "./reached-privates.js";
import { distinguishesNull } from "./receiver.js";
import { orNothing, staticTypeOf, type StaticTypeCache } from "./static-type.js";
import { targetOf } from "./targets.js";

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
  /**
   * Whether the text of one file, which is all that differs from the last program, is such that its declarations are what they were; false
   * where that is not known without looking at them. To be asked before the next program is lowered.
   */
  declaresTheSame(edit: FileEdit, program: ts.Program): boolean;
}

/** One module with all that lowering it told the program. */
export interface LoweredModule {
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
  const state: { modules: ReadonlyMap<ts.SourceFile, LoweredModule>; exceptions: MemberExceptions } = {
    modules: new Map(),
    exceptions: uniteExceptions([]),
  };
  const join = createJoin();
  const reach = createPrivateReach();

  const nameOf = (file: ts.SourceFile): ModulePath =>
    modulePath(path.relative(projectRoot, file.fileName).split(path.sep).join("/"));
  /** `alone`: no file of the program is a script. */
  const analysed = (file: ts.SourceFile, alone: boolean): ModuleBindings => {
    const name = nameOf(file);
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
    const exceptions = exceptionsAgain([...own.values()], state) ?? uniteExceptions(own.values());
    // (Of a file that was edited, units are kept.)
    if (affected !== null && !sameExceptions(exceptions, state.exceptions))
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
    state.modules = modules;
    state.exceptions = exceptions;
    const { options, objectTypes } = context;
    return {
      schemaVersion: HIR_SCHEMA_VERSION,
      ...join([...modules.values()]),
      objectTypes: objectTypes.table(),
      reachedPrivates: reach(sources, checker, { fresh: new Set(fresh), hidden: isTooDeep }),
      deadZone: deadZoneOf(options, sources),
    };
  };

  return {
    lower,
    surfaceOf: (file) => {
      const known = state.modules.get(file);
      return known === undefined ? null : JSON.stringify([surfaceOf(known.bindings), known.exceptions.loose.declared]);
    },
    declaresTheSame: ({ was, is }, program) => {
      const before = state.modules.get(was)?.layout ?? null;
      const hasScripts = (): boolean => [...state.modules.values()].some(({ bindings }) => bindings.script);
      if (before === null || !ts.isExternalModule(is) || isTooDeep(is) || hasScripts()) return false;
      // As `lower` does.
      program.getTypeChecker();
      return declaresTheSame(before, layoutOf(moduleScopes(is, nameOf(is))));
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

/**
 * Levels of nesting that lowering accepts: recursive passes of ours and of the checker would overflow the stack. Measured with Node's
 * default stack (984 KB): TypeScript's own parser overflows near 900 nested parentheses and its binder near 900 links of `||`; at 490
 * levels of any kind checker and lowering get through within a second. In a chain `a + b + c` the operands count as siblings: every pass
 * walks it iteratively.
 */
const MAX_AST_DEPTH = 500;

const isTooDeep = (file: ts.SourceFile): boolean => treeNodes(file).branching > MAX_AST_DEPTH;

/** A file nested too deep is not compiled: its classes are unknown to those that extend them. */
const exceptionsIn = (file: ts.SourceFile, checker: ts.TypeChecker, assigns: boolean): FileExceptions =>
  isTooDeep(file) ? { ...NO_EXCEPTIONS, accessors: accessorNamesOf(file, checker) } : fileExceptions(file, checker, assigns);

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
  const context: ModuleContext = { program, bindings, tolerated: new Map(), loose: exceptions.loose };
  const tooDeep = isTooDeep(file);
  const layout = isEdited && !tooDeep ? layoutOf(bindings) : null;
  const kept = before === null || layout === null ? NOTHING_KEPT : keptUnits(before, bindings, layout, shared.options);
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

/** The union that it was, where no file has others than the one in its place had; null: it may be another. */
function exceptionsAgain(
  files: readonly FileExceptions[],
  { modules, exceptions }: { readonly modules: ReadonlyMap<ts.SourceFile, LoweredModule>; readonly exceptions: MemberExceptions },
): MemberExceptions | null {
  const before = [...modules.values()];
  return files.length === before.length &&
    files.every(
      (file, at) => file === before[at]?.exceptions || sameFileExceptions(file, before[at]?.exceptions ?? NO_EXCEPTIONS),
    )
    ? exceptions
    : null;
}

/** A stand-in without statements, so that no pass walks the nested ones. */
function emptied(file: ts.SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.fileName, "", file.languageVersion);
}

function inSourceOrder({ units, body }: ModuleBindings): readonly ModuleBindings["body"][] {
  return [body, ...units.filter((unit) => unit !== body).sort((left, right) => left.node.pos - right.node.pos)];
}

function createContext(
  { program, checker }: { program: ts.Program; checker: ts.TypeChecker },
  modules: ReadonlyMap<ts.SourceFile, ModuleBindings>,
  exceptions: MemberExceptions,
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
  const declaredTypeOf = (type: ts.Type): StaticType => {
    const declared = silentNothing ? orNothing(ofType(type)) : ofType(type);
    return exceptions.loose.tuples ? withShorterTuples(declared) : declared;
  };
  const nativeFields = targetOf(options) >= ts.ScriptTarget.ES2022;
  const objectTypes = createObjectTypes({ checker, exceptions, declaredTypeOf, nativeFields });
  const context: ProgramContext = {
    checker,
    options,
    modules,
    staticTypeOf: ofType,
    declaredTypeOf,
    objectTypes,
    definesFields: options.useDefineForClassFields ?? targetOf(options) >= ts.ScriptTarget.ES2022,
    keepsConstEnums: options.isolatedModules === true || options.verbatimModuleSyntax === true,
    nativeFields,
    accessorNames: exceptions.accessors,
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

function deadZoneOf(options: ts.CompilerOptions, sources: readonly ts.SourceFile[]): HirProgram["deadZone"] {
  const target = targetOf(options);
  if (target < ts.ScriptTarget.ES2015) return "none";
  // A `using` at the top of a module that is emitted for older engines turns every variable beside it into a `var`.
  if (target < ts.ScriptTarget.ESNext && sources.some(usesAtTop)) return "none";
  return sources.every((file) => staysModule(options, file)) ? "enforced" : "imports";
}

const usesAtTop = (file: ts.SourceFile): boolean =>
  file.statements.some((statement) => ts.isVariableStatement(statement) && isUsing(statement.declarationList));
