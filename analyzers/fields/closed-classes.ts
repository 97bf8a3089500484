/**
 * Closed classes: their instances are in nobody's hands but those of code that only calls their methods and reads their fields.
 *
 * The class value itself is used for `new C`, `instanceof C` and static fields alone, it has no base and nothing extends it. Then every instance comes from a `new C`
 * in this module, and a method has an instance as `this`, or is not called. From there instances are followed through locals, cells and
 * parameters of closed functions, by a may-analysis that does not mind the order of things; any use that is not listed here ends it for
 * the class. No type is asked: an access counts by what it is made on, wherever its claim comes from.
 *
 * A field is closed if it is accessed on `this` alone. Accessed on an instance that came another way, its accesses cannot be told by the
 * instruction. Private names are no such fields: what counts of them is that private methods are only called, and private fields are not.
 */
import { THROWN_LOCAL, type HirClass, type HirFunction, type HirModule, type Instr } from "../../core/hir.js";
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import type { ClassId } from "../../core/ids.js";
import { namesArguments } from "../linking/call-graph.js";

/** The class value among the things that are followed. */
const valueOf = (id: ClassId): ClassId => `value of ${id}` as ClassId;

/** Names that are no ordinary fields wherever they are. */
export const ODD: ReadonlySet<string> = new Set(["length", "constructor", "__proto__"]);

const SHARP: ReadonlySet<Instr["op"]> = new Set<Instr["op"]>(["newTarget", "getSuper", "setSuper", "superCall"]);

interface Candidate {
  readonly fields: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  readonly accessors: ReadonlySet<string>;
  readonly statics: ReadonlySet<string>;
}

/** The fields that are closed, by class. */
export function closedFields(
  module: HirModule,
  classes: readonly HirClass[],
  exportedCells: ReadonlySet<string>,
): ReadonlyMap<ClassId, ReadonlySet<string>> {
  const candidates = candidatesIn(module, classes);
  if (candidates.size === 0) return new Map();
  const functions = new Map<string, HirFunction>(module.functions.map((fn) => [fn.id, fn]));
  const thisClass = thisClassesIn(module);
  const classOfValue = new Map([...candidates.keys()].map((id) => [valueOf(id), id]));
  /** Where which candidates or their instances may be: values, locals and parameters of functions, cells. */
  const places = new Map<string, Set<ClassId>>();
  const open = new Set<ClassId>();
  const end = (one: ClassId): void => {
    open.add(classOfValue.get(one) ?? one);
  };
  const accessedElsewhere = new Map<ClassId, Set<string>>();
  const noteField = (one: ClassId, name: string): void => {
    const list = accessedElsewhere.get(one);
    if (list === undefined) accessedElsewhere.set(one, new Set([name]));
    else list.add(name);
  };
  let grown = true;
  const put = (place: string, found: Iterable<ClassId>): void => {
    const list = places.get(place) ?? new Set<ClassId>();
    for (const one of found) {
      if (list.has(one)) continue;
      list.add(one);
      grown = true;
    }
    if (list.size > 0) places.set(place, list);
  };
  const NOBODY: ReadonlySet<ClassId> = new Set();
  const at = (place: string): ReadonlySet<ClassId> => places.get(place) ?? NOBODY;

  const look = (fn: HirFunction): void => {
    const value = (v: number): string => `${fn.id}|${String(v)}`;
    const own = thisClass.get(fn.id) ?? null;
    const thisValues = new Set<number>();
    const access = (instr: Extract<Instr, { op: "getProp" | "setProp" | "callMethod" }>): void => {
      const isPrivate = instr.claim.kind === "hash" || (instr.claim.kind === "member" && instr.name.startsWith("#"));
      for (const one of at(value(instr.object))) {
        const ofClass = classOfValue.get(one);
        const known = candidates.get(ofClass ?? one);
        if (known === undefined) continue;
        if (isPrivate && ofClass === undefined) {
          // A method that is read can be called on anything, and what a private field holds may be called on an instance.
          if (known.methods.has(instr.name) !== (instr.op === "callMethod")) end(one);
        } else if (ofClass !== undefined) {
          if (instr.op !== "getProp" || !known.statics.has(instr.name)) end(one);
        } else if (instr.op === "callMethod") {
          if (!known.methods.has(instr.name)) end(one);
        } else if (known.fields.has(instr.name)) {
          const isSlot = instr.claim.kind === "field" && instr.claim.class === one && own === one && thisValues.has(instr.object);
          if (!isSlot) noteField(one, instr.name);
        } else if (!known.accessors.has(instr.name)) end(one);
      }
      // What claims to be a field of the class without being made on an instance is none of ours, and must not be taken for it.
      if (
        instr.op !== "callMethod" &&
        instr.claim.kind === "field" &&
        !(own === instr.claim.class && thisValues.has(instr.object))
      )
        noteField(instr.claim.class, instr.name);
    };
    /** Operands that may be instances, and what is done with those. */
    const use = (instr: Instr): void => {
      const instances = operandsOf(instr).filter((v) => at(value(v)).size > 0);
      if (instr.op === "getProp" || instr.op === "setProp" || instr.op === "callMethod") access(instr);
      if (instances.length === 0) return;
      const openAll = (values: readonly number[]): void => {
        for (const v of values) for (const one of at(value(v))) end(one);
      };
      switch (instr.op) {
        case "copy":
          put(value(instr.out), at(value(instr.value)));
          return;
        case "setLocal":
          if (fn.locals[instr.local]?.name === THROWN_LOCAL) openAll([instr.value]);
          else put(`${fn.id}|local ${String(instr.local)}`, at(value(instr.value)));
          return;
        case "setCell":
          if (exportedCells.has(instr.cell)) openAll([instr.value]);
          else put(`cell ${instr.cell}`, at(value(instr.value)));
          return;
        case "getProp":
          return;
        case "setProp":
          openAll([instr.value]);
          return;
        case "callMethod":
          openAll(instr.args.map((arg) => arg.value));
          return;
        case "unary":
          if (instr.operator !== "!" && instr.operator !== "typeof") openAll(instances);
          return;
        case "binary":
          // (`Function.prototype[Symbol.hasInstance]` can be changed by nobody, and a class with one of its own is no candidate: it escapes.)
          if (instr.operator === "instanceof") {
            openAll([instr.left]);
            for (const one of at(value(instr.right))) if (!classOfValue.has(one)) end(one);
          } else if (instr.operator !== "===" && instr.operator !== "!==") openAll(instances);
          return;
        case "new":
          openAll(instr.args.map((arg) => arg.value));
          for (const one of at(value(instr.callee))) if (classOfValue.get(one) !== instr.class) end(one);
          return;
        case "call": {
          const callee = instr.target === null ? undefined : functions.get(instr.target);
          // The static parts of a class: where one of those uses `this`, there are no candidates.
          if (callee?.kind === "static" && instr.args.length === 0) return;
          const passes =
            callee?.closed === true &&
            callee.flavour === "normal" &&
            !callee.params.some((param) => param.rest) &&
            !namesArguments(callee) &&
            instr.args.every((arg) => !arg.spread) &&
            !instances.includes(instr.callee) &&
            (instr.thisValue === null || !instances.includes(instr.thisValue));
          if (!passes) openAll(instances);
          else instr.args.forEach((arg, k) => put(`${callee.id}|param ${String(k)}`, at(value(arg.value))));
          return;
        }
        default:
          openAll(instances);
      }
    };
    for (const { instrs, terminal } of fn.blocks) {
      for (const outer of instrs) {
        const instr = outer.op === "aborted" ? outer.instr : outer;
        // `new.target` is the class, and `super` calls what it finds with `this`.
        if (own !== null && SHARP.has(instr.op)) end(own);
        if (instr.op === "class" && candidates.has(instr.class)) put(value(instr.out), [valueOf(instr.class)]);
        else if (instr.op === "this" && own !== null && candidates.has(own)) {
          thisValues.add(instr.out);
          put(value(instr.out), [own]);
        } else if (instr.op === "new" && instr.class !== null && candidates.has(instr.class))
          put(value(instr.out), [instr.class]);
        else if (instr.op === "getLocal") put(value(instr.out), at(`${fn.id}|local ${String(instr.local)}`));
        else if (instr.op === "getCell") put(value(instr.out), at(`cell ${instr.cell}`));
        else if (instr.op === "param") put(value(instr.out), at(`${fn.id}|param ${String(instr.index)}`));
        use(instr);
      }
      if (terminal.kind === "branch") continue;
      for (const v of terminalOperands(terminal)) for (const one of at(value(v))) end(one);
    }
  };
  while (grown) {
    grown = false;
    for (const fn of module.functions) look(fn);
  }
  const result = new Map<ClassId, ReadonlySet<string>>();
  for (const [id, { fields }] of candidates) {
    if (open.has(id)) continue;
    const elsewhere = accessedElsewhere.get(id);
    const closed = [...fields].filter((name) => !ODD.has(name) && elsewhere?.has(name) !== true);
    if (closed.length > 0) result.set(id, new Set(closed));
  }
  return result;
}

function candidatesIn(module: HirModule, classes: readonly HirClass[]): ReadonlyMap<ClassId, Candidate> {
  const bases = new Set(classes.map(({ base }) => base));
  const statics = new Set(
    classes.flatMap(({ methods }) => methods.flatMap((method) => (method.static ? [method.function as string] : []))),
  );
  // In static code, and in arrow functions there, `this` is the class, which is then in the hands of whoever gets it.
  const thisClass = thisClassesIn(module);
  const inStatic = module.functions.some(
    (fn) => (fn.kind === "static" || statics.has(fn.id) || (fn.kind === "arrow" && !thisClass.has(fn.id))) && handsOutThis(fn),
  );
  if (inStatic) return new Map();
  return new Map(
    classes.flatMap(({ id, base, escapes, fields, methods }) => {
      if (escapes || base !== null || bases.has(id)) return [];
      const named = (wanted: (kind: string) => boolean): Set<string> =>
        new Set(methods.flatMap((method) => (!method.static && wanted(method.kind) ? [method.name] : [])));
      const own = fields.flatMap((field) => (field.static || field.visibility === "hash" ? [] : [field.name]));
      const methodNames = named((kind) => kind === "method");
      const accessors = named((kind) => kind !== "method");
      const names = own.filter((name) => !methodNames.has(name) && !accessors.has(name));
      const statics = new Set(fields.flatMap((field) => (field.static ? [field.name] : [])));
      return names.length === 0 ? [] : [[id, { fields: new Set(names), methods: methodNames, accessors, statics }] as const];
    }),
  );
}

/** Uses `this` or `super` but for defining a field of `this`. */
function handsOutThis(fn: HirFunction): boolean {
  const own = new Set(fn.blocks.flatMap(({ instrs }) => instrs.flatMap((i): number[] => (i.op === "this" ? [i.out] : []))));
  return fn.blocks.some(({ instrs, terminal }) => {
    const isUsed = instrs.some((outer) => {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      const defines = instr.op === "setProp" && instr.define && !own.has(instr.value);
      return SHARP.has(instr.op) || (!defines && operandsOf(instr).some((value) => own.has(value)));
    });
    return isUsed || terminalOperands(terminal).some((value) => own.has(value));
  });
}

/** The class whose instance `this` is, by function: of methods and constructors, and of arrow functions in them. */
function thisClassesIn(module: HirModule): ReadonlyMap<string, ClassId> {
  const classes = new Map<string, ClassId>();
  const arrows = new Map<string, string[]>();
  const kinds = new Map<string, HirFunction["kind"]>(module.functions.map((fn) => [fn.id, fn.kind]));
  for (const fn of module.functions) {
    if (fn.thisClass !== null) classes.set(fn.id, fn.thisClass);
    for (const { instrs } of fn.blocks)
      for (const instr of instrs)
        if (instr.op === "closure" && kinds.get(instr.function) === "arrow")
          arrows.set(fn.id, [...(arrows.get(fn.id) ?? []), instr.function]);
  }
  const waiting = [...classes.keys()];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const own = classes.get(id);
    for (const arrow of arrows.get(id) ?? []) {
      if (own === undefined || classes.has(arrow)) continue;
      classes.set(arrow, own);
      waiting.push(arrow);
    }
  }
  return classes;
}
