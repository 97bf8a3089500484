/**
 * Whether the program might replace what hardening leaves writable: `Array.prototype[Symbol.iterator]` and `constructor` of the built-in
 * prototypes (species). tamper.ts follows built-in objects through locals and cells; a prototype can also come out of a call, an element or
 * a field (`pick()[k]`, `x.A.prototype`), where nobody follows it. So this asks the other end: may the program write under such a key at
 * all, to an object that it did not just make?
 *
 * `Symbol.iterator` is the only source of that key that has a name (a proxy's trap is handed it: a name that is not known, below). As long as every use of it is a member definition, a read, a comparison, or a write to
 * an object made in the same function, and nothing that could yield it unseen (`Symbol`, `Object`, `Reflect`, the global object as values
 * or under computed names; lists of own keys) is handed on, no value anywhere in the program is that symbol, whatever types say.
 * `constructor` is an ordinary string: writes under that name, definitions under names that are not constant, and writes two unchecked
 * string keys deep (`a[k1][k2] = v`, the shape of prototype pollution) count.
 *
 * What is read as `prototype` of anything but a function or class of the program (`box.A.prototype`), or by `getPrototypeOf` or as `__proto__` of anything that is no
 * literal, may be a built-in one: it may be asked, but not handed on, nor written to under a name that is not known. Where a built-in constructor is handed on, nothing is that a name gave which is not known: it might be `prototype`.
 *
 * Matching asks `RegExp.prototype`, which stays writable, too. What it is asked for under a symbol (`Symbol.match`, …) goes by the above. `exec`
 * and its like are ordinary strings and count as `constructor` does, but for matching alone: many a program has an `exec` of its own.
 */
import { THROWN_LOCAL, type Arg, type HirFunction, type HirModule, type HirProgram, type Instr } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import type { ScanMemo } from "./scan-memo.js";
import { isNothing, NOTHING_FOUND, type Found, type Scanned } from "./scanned-openings.js";
import {
  GLOBALS,
  MAX_READS,
  markOfGlobal,
  CONSTRUCTORS,
  SHARP,
  SYMBOLS,
  MATCHING,
  READS,
  MAKES_CODE,
  RUNS,
  INHERITING,
  ASKS,
  type Mark,
} from "./sharp-names.js";

interface Shared {
  /** Marks of what cells hold; they only grow, and a cell that may hold two kinds is reported. */
  readonly cells: ReadonlyMap<string, Mark>;
  /** Cells that hold one function or class of the program. */
  readonly own: ReadonlySet<string>;
}

export type OpeningMemo = ScanMemo<Scanned>;

function scan(fn: HirFunction, shared: Shared): Scanned {
  const puts = new Map<string, Mark>();
  const found = { ...NOTHING_FOUND };
  const matches = (name: string | null, object: number): void => {
    if (name !== null && MATCHING.has(name) && !isOwn(object)) found.matching ??= `\`${name}\` is written in \`${fn.name}\``;
  };
  const defs = new Map<number, Instr>();
  const locals = new Map<number, number[]>();
  const instrs: Instr[] = [];
  const used = new Set<number>();
  /** Calls by what reads their method, where the two are apart. */
  const methods = new Map<number, Extract<Instr, { op: "call" }>>();
  for (const block of fn.blocks)
    for (const outer of block.instrs) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      instrs.push(instr);
      for (const operand of operandsOf(instr)) used.add(operand);
      if (outer.op !== "aborted" || !defs.has(instr.out)) defs.set(instr.out, instr);
      if (instr.op === "call" && instr.thisValue !== null) methods.set(instr.callee, instr);
      if (instr.op === "setLocal") locals.set(instr.local, [...(locals.get(instr.local) ?? []), instr.value]);
    }
  for (const { terminal } of fn.blocks) if (terminal.kind === "return" || terminal.kind === "throw") used.add(terminal.value);
  const knownSources = new Map<number, readonly Instr[]>();
  /** What a value may be, through copies and locals: all instructions that may define it. */
  const sources = (value: number): readonly Instr[] => {
    const known = knownSources.get(value);
    if (known !== undefined) return known;
    const found: Instr[] = [];
    knownSources.set(value, found);
    const seen = new Set<number>();
    const work = [value];
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const def = defs.get(at);
      if (def === undefined) continue;
      if (def.op === "copy") work.push(def.value);
      else if (def.op === "getLocal") work.push(...(locals.get(def.local) ?? []));
      else found.push(def);
    }
    return found;
  };
  const constantText = (value: number): string | null => {
    const [only, ...more] = sources(value);
    return only?.op === "const" && more.length === 0 && only.value.kind === "string" ? only.value.value : null;
  };
  /** By value and depth, while `puts` stays: `node = node.next` in a loop has as many ways through it as steps to the depth's power. */
  const knownMarks = new Map<number, readonly Mark[]>();
  const marksOf = (value: number, depth = 0): readonly Mark[] => {
    const key = value * (MAX_READS + 2) + depth;
    const known = knownMarks.get(key);
    if (known !== undefined) return known;
    const marks = [...new Set(sources(value).flatMap((def) => marksOfDefinition(def, depth)))];
    knownMarks.set(key, marks);
    return marks;
  };
  const marksOfDefinition = (def: Instr, depth: number): readonly Mark[] => {
    if (def.op === "global") return markOfGlobal(def.name);
    if (def.op === "getCell") {
      const mark = shared.cells.get(def.cell) ?? puts.get(def.cell);
      return mark === undefined ? [] : [mark];
    }
    // Of what the program made here itself it is one of the program's own, or `Object.prototype`, which is closed.
    if (def.op === "callMethod" && def.name === "getPrototypeOf")
      return def.args.length === 1 && def.args.every(({ value, spread }) => !spread && isPlainlyOwn(value)) ? [] : ["prototype"];
    if (depth > MAX_READS || (def.op !== "getProp" && def.op !== "getElem")) return [];
    const name = def.op === "getProp" ? def.name : constantText(def.key);
    if (name === "prototype") return isOwnFunction(def.object) ? [] : ["prototype"];
    if (name === "__proto__") return ["prototype"];
    // No other name leads from one mark to another.
    if (name === null || (!SYMBOLS.has(name) && !GLOBALS.has(name))) return [];
    return marksOf(def.object, depth + 1).flatMap((mark): readonly Mark[] => {
      if (mark === "Symbol" && SYMBOLS.has(name)) return ["iterator"];
      return mark === "global" ? markOfGlobal(name) : [];
    });
  };
  const isMarked = (value: number): boolean => marksOf(value).length > 0;
  const isOwnFunction = (value: number): boolean => {
    const all = sources(value);
    return (
      all.length > 0 && all.every((d) => d.op === "closure" || d.op === "class" || (d.op === "getCell" && shared.own.has(d.cell)))
    );
  };
  /** (A base may return whatever it likes.) */
  const callsBase = instrs.some(({ op }) => op === "superCall");
  /** Made in this function, or a function or class of the program or its `prototype`: no built-in object. */
  const isOwn = (value: number): boolean => {
    const all = sources(value);
    return (
      isOwnFunction(value) ||
      (all.length > 0 &&
        all.every(
          (d) =>
            d.op === "object" ||
            d.op === "array" ||
            (d.op === "this" && fn.kind === "constructor" && !callsBase) ||
            (d.op === "getProp" && d.name === "prototype" && isOwnFunction(d.object)),
        ))
    );
  };
  const isPlainlyOwn = (value: number): boolean => {
    const all = sources(value);
    return all.length > 0 && all.every((d) => d.op === "object");
  };
  const isMember = fn.thisClass !== null || fn.thisType !== -1;
  const isNoFunction = (value: number): boolean => {
    const all = sources(value);
    const isOther = (d: Instr): boolean =>
      d.op === "const" || d.op === "object" || d.op === "array" || d.op === "new" || (d.op === "this" && isMember);
    return all.length > 0 && all.every(isOther);
  };
  const isFunction = (value: number): boolean => sources(value).some(({ op }) => op === "closure" || op === "class");
  const isNumeric = (value: number): boolean => {
    const all = sources(value);
    const numeric = (d: Instr): boolean =>
      (d.op === "const" && d.value.kind === "number") ||
      d.op === "increment" ||
      d.op === "toNumeric" ||
      (d.op === "binary" && d.operator !== "+");
    return all.length > 0 && all.every(numeric);
  };
  /** Comes out of an element that some string may have named. */
  const isDug = (value: number): boolean =>
    sources(value).some((d) => d.op === "getElem" && d.site === null && constantText(d.key) === null && !isNumeric(d.key));
  const isDugTwice = (value: number): boolean =>
    sources(value).some((d) => d.op === "getElem" && d.site === null && constantText(d.key) === null && isDug(d.object));
  /** What a function yields that came out of an element, or of what reflection read: `o[k](text)`. */
  const isMadeByDug = (value: number): boolean =>
    sources(value).some((d) => (d.op === "call" || d.op === "new") && (isDug(d.callee) || isRead(d.callee)));
  const isRead = (value: number): boolean =>
    sources(value).some((d) => d.op === "callMethod" && d.name === "get" && marksOf(d.object).includes("Reflect"));
  const isConstructor = (value: number): boolean =>
    sources(value).some(
      (d) => (d.op === "global" && CONSTRUCTORS.test(d.name)) || (d.op === "getProp" && d.name === "constructor"),
    );
  const loose = (values: readonly number[]): string | null => {
    found.constructors ||= values.some(isConstructor);
    if (values.some(isDug)) found.dug ??= `what a computed name gave is handed on in \`${fn.name}\``;
    return values.some(isMarked) ? "a built-in object or `Symbol.iterator` is handed on" : null;
  };

  const visitMethod = (object: number, name: string, args: readonly Arg[]): string | null => {
    const values = args.map((a) => a.value);
    const marks = marksOf(object);
    if (name === "constructor" || name === "getBuiltinModule") return "code may be made from text";
    if (MAKES_CODE.has(name) && marks.includes("global")) return "code may be made from text";
    if (name === "__lookupGetter__" || name === "__lookupSetter__") return "an accessor of built-in objects is handed on";
    if (name === "getOwnPropertySymbols" || name === "ownKeys") return "own keys are listed";
    if (marks.includes("Reflect") || marks.includes("Object")) {
      const [target, key] = values;
      if (READS.has(name) && target !== undefined && (isMarked(target) || isConstructor(target)))
        return "a built-in object is read by reflection";
      const own = target !== undefined && isOwn(target) && args[0]?.spread === false;
      const text = key === undefined ? null : constantText(key);
      const plainKey = text !== null && text !== "constructor";
      if (!own && name === "assign") found.assigns ??= `\`Object.assign\` in \`${fn.name}\``;
      if (!own && name === "defineProperties") return "properties are defined";
      if (!own && !plainKey && (name === "defineProperty" || name === "set")) return "a property is defined";
      if (target !== undefined && (name === "defineProperty" || name === "set")) matches(text, target);
    }
    if (RUNS.has(name) || (name === "apply" && marks.includes("Reflect"))) {
      const on = values[marks.includes("Reflect") ? 1 : 0];
      found.borrows ||= on !== undefined && !isNoFunction(on);
    }
    if (ASKS.has(name)) return null;
    // What inherits from a prototype leads to it by these names alone.
    return loose(marks.includes("Object") && INHERITING.has(name) ? values.slice(1) : values);
  };
  const visit = (instr: Instr): string | null => {
    switch (instr.op) {
      case "copy":
      case "setLocal":
      case "binary":
      case "unary":
        return null;
      case "setCell": {
        // (Only marks are followed through cells.)
        loose([instr.value]);
        const marks = new Set(marksOf(instr.value));
        const known = shared.cells.get(instr.cell) ?? puts.get(instr.cell);
        if (known !== undefined) marks.add(known);
        const [mark] = marks;
        if (mark !== undefined && known === undefined) {
          puts.set(instr.cell, mark);
          knownMarks.clear();
        }
        return marks.size > 1 ? "a variable holds several built-in objects" : null;
      }
      case "object":
        for (const member of instr.members) {
          if (member.kind === "computed" && marksOf(member.key).includes("iterator")) found.iteratorLiteral = true;
          found.matchingLiteral ||=
            (member.kind === "property" || member.kind === "accessor") && MATCHING.has(member.name ?? "exec");
          const handedOn = member.kind === "accessor" ? null : loose([member.value]);
          if (handedOn !== null) return handedOn;
        }
        return null;
      case "class":
        return instr.heritage === null ? null : loose([instr.heritage]);
      case "getProp": {
        const marks = marksOf(instr.object);
        if ((!marks.includes("Reflect") && !marks.includes("Object")) || methods.has(instr.out) || !used.has(instr.out))
          return null;
        return SHARP.has(instr.name) ? `\`${instr.name}\` is taken as a value` : null;
      }
      case "getElem": {
        const marks = marksOf(instr.object);
        if (marks.length === 0 || marks.includes("iterator")) return null;
        const name = constantText(instr.key);
        return name === null || SHARP.has(name) ? "a built-in object is read under a computed name" : null;
      }
      case "setProp":
        if (instr.name === "constructor" && !isOwn(instr.object)) return "`constructor` is assigned";
        matches(instr.name, instr.object);
        return loose([instr.value]);
      case "setElem": {
        const named = marksOf(instr.key).length > 0 || constantText(instr.key) === "constructor";
        if (named && !isOwn(instr.object)) return "`Symbol.iterator` or `constructor` is assigned";
        // `Object.assign` would copy it.
        found.iteratorLiteral ||= marksOf(instr.key).length > 0;
        const isAnyName = !isNumeric(instr.key) && constantText(instr.key) === null;
        if (isAnyName && marksOf(instr.object).includes("prototype")) return "a computed name is assigned of a `prototype`";
        if (instr.site === null && isAnyName && isDug(instr.object))
          return "a computed name is assigned of what a computed name gave";
        matches(constantText(instr.key), instr.object);
        // (What is no function is not called.)
        if (instr.site === null && isAnyName && isFunction(instr.value)) matches("exec", instr.object);
        return loose([instr.value]);
      }
      case "call": {
        const read = defs.get(instr.callee);
        if (instr.thisValue !== null && read?.op === "getProp") return visitMethod(read.object, read.name, instr.args);
        if (sources(instr.callee).some((d) => d.op === "getProp" && d.name === "constructor"))
          return "code may be made from text";
        return loose(instr.args.map((a) => a.value));
      }
      case "new":
        return loose(instr.args.map((a) => a.value));
      case "callMethod":
        return visitMethod(instr.object, instr.name, instr.args);
      case "dynamicImport":
        return constantText(instr.specifier) === null ? "a module is imported by a computed name" : null;
      default:
        return loose(operandsOf(instr));
    }
  };
  /** An object whose text is no code: a literal with other members than those that give it another. */
  const isNoText = (value: number): boolean => {
    const all = sources(value);
    const names = /^(?:toString|valueOf|__proto__)$/u;
    const isOther = (d: Instr): boolean =>
      d.op === "object" && d.members.every((one) => one.kind === "property" && !names.test(one.name));
    return all.length > 0 && all.every(isOther);
  };
  /** `constructor` of a function makes code. What a method finds as that of its own `this` is the class, unless it is called on something else. */
  const isOfThis = (value: number): boolean =>
    isMember && sources(value).some((d) => d.op === "getProp" && d.name === "constructor");
  const isAnyConstructor = (d: Instr): boolean => {
    if (d.op === "getElem")
      return constantText(d.key) === null
        ? isFunction(d.object) || isOwnFunction(d.object)
        : constantText(d.key) === "constructor";
    if (d.op === "getSuper") return d.name === "constructor" || (d.key !== null && constantText(d.key) !== "");
    return d.op === "getProp" && d.name === "constructor" && !(isMember && sources(d.object).every(({ op }) => op === "this"));
  };
  const makesCode = (value: number): boolean =>
    sources(value).some((d) => (d.op === "global" && MAKES_CODE.has(d.name)) || isAnyConstructor(d));
  /** `eval` and `Function` are compared, or asked for what they have; whatever else is done with them may make code from text. */
  const madeOfText = (instr: Instr): string | null => {
    if (instr.op === "getProp" && MAKES_CODE.has(instr.name) && marksOf(instr.object).includes("global"))
      return "code may be made from text";
    const [target, key] = instr.op === "callMethod" && READS.has(instr.name) ? instr.args : [];
    if (target !== undefined && (isFunction(target.value) || (key !== undefined && constantText(key.value) === "constructor")))
      return "code may be made from text";
    const isThrown = instr.op === "setLocal" && fn.locals[instr.local]?.name === THROWN_LOCAL;
    const isAsked =
      instr.op === "copy" ||
      (instr.op === "setLocal" && !isThrown) ||
      instr.op === "binary" ||
      instr.op === "unary" ||
      (instr.op === "getProp" && !RUNS.has(instr.name)) ||
      (instr.op === "callMethod" && !RUNS.has(instr.name) && !instr.args.some(({ value }) => makesCode(value)));
    // (`new list.constructor(n + 1)`: a number is no code.)
    const isOfNumbers =
      instr.op === "new" && instr.args.every(({ value, spread }) => !spread && (isNumeric(value) || isNoText(value)));
    if (isAsked || isOfNumbers) return null;
    if (operandsOf(instr).some(isOfThis)) found.constructorOfThis ??= `\`this.constructor\` in \`${fn.name}\``;
    const called = instr.op === "call" || instr.op === "new" ? instr.callee : null;
    const isDeep = called !== null && (isDugTwice(called) || isMadeByDug(called));
    return isDeep || operandsOf(instr).some(makesCode) ? "code may be made from text" : null;
  };
  const findings = [
    ...instrs.map(visit),
    ...instrs.map(madeOfText),
    ...fn.blocks.map(({ terminal }) => {
      if (terminal.kind !== "return" && terminal.kind !== "throw") return null;
      if (isOfThis(terminal.value)) found.constructorOfThis ??= `\`this.constructor\` in \`${fn.name}\``;
      return makesCode(terminal.value) ? "code may be made from text" : loose([terminal.value]);
    }),
  ];
  const finding = findings.find((one) => one !== null);
  return { finding: finding === undefined ? null : `${finding} in \`${fn.name}\``, puts: [...puts], ...found };
}

/** What following the marks of a whole program came to. */
export interface Opened {
  /** Why what hardening leaves writable may be replaced; null when it cannot, as far as the code of the program goes. */
  readonly finding: string | null;
  /** Why matching may be another; null when it cannot. */
  readonly matching: string | null;
  readonly cells: ReadonlyMap<string, Mark>;
  readonly own: ReadonlySet<string>;
}

const answers =
  ({ cells, own }: Shared) =>
  (cell: string): string =>
    `${cells.get(cell) ?? ""}${own.has(cell) ? "!" : ""}`;

export function openIntrinsics(program: HirProgram, memo: OpeningMemo): Opened {
  const own = new Set<string>(
    program.cells.filter((c) => c.constant && (c.function !== null || c.class !== null)).map((c) => c.id),
  );
  const cells = new Map<string, Mark>();
  const known = answers({ cells, own });
  const found: Found & { finding: string | null } = { ...NOTHING_FOUND, finding: null };
  for (let changed = true; changed;) {
    changed = false;
    for (const module of program.modules) {
      memo.scanModule(module, known, {
        asked: () => "",
        make: (fn) => scan(fn, { cells, own }),
        each: (scanned) => {
          found.finding ??= scanned.finding;
          for (const [cell, mark] of scanned.puts) {
            if (cells.has(cell)) continue;
            cells.set(cell, mark);
            changed = true;
          }
          found.iteratorLiteral ||= scanned.iteratorLiteral;
          found.matchingLiteral ||= scanned.matchingLiteral;
          found.assigns ??= scanned.assigns;
          found.matching ??= scanned.matching;
          found.constructors ||= scanned.constructors;
          found.dug ??= scanned.dug;
          found.constructorOfThis ??= scanned.constructorOfThis;
          found.borrows ||= scanned.borrows;
          return isNothing(scanned);
        },
      });
      if (found.finding !== null) return { finding: found.finding, matching: found.finding, cells, own };
    }
  }
  const finding =
    (found.iteratorLiteral ? found.assigns : null) ??
    (found.constructors ? found.dug : null) ??
    (found.borrows ? found.constructorOfThis : null);
  const copied = found.matchingLiteral ? found.assigns : null;
  return { finding, matching: finding ?? found.matching ?? copied, cells, own };
}

/** Whether a module, in a program with these marks, is as if it were not there. Of the cells that it names none may be marked. */
export function opensNothing(module: HirModule, { cells, own }: Opened, memo: OpeningMemo): boolean {
  const nothing = { is: true };
  memo.scanModule(module, answers({ cells, own }), {
    asked: () => "",
    make: (fn) => scan(fn, { cells, own }),
    each: (scanned) => {
      const isQuiet = isNothing(scanned);
      nothing.is &&= isQuiet;
      return isQuiet;
    },
  });
  return nothing.is;
}
