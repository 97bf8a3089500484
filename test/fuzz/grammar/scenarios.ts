/** Self-contained parts of a program: declarations, and the statements of `run` that exercise them. */
import { access } from "./access.js";
import { argument, containerOf, containerType, declareContainer, literal } from "./containers.js";
import { oneOf, type Container, type Frame, type Gen } from "./context.js";
import { mutation } from "./effects.js";
import { idiom } from "./idioms.js";
import { ODD } from "./numbers.js";
import { statements } from "./statements.js";
import { CLASSES, RECURSIONS } from "./templates.js";

export interface Scenario {
  readonly declarations: string;
  /** Statements of the asynchronous function `run`; each may throw. */
  readonly calls: readonly string[];
}

const PROLOGUE = "let acc = 0; let fuel = 30;";
export const frameOf = (containers: readonly Container[], numbers: readonly string[], more: Partial<Frame> = {}): Frame => ({
  containers,
  numbers,
  variables: [],
  effects: [],
  flavour: "normal",
  inLoop: false,
  depth: 0,
  ...more,
});

/** What a caller that breaks its promises passes. */
function lie(g: Gen, type: string): string {
  const { random } = g;
  const n = random.int(0, 4);
  if (type === "number")
    return `${random.pick([`"${n}"`, "undefined", "null", `{ valueOf() { return ${n}; } }`, "[1]", "true", "{}", "1n", "Symbol.iterator", `new Number(${n})`])} as any`;
  return `${random.pick([
    `[1, , ${n}]`,
    `new Array(${n})`,
    `{ length: ${n + 1} }`,
    `"text"`,
    `new Proxy(${literal(g, 3)}, {})`,
    `new Proxy(${literal(g, 3)}, { get: (t: any, k) => (k === "length" ? 9 : t[k]) })`,
    `Object.create(${literal(g, 3)})`,
    `new (class extends Array<number> { override push() { return 0; } override pop() { this.length = 0; return 0; } })(3)`,
    `Object.defineProperty([1, 2, 3], 1, { get() { this.length = 1; return 1; }, configurable: true })`,
    `Object.assign([1, 2], { map: () => [] })`,
    `new Uint8Array(${n})`,
    `Object.setPrototypeOf([1, 2, 3], { length: 1 })`,
    `undefined`,
    `new Set([1])`,
    `new Map()`,
    `[[1]]`,
    `["a", "b"]`,
    `new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 } as any))`,
    `Object.freeze([1, 2])`,
    `(function (..._: number[]) { return arguments; })(1, 2)`,
  ])} as any`;
}

function argumentsFor(g: Gen, types: readonly string[]): string {
  const { random } = g;
  const values = types.map((type) => {
    if (!g.profile.conforms && random.chance(0.2)) return lie(g, type);
    if (type !== "number") return argument(g, type);
    return random.chance(0.25) ? random.pick(ODD) : String(random.int(0, 6));
  });
  if (!g.profile.conforms && random.chance(0.05)) values.pop();
  return values.join(", ");
}

/** A function over its parameters, called a few times; exported or closed. */
function plain(g: Gen): Scenario {
  const { random } = g;
  const name = g.fresh("s");
  const types = Array.from({ length: random.int(0, 3) }, () => (random.chance(0.45) ? "number" : containerType(g)));
  const names = types.map(() => g.fresh("p"));
  const containers = types.flatMap((type, k) =>
    type === "number" ? [] : [containerOf(names[k]!, type, { rebinds: random.chance(0.3) })],
  );
  const numbers = names.filter((_, k) => types[k] === "number");
  const frame = frameOf(containers, numbers, { variables: numbers });
  const optional = types.length > 0 && types[types.length - 1] === "number" && random.chance(0.2);
  const parameters = names.map(
    (p, k) =>
      `${p}${optional && k === names.length - 1 ? random.pick([" = 1", " = 0", ` = ${containers[0] === undefined ? "2" : `${containers[0].name}.length`}`]) : `: ${types[k]!}`}`,
  );
  const exported = random.chance(0.35) ? "export " : "";
  const body = `${PROLOGUE} ${statements(g, frame, random.int(1, 4))} return acc;`;
  const declarations = `${exported}function ${name}(${parameters.join(", ")}): number { ${body} }`;
  const calls = Array.from({ length: random.int(1, 3) }, () => `${name}(${argumentsFor(g, types)});`);
  return { declarations, calls };
}

/** Idioms over containers of their own: what can be proved without believing anybody. */
function own(g: Gen): Scenario {
  const { random } = g;
  const name = g.fresh("s");
  const { text, container } = declareContainer(g, frameOf([], ["n"]));
  const isAsync = random.chance(0.15);
  const frame = frameOf([container], ["n"], { variables: ["n"], flavour: isAsync ? "async" : "normal" });
  const body = Array.from({ length: random.int(1, 3) }, () => (random.chance(0.75) ? idiom(g, frame) : access(g, frame)));
  const [result, await_, async_] = isAsync ? ["Promise<number>", "await ", "async "] : ["number", "", ""];
  return {
    declarations: `${async_}function ${name}(n: number): ${result} { ${PROLOGUE} ${text} ${body.join("\n")} return acc; }`,
    calls: [`${await_}${name}(${argumentsFor(g, ["number"])});`, `${await_}${name}(${argumentsFor(g, ["number"])});`],
  };
}

/** The same array passed twice, or changed by a callback that the caller passes. */
function aliased(g: Gen): Scenario {
  const { random } = g;
  const name = g.fresh("s");
  const [a, b, f] = [g.fresh("p"), g.fresh("p"), g.fresh("f")];
  const one = containerOf(a, "number[]");
  const other = containerOf(b, "number[]");
  const frame = frameOf([one, other], ["k"], {
    effects: [`${f}();`, `void ${f}();`, `[1].forEach(${f});`, `[2, 1].sort(() => ${f}());`],
  });
  const x = g.fresh("x");
  const change = mutation(g, { ...one, name: x, remote: x });
  const exported = random.chance(0.3) ? "export " : "";
  return {
    declarations: `${exported}function ${name}(${a}: number[], ${b}: number[], ${f}: () => number, k: number): number { ${PROLOGUE} ${statements(g, frame, random.int(1, 4))} return acc; }`,
    calls: [
      `{ const ${x} = ${literal(g, random.int(1, 5))}; ${name}(${x}, ${random.pick([x, literal(g, 3)])}, () => { ${change} return 0; }, ${random.int(0, 4)}); }`,
      `{ const ${x} = ${literal(g, 3)}; ${name}(${literal(g, 2)}, ${x}, () => 0, 1); }`,
    ],
  };
}

/** Module-level tables and state, changed by other functions. */
function moduleState(g: Gen): Scenario {
  const { random } = g;
  const [name, table, state, n, poke] = [g.fresh("s"), g.fresh("T"), g.fresh("M"), g.fresh("c"), g.fresh("poke")];
  const size = random.int(1, 6);
  const rebinds = random.chance(0.4);
  const typed = random.chance(0.3);
  const tableContainer = containerOf(table, typed ? "Uint8Array" : "number[]", { size });
  const stateContainer = containerOf(state, "number[]", { rebinds });
  const frame = frameOf([tableContainer, stateContainer], [n], { variables: [n], effects: [`${poke}();`] });
  const exportTable = random.chance(0.15) ? "export " : "";
  const target = random.chance(0.3) ? tableContainer : stateContainer;
  return {
    declarations: [
      `${exportTable}const ${table} = ${typed ? `Uint8Array.of(${literal(g, size).slice(1, -1)})` : literal(g, size)};`,
      `${rebinds ? "let" : "const"} ${state}: number[] = ${literal(g, random.int(0, 4))};`,
      `let ${n} = ${random.int(0, 3)};`,
      `function ${poke}(): void { ${mutation(g, target)} ${random.chance(0.5) ? `${n} = ${random.int(0, 5)};` : ""} }`,
      `function ${name}(): number { ${PROLOGUE} ${statements(g, frame, random.int(1, 4))} return acc; }`,
    ].join("\n"),
    calls: [`${name}();`, random.pick([`${poke}();`, `{ ${mutation(g, target)} }`, ";"]), `${name}();`],
  };
}

/** A closure with captured variables; created once, called often, changed between. */
function closures(g: Gen): Scenario {
  const { random } = g;
  const [name, a, k] = [g.fresh("make"), g.fresh("a"), g.fresh("k")];
  const container = containerOf(a, random.chance(0.7) ? "number[]" : "Uint8Array", { rebinds: random.chance(0.4) });
  const init = container.kind === "array" ? literal(g, random.int(1, 4)) : `new Uint8Array(${random.int(1, 4)})`;
  const frame = frameOf([container], [k], { variables: [k] });
  return {
    declarations: `function ${name}() { ${container.rebinds ? "let" : "const"} ${a} = ${init}; let ${k} = 0; ${random.chance(0.3) ? `const early = ${a}[0];` : ""}
      return { use(): number { ${PROLOGUE} ${statements(g, frame, random.int(1, 3))} return acc; }, poke(): void { ${mutation(g, container)} }, step(d: number): void { ${k} += d; } }; }`,
    calls: [`{ const o = ${name}(); o.use(); o.step(${random.pick(["1", "2", "-1", "0.5"])}); o.use(); o.poke(); o.use(); }`],
  };
}

function classes(g: Gen): Scenario {
  const { random } = g;
  const [C, D] = [g.fresh("C"), g.fresh("D")];
  const hash = random.chance(0.35) ? "#" : "";
  const visibility = hash === "" ? random.pick(["", "private ", "protected ", "readonly ", "private readonly "]) : "";
  const rebinds = !visibility.includes("readonly") && random.chance(0.5);
  const type = random.chance(0.7) ? "number[]" : "Uint8Array";
  const field = containerOf(`this.${hash}items`, type, { remote: `self.${hash}items`, rebinds });
  const count = `this.${hash}count`;
  const frame = frameOf([field], [count, "n", `this.${hash}items.length`], {
    variables: ["n"],
    effects: ["self.poke();", "void self.size;", "self.hook();"],
  });
  const remoteCount = `self.${hash}count`;
  const bump = random.chance(0.5) ? `${remoteCount} ${random.pick(["+= 1", "= 0", "= 5", "-= 1"])};` : "";
  const init = type === "number[]" ? literal(g, random.int(0, 4)) : `new Uint8Array(${random.int(0, 4)})`;
  const change = mutation(g, field);
  const derived = random.chance(0.5);
  const outside =
    hash === "" && !visibility.startsWith("p") && type === "number[]" ? mutation(g, { ...field, remote: "o.items" }) : ";";
  return {
    declarations: `class ${C} { ${visibility}${hash}items${type === "number[]" ? ": number[]" : ""} = ${init}; ${hash}count = ${random.int(0, 3)};
      ${random.chance(0.4) ? `constructor(n = 2) { ${type === "number[]" ? `for (let k = 0; k < n; k++) this.${hash}items.push(k);` : ""} ${count} = n; }` : ""}
      use(n: number): number { const self = this; ${PROLOGUE} ${statements(g, frame, random.int(1, 4))} return acc; }
      poke(): void { const self = this; ${bump} ${change} }
      hook(): void {}
      get size(): number { ${random.chance(0.3) ? "this.poke();" : ""} return this.${hash}items.length; } }
      ${derived ? `class ${D} extends ${C} { override hook(): void { ${random.pick(["this.poke();", "super.poke();", ""])} } ${random.chance(0.4) ? `override get size(): number { this.poke(); return 1; }` : ""} }` : ""}`,
    calls: [
      `{ const o = new ${derived ? D : C}(); o.use(${random.int(0, 3)}); ${random.pick(["o.poke();", outside, ""])} o.use(${random.pick(["1", "0.5", "NaN", "-1", "2"])}); }`,
      `{ const o = new ${C}(); o.use(1); }`,
    ],
  };
}

function generators(g: Gen): Scenario {
  const { random } = g;
  const [name, a, x] = [g.fresh("s"), g.fresh("p"), g.fresh("x")];
  const container = containerOf(a, "number[]");
  const shared = random.chance(0.6);
  const frame = frameOf([container], ["n"], { flavour: "generator", variables: ["n"] });
  return {
    declarations: `function* ${name}(${a}: number[], n: number): Generator<number, number, number> { ${PROLOGUE} ${shared ? "" : `${a} = ${a}.slice();`} ${statements(g, frame, random.int(1, 4))} yield acc; return acc; }`,
    calls: [
      `{ const ${x} = ${literal(g, random.int(1, 5))}; const it = ${name}(${x}, ${random.int(0, 3)}); for (let w = 0; w < 6; w++) { if (it.next(w).done) break; if (w === ${random.int(0, 2)}) { ${mutation(g, { ...container, remote: x, rebinds: false })} } } }`,
      `for (const _ of ${name}(${literal(g, 3)}, 1)) { void _; }`,
    ],
  };
}

function asyncs(g: Gen): Scenario {
  const { random } = g;
  const [name, a, x, m] = [g.fresh("s"), g.fresh("p"), g.fresh("x"), g.fresh("M")];
  const container = containerOf(a, "number[]");
  const state = containerOf(m, "number[]", { rebinds: true });
  const frame = frameOf([container, state], ["n"], { flavour: "async", variables: ["n"] });
  return {
    declarations: `let ${m}: number[] = ${literal(g, 3)};\nasync function ${name}(${a}: number[], n: number): Promise<number> { ${PROLOGUE} ${statements(g, frame, random.int(1, 4))} await null; return acc; }`,
    calls: [
      `{ const ${x} = ${literal(g, random.int(1, 5))}; await Promise.allSettled([${name}(${x}, ${random.int(0, 3)}), (async () => { ${random.pick(["await null;", "", "await null; await null;"])} ${mutation(g, { ...container, remote: x })} await null; ${mutation(g, state)} })()]); }`,
    ],
  };
}

function template(g: Gen, list: readonly ((name: string, g: Gen) => Scenario)[]): Scenario {
  return g.random.pick(list)(g.fresh("K"), g);
}

export function scenario(g: Gen): Scenario {
  return oneOf(
    g.random,
    [5, () => own(g)],
    [5, () => plain(g)],
    [2, () => aliased(g)],
    [2, () => moduleState(g)],
    [1.5, () => closures(g)],
    [2, () => classes(g)],
    [1, () => generators(g)],
    [1, () => asyncs(g)],
    [1.5, () => template(g, CLASSES)],
    [1, () => template(g, RECURSIONS)],
  );
}
