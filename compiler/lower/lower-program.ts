/** The front end's half of the border: TypeScript's program in, HIR out. */
import path from "node:path";
import { ts } from "../typescript.js";
import { HIR_SCHEMA_VERSION, type HirCell, type HirModule, type HirProgram } from "../../core/hir.js";
import { modulePath } from "../../core/ids.js";
import type { StaticType } from "../../core/static-type.js";
import { isNestedDeeperThan, MAX_AST_DEPTH } from "./ast-depth.js";
import { accessorNamesOf } from "./accessor-names.js";
import type { Binding } from "./binding.js";
import { classInfoOf } from "./claims.js";
import { describeClass } from "./class-table.js";
import { problemsOf } from "./contracts/comments.js";
import { createContractTable } from "./contracts/table.js";
import type { ModuleContext, ProgramContext } from "./context.js";
import { lowerTooDeep, lowerUnit } from "./lower-unit.js";
import type { ModuleBindings } from "./module-bindings.js";
import { createObjectTypes } from "./object-types.js";
import { importedModules } from "./module-graph.js";
import { chooseCells, collectScriptNames, isConstantCell, resolveReferences } from "./resolve.js";
import { analyseScopes } from "./scopes.js";
import { staticTypeOf, type StaticTypeCache } from "./static-type.js";
import { heldClass } from "./variables.js";

/**
 * Lowers `files` (declaration files are skipped) to HIR. Paths are relative to `projectRoot`. Never throws for anything in user code:
 * what is not modelled becomes `unknown` instructions, and a file nested too deeply one `unknown` in all.
 */
export function lowerProgram(program: ts.Program, files: readonly ts.SourceFile[], projectRoot: string): HirProgram {
  // Making the checker binds the files, which sets their parent links.
  const checker = program.getTypeChecker();
  const sources = files.filter((file) => !file.isDeclarationFile && !file.fileName.endsWith(".json"));
  const tooDeep = new Set(sources.filter((file) => isNestedDeeperThan(file, MAX_AST_DEPTH)));
  const analysed = sources.map((file) => {
    const modulePathOf = modulePath(path.relative(projectRoot, file.fileName).split(path.sep).join("/"));
    return tooDeep.has(file) ? analyseScopes(emptied(file), modulePathOf) : analyseScopes(file, modulePathOf);
  });
  const scripts = collectScriptNames(analysed);
  for (const module of analysed) resolveReferences(module, scripts);
  for (const module of analysed) chooseCells(module);
  const context = createContext(
    { program, checker },
    new Map(analysed.map((module, index) => [sources[index] ?? module.sourceFile, module])),
  );
  const modules: HirModule[] = [];
  const contexts: ModuleContext[] = [];
  for (const [file, bindings] of context.modules) {
    const module: ModuleContext = { program: context, bindings, tolerated: new Map() };
    contexts.push(module);
    const functions = tooDeep.has(file)
      ? [lowerTooDeep(bindings.body)]
      : inSourceOrder(bindings).map((unit) => lowerUnit(module, unit));
    const problems = tooDeep.has(file) ? [] : problemsOf(context.contracts, bindings.sourceFile);
    const tolerated = [...module.tolerated.values()].sort((left, right) => left.span.start - right.span.start);
    modules.push({
      path: bindings.path,
      functions,
      tolerated,
      problems,
      imports: tooDeep.has(file) ? [] : importedModules(context, bindings),
    });
  }
  return {
    schemaVersion: HIR_SCHEMA_VERSION,
    modules,
    cells: contexts.flatMap(({ bindings }) =>
      bindings.units.flatMap(({ cells }) => cells.flatMap((cell) => describeCell(context, cell))),
    ),
    classes: contexts.flatMap((module) => module.bindings.classes.map((info) => describeClass(module, info))),
    objectTypes: context.objectTypes.table(),
    deadZone: deadZoneOf(program.getCompilerOptions()),
    uncompiledModules: [...context.uncompiled].sort(),
  };
}

/** A stand-in without statements, so that no pass walks the nested ones. */
function emptied(file: ts.SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.fileName, "", file.languageVersion);
}

function inSourceOrder({ units, body }: ModuleBindings): readonly ModuleBindings["body"][] {
  return [body, ...units.filter((unit) => unit !== body).sort((left, right) => left.node.pos - right.node.pos)];
}

function describeCell(program: ProgramContext, binding: Binding): readonly HirCell[] {
  const { cell } = binding;
  if (cell === null) return [];
  const constant = isConstantCell(binding);
  return [
    {
      id: cell,
      name: binding.name,
      owner: binding.unit.id,
      constant,
      exported: binding.exported,
      writers: [...(program.writers.get(cell) ?? [])].sort(),
      readers: [...(program.readers.get(cell) ?? [])].sort(),
      function: constant ? (binding.holds?.id ?? null) : null,
      class: constant ? (heldClass(binding)?.id ?? null) : null,
    },
  ];
}

function createContext(
  { program, checker }: { program: ts.Program; checker: ts.TypeChecker },
  modules: ReadonlyMap<ts.SourceFile, ModuleBindings>,
): ProgramContext {
  const options = program.getCompilerOptions();
  const cache: StaticTypeCache = new WeakMap();
  const known = new WeakMap<ts.Type, StaticType>();
  const classIdOf = (symbol: ts.Symbol): string | null => {
    const declaration = symbol.declarations?.find((node) => ts.isClassLike(node));
    return declaration === undefined ? null : (classInfoOf(context, declaration)?.id ?? null);
  };
  const accessorNames = accessorNamesOf(modules.keys(), checker);
  const ofType = (type: ts.Type): StaticType => {
    const found =
      known.get(type) ?? staticTypeOf(type, checker, { cache, classIdOf, membersOf: (object) => objectTypes.idOf(object) });
    known.set(type, found);
    return found;
  };
  const objectTypes = createObjectTypes({ checker, accessorNames, staticTypeOf: ofType });
  const context: ProgramContext = {
    checker,
    options,
    modules,
    staticTypeOf: ofType,
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
