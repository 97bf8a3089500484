/**
 * Whether the program visibly changes intrinsics (A2). If it does, freezing them would change the program, so nothing may rely on them.
 * A visible change: a write, `delete`, or passing on of a built-in prototype or namespace object, found by following values through
 * locals and cells without regard to order. What stays invisible is caught at run time: the harden module froze the intrinsics.
 */
import type { Arg, HirFunction, HirModule, HirProgram, Instr } from "../../core/hir.js";
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import type { ClassId } from "../../core/ids.js";
import { sameData } from "../../core/same-data.js";
import { TYPED_ARRAY_NAMES } from "../../core/static-type.js";
import { DEFINERS } from "../escape/alterations.js";
import { isStandardGlobal } from "../facts/standard-globals.js";
import { cellsNamedBy } from "./call-graph.js";
import type { A2Status } from "../facts/environment.js";
import { openIntrinsics, opensNothing, type Opened, type OpeningMemo } from "./open-intrinsics.js";
import { createScanMemo, type ScanMemo } from "./scan-memo.js";

const CONSTRUCTORS: ReadonlySet<string> = new Set<string>([
  "Array",
  "Object",
  "String",
  "Number",
  "Function",
  "Boolean",
  "ArrayBuffer",
  "RegExp",
  ...TYPED_ARRAY_NAMES,
]);
const NAMESPACES: ReadonlySet<string> = new Set(["Math", "Reflect"]);
const ERRORS: ReadonlySet<string> = new Set([
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);
const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(["globalThis", "window", "self", "global"]);
/** Calls that only read their argument, or only make a new object from it. */
const HARMLESS: ReadonlySet<string> = new Set([
  "create",
  "keys",
  "getOwnPropertyNames",
  "getOwnPropertyDescriptor",
  "getOwnPropertyDescriptors",
  "getOwnPropertySymbols",
  "getPrototypeOf",
  "has",
  "is",
  "hasOwn",
  "isPrototypeOf",
  "hasOwnProperty",
]);

/** What changes the shape of an object that it is given: calls of these by name are seen (alterations.ts), other uses are not. */
const REFLECTIVE: ReadonlySet<string> = new Set(["defineProperties", "defineProperty", "setPrototypeOf"]);

/**
 * What a value may be: the global object, a constructor, `x.constructor` of anything, or an object whose properties are intrinsics.
 */
type Taint = "global" | "constructor" | "ownConstructor" | "intrinsic";

function taintOfGlobal(name: string): Taint | null {
  if (GLOBAL_OBJECTS.has(name)) return "global";
  if (CONSTRUCTORS.has(name)) return "constructor";
  return NAMESPACES.has(name) ? "intrinsic" : null;
}

const isBuiltIn = (name: string): boolean => taintOfGlobal(name) !== null || isStandardGlobal(name);

/** (Should the type lie, hardening refuses the write.) */
function isSymbolByType({ types, valueTypes }: HirFunction, value: number): boolean {
  const type = types[valueTypes[value] ?? -1];
  return type?.kind === "symbol";
}

/** Taints only grow, so that following them ends: what may be two of them counts as the worst. Tells whether there is news. */
function join<K>(taints: Map<K, Taint>, of: K, taint: Taint): boolean {
  const known = taints.get(of);
  if (known === taint || known === "intrinsic") return false;
  taints.set(of, known === undefined ? taint : "intrinsic");
  return true;
}

/**
 * Classes whose constructors make ordinary objects or errors, never arrays, typed arrays or strings: `Object.setPrototypeOf(this, …)` in
 * one of them, the idiom of error classes, concerns no value that has elements.
 */
function ordinaryClasses(program: HirProgram, memo: IntrinsicsMemo["errors"]): ReadonlySet<ClassId> {
  const errors = new Set<ClassId>();
  for (const module of program.modules) {
    const known = memo.get(module) ?? module.functions.flatMap(errorClassesIn);
    memo.set(module, known);
    for (const one of known) errors.add(one);
  }
  const bases = new Map(program.classes.map((one) => [one.id, one.base] as const));
  const isOrdinary = (id: ClassId, depth: number): boolean => {
    const base = bases.get(id);
    if (base === null || errors.has(id)) return true;
    return base !== undefined && base !== "unknown" && depth < 100 && isOrdinary(base, depth + 1);
  };
  return new Set([...bases.keys()].filter((id) => isOrdinary(id, 0)));
}

const errorClasses = new WeakMap<HirFunction["blocks"], readonly ClassId[]>();

function errorClassesIn({ blocks }: HirFunction): readonly ClassId[] {
  const known = errorClasses.get(blocks) ?? findErrorClasses(blocks);
  errorClasses.set(blocks, known);
  return known;
}

function findErrorClasses(blocks: HirFunction["blocks"]): readonly ClassId[] {
  const errors: ClassId[] = [];
  const globals = new Map<number, string>();
  for (const block of blocks)
    for (const instr of block.instrs) {
      if (instr.op === "global") globals.set(instr.out, instr.name);
      else if (instr.op === "class" && instr.heritage !== null && ERRORS.has(globals.get(instr.heritage) ?? ""))
        errors.push(instr.class);
    }
  return errors;
}

interface Shared {
  readonly cells: ReadonlyMap<string, Taint>;
  readonly makesOrdinary: boolean;
}

function isUsed({ blocks }: HirFunction, value: number): boolean {
  return blocks.some(
    ({ instrs, terminal }) =>
      instrs.some((instr) => operandsOf(instr).some((operand) => operand === value)) ||
      terminalOperands(terminal).some((operand) => operand === value),
  );
}

/** What one function does, given what cells hold. */
interface Scanned {
  /** What it puts into cells. */
  readonly puts: readonly (readonly [cell: string, taint: Taint])[];
  readonly finding: string | null;
}

function scan(fn: HirFunction, { cells, makesOrdinary }: Shared): Scanned {
  const values = new Map<number, Taint>();
  const locals = new Map<number, Taint>();
  const own = new Set<number>();
  const reflectors = new Set<number>();
  const nulls = new Set<number>();
  const puts = new Map<string, Taint>();
  let changed = true;
  let finding: string | null = null;
  const set = (value: number, taint: Taint | null | undefined): void => {
    if (taint && join(values, value, taint)) changed = true;
  };
  /**
   * `Object.setPrototypeOf(o, null)`, of what is no list by its type. That replaces nothing: if `o` were a built-in prototype that nobody sees
   * come here it would keep its own members, and hardening has closed it to another prototype (`numeric-prototypes`).
   */
  const takesPrototype = ([target, prototype]: readonly Arg[]): boolean =>
    !fn.loose.prototypes &&
    target?.spread === false &&
    prototype?.spread === false &&
    nulls.has(prototype.value) &&
    !values.has(target.value);
  /** `globalThis.myLibrary = …`, `globalThis[Symbol.for("…")] = …`: a global that is none of the language's. */
  const writesOtherGlobal = (instr: Instr): boolean => {
    if (instr.op === "setElem") return isSymbolByType(fn, instr.key);
    return (instr.op === "setProp" || instr.op === "deleteProp") && instr.name !== "__proto__" && !isBuiltIn(instr.name);
  };
  const found = (what: string): void => {
    finding ??= `${what} in \`${fn.name}\``;
  };
  const visit = (instr: Instr): void => {
    switch (instr.op) {
      case "global":
        set(instr.out, taintOfGlobal(instr.name));
        if (instr.name === "Object" || instr.name === "Reflect") reflectors.add(instr.out);
        return;
      case "const":
        if (instr.value.kind === "null") nulls.add(instr.out);
        return;
      case "this":
        if (makesOrdinary) own.add(instr.out);
        return;
      case "copy":
        set(instr.out, values.get(instr.value));
        return;
      case "getLocal":
        set(instr.out, locals.get(instr.local));
        return;
      case "setLocal": {
        const taint = values.get(instr.value);
        if (taint && join(locals, instr.local, taint)) changed = true;
        return;
      }
      case "getCell":
        set(instr.out, cells.get(instr.cell));
        set(instr.out, puts.get(instr.cell));
        return;
      case "setCell": {
        const taint = values.get(instr.value);
        if (taint && join(puts, instr.cell, taint)) changed = true;
        return;
      }
      case "array":
        for (const element of instr.elements)
          if (element.kind === "value" && values.get(element.value) === "intrinsic") found("a built-in object stored");
        return;
      case "object":
        for (const member of instr.members)
          if ((member.kind === "property" || member.kind === "computed") && values.get(member.value) === "intrinsic")
            found("a built-in object stored");
        return;
      case "setGlobal":
        if (taintOfGlobal(instr.name) !== null || ["parseInt", "isNaN", "isFinite"].includes(instr.name))
          found(`assignment to \`${instr.name}\``);
        return;
      case "getProp": {
        const taint = values.get(instr.object);
        // A call reads its method before its arguments, and reads it again.
        if ((REFLECTIVE.has(instr.name) || DEFINERS.test(instr.name)) && isUsed(fn, instr.out))
          found(`\`${instr.name}\` taken as a value`);
        if (taint === "global") set(instr.out, taintOfGlobal(instr.name));
        else if (instr.name === "prototype" && (taint === "constructor" || taint === "ownConstructor"))
          set(instr.out, "intrinsic");
        else if (instr.name === "constructor") set(instr.out, "ownConstructor");
        else if (instr.name === "__proto__") set(instr.out, "intrinsic");
        return;
      }
      case "getElem":
        // `Object["defineProperty"]`: functions that change what they are given.
        if (reflectors.has(instr.object)) found("a computed member of `Object` or `Reflect`");
        // `globalThis[x]`, `Array["prototype"]`: any of its properties.
        if (values.get(instr.object) === "global" || values.get(instr.object) === "constructor") set(instr.out, "intrinsic");
        return;
      case "setProp":
      case "setElem":
      case "deleteProp":
      case "deleteElem": {
        const taint = values.get(instr.object);
        if (taint !== undefined && taint !== "ownConstructor" && !(taint === "global" && writesOtherGlobal(instr)))
          found("a write to a built-in object");
        else if ((instr.op === "setProp" || instr.op === "setElem") && values.get(instr.value) === "intrinsic")
          found("a built-in object stored");
        else if (instr.op === "setProp" && instr.name === "__proto__") found("a change of a prototype");
        return;
      }
      case "callMethod": {
        if (instr.name === "getPrototypeOf") set(instr.out, "intrinsic");
        const [target] = instr.args;
        const concernsOwn = target !== undefined && !target.spread && own.has(target.value);
        if (instr.name === "setPrototypeOf" && !concernsOwn && !takesPrototype(instr.args)) found("a change of a prototype");
        if (DEFINERS.test(instr.name)) found("definition of an accessor");
        if (HARMLESS.has(instr.name)) return;
        for (const arg of instr.args)
          if (
            values.get(arg.value) === "intrinsic" ||
            (values.get(arg.value) === "constructor" && instr.name === "defineProperty")
          )
            found("a built-in object passed on");
        return;
      }
      case "call":
      case "new":
        for (const arg of instr.args) if (values.get(arg.value) === "intrinsic") found("a built-in object passed on");
        return;
      case "unknown":
        if (/eval|\bwith\b/iu.test(instr.construct)) found(`\`${instr.construct}\``);
        return;
      case "aborted":
        return;
      default:
        return;
    }
  };
  while (changed) {
    changed = false;
    for (const block of fn.blocks) for (const instr of block.instrs) visit(instr);
  }
  return { puts: [...puts], finding };
}

/** What was found of functions, for one program after another. */
export interface IntrinsicsMemo {
  readonly tampering: ScanMemo<Scanned>;
  readonly opening: OpeningMemo;
  /** Classes that extend an error, by the module that defines them. */
  readonly errors: WeakMap<HirModule, readonly ClassId[]>;
  /** Of the last program. */
  last: Followed | null;
}

/** What following built-in objects through a program came to. */
interface Followed {
  readonly program: HirProgram;
  readonly cells: ReadonlyMap<string, Taint>;
  readonly ordinary: ReadonlySet<ClassId>;
  /** Null: not asked. */
  readonly opened: Opened | null;
}

export const createIntrinsicsMemo = (): IntrinsicsMemo => ({
  tampering: createScanMemo(),
  opening: createScanMemo(),
  errors: new WeakMap(),
  last: null,
});

const isNothing = ({ puts, finding }: Scanned): boolean => puts.length === 0 && finding === null;

const makesOrdinaryIn =
  (ordinary: ReadonlySet<ClassId>) =>
  ({ kind, thisClass }: HirFunction): boolean =>
    kind === "constructor" && thisClass !== null && ordinary.has(thisClass);

export function intrinsicsStatus(program: HirProgram, memo: IntrinsicsMemo = createIntrinsicsMemo()): A2Status {
  const cells = new Map<string, Taint>();
  const ordinary = ordinaryClasses(program, memo.errors);
  const known = (cell: string): string => cells.get(cell) ?? "";
  const makesOrdinary = makesOrdinaryIn(ordinary);
  const found: { reason: string | null } = { reason: null };
  for (let changed = true; changed;) {
    changed = false;
    for (const module of program.modules)
      memo.tampering.scanModule(module, known, {
        asked: (fn) => (makesOrdinary(fn) ? "ordinary" : ""),
        make: (fn) => scan(fn, { cells, makesOrdinary: makesOrdinary(fn) }),
        each: (scanned) => {
          for (const [cell, taint] of scanned.puts) if (join(cells, cell, taint)) changed = true;
          found.reason ??= scanned.finding;
          return isNothing(scanned);
        },
      });
  }
  const opened = program.uncompiledModules.length === 0 ? openIntrinsics(program, memo.opening) : null;
  const closedProgram = opened?.finding === null;
  memo.last = { program, cells, ordinary, opened };
  const originalMatching = opened?.matching === null;
  const { reason } = found;
  return { kind: reason === null ? "enforceable" : "broken", closedProgram, originalMatching, reason: reason ?? "" };
}

export interface ChangedModule {
  readonly was: HirModule;
  readonly is: HirModule;
}

/**
 * Whether the status of `after` is that of `before`, since what changed has no part in it. They differ in these modules and in nothing else;
 * in particular cells and classes are alike. A module that puts nothing into cells, finds nothing, and names only cells that nothing was
 * put into is answered the same each time it is scanned, and is as if it were not there: if it was so and is so, all others are followed as they
 * were. False: it is not known.
 */
export function keepsIntrinsicsStatus(
  before: HirProgram,
  after: HirProgram,
  { changed, memo }: { readonly changed: readonly ChangedModule[]; readonly memo: IntrinsicsMemo },
): boolean {
  const { last } = memo;
  if (last?.program !== before) return false;
  for (const { was, is } of changed) {
    if (!sameData(is.functions.flatMap(errorClassesIn), was.functions.flatMap(errorClassesIn))) return false;
    if (!hasNoPart(was, last, memo) || !hasNoPart(is, last, memo)) return false;
  }
  memo.last = { ...last, program: after };
  return true;
}

function hasNoPart(module: HirModule, { cells, ordinary, opened }: Followed, memo: IntrinsicsMemo): boolean {
  const isMarked = (cell: string): boolean => cells.has(cell) || opened?.cells.has(cell) === true;
  if (module.functions.some((fn) => cellsNamedBy(fn).some(isMarked))) return false;
  const makesOrdinary = makesOrdinaryIn(ordinary);
  const nothing = { is: true };
  memo.tampering.scanModule(module, () => "", {
    asked: (fn) => (makesOrdinary(fn) ? "ordinary" : ""),
    make: (fn) => scan(fn, { cells, makesOrdinary: makesOrdinary(fn) }),
    each: (scanned) => {
      const isQuiet = isNothing(scanned);
      nothing.is &&= isQuiet;
      return isQuiet;
    },
  });
  return nothing.is && (opened === null || opensNothing(module, opened, memo.opening));
}
