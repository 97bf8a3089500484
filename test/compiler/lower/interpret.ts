/**
 * Runs HIR, to compare it with JavaScript. Small and literal: each instruction does what its comment in hir.ts says, in its place.
 * No generators and no `await`; `let` of a classic `for` captured by closures has one instance (HIR keeps no copies per iteration).
 */
import type { Arg, HirBlock, HirFunction, HirProgram, Instr } from "../../../core/hir.js";
import type { CellId, FunctionId } from "../../../core/ids.js";

/** The program holds something that HIR or this interpreter does not model. */
export class NotInterpretable extends Error {}

type Value = any; // eslint-disable-line @typescript-eslint/no-explicit-any

interface Box {
  value: Value;
  ready: boolean;
}

interface Frame {
  readonly fn: HirFunction;
  readonly parent: Frame | null;
  /** Shared with closures as they were when the closure was made: names initialised again get new boxes. */
  readonly boxes: Map<CellId, Box>;
  /** The frame that a closure's copy was made of: it has the names that came to be later. */
  readonly live: Frame | null;
  self: Value;
  readonly args: readonly Value[];
  readonly newTarget: Value;
  readonly home: Value;
  readonly construct: ((args: readonly Value[]) => Value) | null;
}

/** Written as text since TypeScript wants to see the call of `super`. */
const derivedClass = new Function(
  "heritage",
  "start",
  "return class extends heritage { constructor(...args) { return start((inner) => super(...inner), undefined, { args, newTarget: new.target }); } };",
) as (
  heritage: Value,
  start: (construct: (args: readonly Value[]) => Value, self: Value, rest: { args: Value[]; newTarget: Value }) => Value,
) => Value;

const MAX_STEPS = 3_000_000;

export interface Interpreter {
  /** Runs the module bodies in order and reads an exported variable of the last one. */
  readonly exported: (name: string) => Value;
}

export function interpret(program: HirProgram): Interpreter {
  const functions = new Map<FunctionId, HirFunction>(
    program.modules.flatMap((module) => module.functions.map((fn) => [fn.id, fn])),
  );
  const classes = new Map(program.classes.map((info) => [info.id, info]));
  const owners = new Map(program.cells.map((cell) => [cell.id, cell.owner]));
  const moduleFrames = new Map<FunctionId, Frame>();
  let steps = 0;

  function functionOf(id: FunctionId): HirFunction {
    const fn = functions.get(id);
    if (fn === undefined) throw new Error(`no function ${id}`);
    return fn;
  }

  function boxOf(frame: Frame, cell: CellId): Box {
    const owner = owners.get(cell);
    for (let at: Frame | null = frame; at !== null; at = at.parent) {
      if (at.fn.id !== owner) continue;
      const known = at.boxes.get(cell);
      if (known !== undefined) return known;
      if (at.live !== null) return boxOf(at.live, cell);
      const box = { value: undefined, ready: false };
      at.boxes.set(cell, box);
      return box;
    }
    const module = owner === undefined ? undefined : moduleFrames.get(owner);
    if (module === undefined) throw new Error(`cell ${cell} is out of reach of ${frame.fn.id}`);
    const box = module.boxes.get(cell) ?? { value: undefined, ready: false };
    module.boxes.set(cell, box);
    return box;
  }

  function closureOf(id: FunctionId, frame: Frame, home: Value = null): Value {
    const fn = functionOf(id);
    if (fn.flavour !== "normal") throw new NotInterpretable(fn.flavour);
    const parent: Frame = frame;
    if (fn.kind === "arrow")
      return (...args: Value[]) => runWith(fn, { parent, self: frame.self, args, newTarget: frame.newTarget, home: frame.home });
    if (fn.kind === "method" || fn.kind === "getter" || fn.kind === "setter") {
      const holder = {
        method(this: Value, ...args: Value[]): Value {
          return runWith(fn, { parent, self: this, args, newTarget: undefined, home });
        },
      };
      return holder.method;
    }
    return function (this: Value, ...args: Value[]): Value {
      return runWith(fn, { parent, self: this, args, newTarget: new.target, home });
    };
  }

  function runWith(
    fn: HirFunction,
    parts: Omit<Frame, "fn" | "boxes" | "construct" | "live"> & { construct?: Frame["construct"] },
  ): Value {
    return run({ fn, boxes: new Map(), live: null, construct: null, ...parts });
  }

  function snapshot(frame: Frame): Frame {
    // Module cells are initialised once; loops give inner cells new boxes.
    return frame.parent === null ? frame : { ...frame, live: frame, boxes: new Map(frame.boxes) };
  }

  function makeClass(instr: Extract<Instr, { op: "class" }>, values: readonly Value[], frame: Frame): Value {
    const info = classes.get(instr.class);
    if (info === undefined) throw new Error(`no class ${instr.class}`);
    if (instr.keys.length > 0) throw new NotInterpretable("computed class member");
    const heritage = instr.heritage === null ? null : values[instr.heritage];
    const build = info.constructorFunction === null ? null : functionOf(info.constructorFunction);
    const start = (construct: Frame["construct"], self: Value, rest: { args: Value[]; newTarget: Value }): Value => {
      if (build === null) return self;
      let current = self;
      const wrapped = construct === null ? null : (args: readonly Value[]): Value => (current = construct(args));
      const result: Value = runWith(build, { parent: frame, self, ...rest, home: made.prototype, construct: wrapped });
      return typeof result === "object" && result !== null ? result : current;
    };
    const made: Value =
      heritage === null
        ? class {
            constructor(...args: Value[]) {
              return start(null, this, { args, newTarget: new.target });
            }
          }
        : derivedClass(heritage, start);
    for (const method of info.methods) {
      const target: Value = method.static ? made : made.prototype;
      const body = closureOf(method.function, frame, target);
      const known = Object.getOwnPropertyDescriptor(target, method.name);
      if (method.kind === "method")
        Object.defineProperty(target, method.name, { value: body, writable: true, configurable: true });
      else
        Object.defineProperty(target, method.name, {
          get: known?.get,
          set: known?.set,
          configurable: true,
          [method.kind === "getter" ? "get" : "set"]: body,
        } as PropertyDescriptor);
    }
    return made;
  }

  function run(frame: Frame): Value {
    const { fn } = frame;
    const values: Value[] = listOf(fn.values);
    const locals: Value[] = listOf(fn.locals.length);
    /** Methods read ahead of their arguments: see `callWith` in calls.ts. */
    const readAhead = new Map<string, Value>();
    let error: Value;
    let block: HirBlock | undefined = fn.blocks[0];
    /** Where an exception of the next instruction goes. */
    let landing: number | null = null;
    for (;;) {
      if (block === undefined) throw new Error(`${fn.id}: no such block`);
      let thrownTo: number | null = null;
      for (const instr of block.instrs) {
        if (++steps > MAX_STEPS) throw new NotInterpretable("too many steps");
        try {
          values[instr.out] = step(instr);
        } catch (caught) {
          if (landing === null || caught instanceof NotInterpretable) throw caught;
          error = caught;
          thrownTo = landing;
        }
        landing = null;
        if (thrownTo !== null) break;
      }
      if (thrownTo !== null) {
        block = fn.blocks[thrownTo];
        continue;
      }
      const { terminal } = block;
      switch (terminal.kind) {
        case "goto":
          block = fn.blocks[terminal.target];
          break;
        case "branch":
          block = fn.blocks[values[terminal.cond] ? terminal.then : terminal.else];
          break;
        case "mayThrow":
          landing = terminal.exceptional;
          block = fn.blocks[terminal.normal];
          break;
        case "return":
          return values[terminal.value];
        case "throw":
          throw values[terminal.value];
        case "unreachable":
          throw new Error(`${fn.id}: reached what is unreachable`);
      }
    }

    function argsOf(args: readonly Arg[]): Value[] {
      return args.flatMap(({ value, spread }) => (spread ? [...values[value]] : [values[value]]));
    }

    function step(instr: Instr): Value {
      switch (instr.op) {
        case "const":
          if (instr.value.kind === "bigint") return BigInt(instr.value.text.slice(0, -1));
          if (instr.value.kind === "undefined") return undefined;
          return instr.value.kind === "null" ? null : instr.value.value;
        case "param":
          return fn.params[instr.index]?.rest === true ? frame.args.slice(instr.index) : frame.args[instr.index];
        case "this":
          if (fn.kind === "arrow") return frame.parent?.self;
          return frame.self;
        case "arguments":
          return argumentsObject(frame.args);
        case "newTarget":
          return frame.newTarget;
        case "getLocal":
          return locals[instr.local];
        case "setLocal":
          locals[instr.local] = values[instr.value];
          if (fn.locals[instr.local]?.name === "(thrown)") error = values[instr.value];
          return undefined;
        case "getCell": {
          const box = boxOf(frame, instr.cell);
          if (!box.ready) throw new ReferenceError("Cannot access before initialization");
          return box.value;
        }
        case "setCell": {
          if (instr.initialises && frame.parent !== null && boxOf(frame, instr.cell).ready) frame.boxes.delete(instr.cell);
          const box = boxOf(frame, instr.cell);
          if (!instr.initialises && !box.ready) throw new ReferenceError("Cannot access before initialization");
          box.value = values[instr.value];
          box.ready = true;
          return undefined;
        }
        case "global":
          if (!(instr.name in globalThis)) throw new ReferenceError(`${instr.name} is not defined`);
          return (globalThis as Value)[instr.name];
        case "typeofGlobal":
          return typeof (globalThis as Value)[instr.name];
        case "copy":
          return values[instr.value];
        case "unary":
          return unary(instr.operator, values[instr.value]);
        case "increment": {
          const old = toNumeric(values[instr.value]);
          return typeof old === "bigint" ? old + BigInt(instr.by) : Number(old) + instr.by;
        }
        case "toNumeric":
          return toNumeric(values[instr.value]);
        case "binary":
          return binary(instr.operator, values[instr.left], values[instr.right]);
        case "template":
          return instr.quasis.reduce(
            (text, quasi, index) => (index === 0 ? quasi : `${text}${values[instr.parts[index - 1]!]}${quasi}`),
            "",
          );
        case "regex": {
          const end = instr.text.lastIndexOf("/");
          return new RegExp(instr.text.slice(1, end), instr.text.slice(end + 1));
        }
        case "array": {
          const made: Value[] = [];
          const add = (value: Value): void =>
            void Object.defineProperty(made, made.length, { value, writable: true, enumerable: true, configurable: true });
          for (const element of instr.elements) {
            if (element.kind === "hole") made.length++;
            else if (element.kind === "spread") for (const one of values[element.value]) add(one);
            else add(values[element.value]);
          }
          return made;
        }
        case "object":
          return makeObject(instr);
        case "closure":
          return closureOf(instr.function, snapshot(frame));
        case "class":
          return makeClass(instr, values, frame);
        case "getProp": {
          const read: Value = values[instr.object][instr.name];
          readAhead.set(`${instr.object}.${instr.name}`, read);
          return read;
        }
        case "setProp":
          if (instr.define || instr.name.startsWith("#")) {
            const hidden = instr.name.startsWith("#");
            if (hidden && !instr.define && !(instr.name in values[instr.object])) throw new TypeError("no such private name");
            const own = Object.getOwnPropertyDescriptor(values[instr.object], instr.name);
            if (instr.define || own !== undefined) {
              Object.defineProperty(values[instr.object], instr.name, {
                value: values[instr.value],
                writable: true,
                enumerable: !hidden,
                configurable: true,
              });
              return undefined;
            }
          }
          values[instr.object][instr.name] = values[instr.value];
          return undefined;
        case "deleteProp":
          return delete values[instr.object][instr.name];
        case "getElem":
          return values[instr.object][values[instr.key]];
        case "setElem":
          values[instr.object][values[instr.key]] = values[instr.value];
          return undefined;
        case "deleteElem":
          return delete values[instr.object][values[instr.key]];
        case "getSuper":
          return Reflect.get(Object.getPrototypeOf(frame.home), instr.name ?? values[instr.key!], frame.self);
        case "call":
          return Reflect.apply(
            values[instr.callee],
            instr.thisValue === null ? undefined : values[instr.thisValue],
            argsOf(instr.args),
          );
        case "callMethod": {
          const receiver: Value = values[instr.object];
          const ahead = `${instr.object}.${instr.name}`;
          const method: Value = readAhead.has(ahead) ? readAhead.get(ahead) : receiver[instr.name];
          return Reflect.apply(method, receiver, argsOf(instr.args));
        }
        case "new":
          return Reflect.construct(values[instr.callee], argsOf(instr.args));
        case "superCall":
          if (frame.construct === null) throw new NotInterpretable("super");
          frame.self = frame.construct(argsOf(instr.args));
          return frame.self;
        case "iterStart":
        case "patternStart": {
          const iterator: Value = values[instr.iterable][Symbol.iterator]();
          return { iterator, next: iterator.next, done: false };
        }
        case "iterNext": {
          const record: Value = values[instr.iterator];
          const result: Value = Reflect.apply(record.next, record.iterator, []);
          if (Object(result) !== result) throw new TypeError("no object");
          return result;
        }
        case "iterDone":
          return Boolean(values[instr.step].done);
        case "iterValue":
          return values[instr.step].value;
        case "iterClose":
          values[instr.iterator].iterator.return?.();
          return undefined;
        case "forInStart": {
          const keys: string[] = [];
          for (const key in values[instr.object]) keys.push(key);
          return { keys, object: values[instr.object], at: 0 };
        }
        case "forInNext": {
          const walk: Value = values[instr.iterator];
          while (walk.at < walk.keys.length && !(walk.keys[walk.at] in Object(walk.object))) walk.at++;
          return { done: walk.at >= walk.keys.length, key: walk.keys[walk.at++] };
        }
        case "forInDone":
          return values[instr.step].done;
        case "forInKey":
          return values[instr.step].key;
        case "literalElem":
          if (instr.index >= instr.length) throw new Error("no such element");
          return undefined;
        case "patternElem": {
          const record: Value = values[instr.pattern];
          return stepPattern(record);
        }
        case "patternRest": {
          const record: Value = values[instr.pattern];
          const rest: Value[] = [];
          for (;;) {
            const value = stepPattern(record);
            if (record.done) return rest;
            rest.push(value);
          }
        }
        case "patternEnd": {
          const record: Value = values[instr.pattern];
          if (!record.done) record.iterator.return?.();
          return undefined;
        }
        case "objectRest": {
          const source: Value = values[instr.object];
          if (source === null || source === undefined) throw new TypeError("nothing to destructure");
          const rest: Value = {};
          for (const key of Reflect.ownKeys(Object(source))) {
            if (instr.excluded.includes(key as string)) continue;
            if (Object.getOwnPropertyDescriptor(source, key)?.enumerable === true) rest[key] = source[key];
          }
          return rest;
        }
        case "caught":
          return error;
        case "aborted":
          return undefined;
        default:
          throw new NotInterpretable(instr.op === "unknown" ? instr.construct : instr.op);
      }
    }

    function makeObject(instr: Extract<Instr, { op: "object" }>): Value {
      const made: Value = {};
      for (const member of instr.members) {
        switch (member.kind) {
          case "property":
            made[member.name] = values[member.value];
            break;
          case "computed":
            made[values[member.key]] = values[member.value];
            break;
          case "spread":
            Object.assign(made, values[member.value]);
            break;
          case "accessor": {
            const accessor = functionOf(member.function);
            const known = Object.getOwnPropertyDescriptor(made, member.name ?? "");
            Object.defineProperty(made, member.name ?? "", {
              get: known?.get,
              set: known?.set,
              enumerable: true,
              configurable: true,
              [accessor.kind === "getter" ? "get" : "set"]: closureOf(member.function, frame, made),
            } as PropertyDescriptor);
          }
        }
      }
      return made;
    }
  }

  const bodies = program.modules.map((module) => module.functions[0]!);
  for (const fn of bodies) {
    const frame: Frame = {
      fn,
      parent: null,
      boxes: new Map(),
      live: null,
      self: undefined,
      args: [],
      newTarget: undefined,
      home: null,
      construct: null,
    };
    moduleFrames.set(fn.id, frame);
  }
  for (const frame of moduleFrames.values()) run(frame);
  return {
    exported: (name) => {
      const cell = program.cells.findLast((candidate) => candidate.name === name && candidate.exported);
      const frame = cell === undefined ? undefined : moduleFrames.get(cell.owner);
      if (cell === undefined || frame === undefined) throw new Error(`nothing exported as ${name}`);
      return boxOf(frame, cell.id).value;
    },
  };
}

function argumentsObject(args: readonly Value[]): Value {
  return (function () {
    return arguments; // eslint-disable-line prefer-rest-params
  })(...(args as []));
}

function stepPattern(record: Value): Value {
  if (record.done) return undefined;
  const result: Value = Reflect.apply(record.next, record.iterator, []);
  if (result.done) {
    record.done = true;
    return undefined;
  }
  return result.value;
}

function toNumeric(value: Value): Value {
  let copy = value;
  return copy++;
}

const { defineProperty } = Object;

/** Own slots, so that what programs do to prototypes does not reach the interpreter. */
function listOf(length: number): Value[] {
  const list: Value[] = [];
  for (let index = 0; index < length; index++)
    defineProperty(list, index, { value: undefined, writable: true, enumerable: true, configurable: true });
  return list;
}

function unary(operator: string, value: Value): Value {
  switch (operator) {
    case "-":
      return -value;
    case "+":
      return +value;
    case "~":
      return ~value;
    case "!":
      return !value;
    case "typeof":
      return typeof value;
    default:
      return undefined;
  }
}

const BINARY = new Map<string, (left: Value, right: Value) => Value>(
  [
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
    "<<",
    ">>",
    ">>>",
    "&",
    "|",
    "^",
    "<",
    "<=",
    ">",
    ">=",
    "==",
    "!=",
    "===",
    "!==",
    "in",
    "instanceof",
  ].map((operator) => [
    operator,
    new Function("left", "right", `return left ${operator} right;`) as (left: Value, right: Value) => Value,
  ]),
);

function binary(operator: string, left: Value, right: Value): Value {
  const apply = BINARY.get(operator);
  if (apply === undefined) throw new Error(`no operator ${operator}`);
  return apply(left, right);
}
