/** Variables of a module, or of a function whose closures see them, that hold one array after the other. */
import { literal } from "./containers.js";
import type { Gen, Parts } from "./context.js";
import { HOLES, RESIZES, wrapped } from "./effects.js";

interface Cell {
  readonly g: Gen;
  /** The variable, another of its kind, and one that keeps what was in it. */
  readonly x: string;
  readonly y: string;
  readonly kept: string;
  readonly typed: boolean;
  /** Most of what it holds has as many elements, so that something is proved of it. */
  readonly size: number;
}

function made({ g, typed, size }: Cell): string {
  const { random } = g;
  const count = random.chance(0.93) ? size + random.int(0, 1) : random.int(0, 4);
  return typed ? `new Uint8Array(${count})` : literal(g, count);
}

/** Elements that are there if an array of the usual size is. */
function read({ g, x, size }: Cell, name: string, n: string): string {
  const { random } = g;
  const of = random.pick([name, `${x}!`]);
  return random.pick([
    `acc += ${of}[${random.int(0, size - 1)}]!;`,
    `acc += ${of}[${size - 1}]!;`,
    `acc += ${of}[${n} & ${size > 3 ? 3 : 1}]!;`,
    `for (let w = 0; w < ${of}.length; w++) acc += ${of}[w]!;`,
    `for (let w = 0; w < ${size}; w++) acc += ${of}[w]!;`,
  ]);
}

/** What becomes of the variable, or of what it holds. */
function change(cell: Cell, n: string): string {
  const { g, x, y, kept, typed, size } = cell;
  const { random } = g;
  const replaced = (): string =>
    random.pick([
      () => `${x} = ${made(cell)};`,
      () => `[${x}, ${y}] = [${y}, ${x}];`,
      () => `${x} ??= ${made(cell)};`,
      () => `${x} = ${y}; ${y} = ${made(cell)};`,
      () => `${y} = ${x};`,
      () => `${kept} = ${x};`,
      () => `${kept} = ${made(cell)};`,
      () => `${kept} = ${x}; ${x} = ${made(cell)};`,
      () => `{ const b = ${made(cell)}; ${x} = b; ${kept} = b; }`,
      () => `if (${n} > 1) ${x} = ${made(cell)};`,
      () => `try { ${x} = ${made(cell)}; if (${n} > 2) throw 0; ${x} = ${made(cell)}; } catch { acc++; }`,
      () => `for (${x} of [${made(cell)}, ${made(cell)}]) acc++;`,
      () => `({ ${x} } = { ${x}: ${made(cell)} });`,
    ])();
  const smaller = random.pick([`${x} = ${x}!.slice(1);`, `${x} = ${typed ? "new Uint8Array" : "new Array<number>"}(${n} & 3);`]);
  if (random.chance(0.06)) return smaller;
  if (typed)
    return random.chance(0.8) ? replaced() : random.pick([`${x}!.fill(${random.int(0, 9)});`, `${x} = ${x}!.subarray(1);`]);
  const altered = (name: string): string =>
    random.chance(0.8) || g.profile.conforms
      ? random.pick([() => random.pick(RESIZES)(name, random), () => `${name}.pop();`, () => `${name}.length = ${size - 1};`])()
      : random.pick(HOLES)(name, random);
  const own = (): string =>
    random.pick([
      () => altered(`${kept}!`),
      () => altered(`${kept}!`),
      () => altered(`${y}!`),
      () => `{ const b = ${x}!; ${altered("b")} }`,
      () => `{ const b = ${x}!; ${x} = ${made(cell)}; ${altered("b")} }`,
      () => `${x}![0] = ${random.int(0, 9)};`,
    ])();
  return random.chance(0.65) ? replaced() : own();
}

const maybe = (g: Gen, text: string): string => (g.random.chance(0.5) ? text : "");

/** The statements of a function that uses the variable. */
function uses(cell: Cell, n: string, call: string): string {
  const { g, x } = cell;
  const { random } = g;
  const alter = (): string => random.pick([call, call, change(cell, n), wrapped(g, change(cell, n))]);
  const first = random.pick([
    `const a = ${x}!;`,
    `const a = ${x} ?? ${made(cell)};`,
    `let a = ${x}!; if (${n} > 2) a = ${made(cell)};`,
  ]);
  const parts = [
    alter(),
    read(cell, "a", n),
    alter(),
    read(cell, random.pick(["a", `${x}!`]), n),
    maybe(g, alter()),
    maybe(g, read(cell, "a", n)),
  ];
  const looped = `for (let k = 0; k < 2; k++) { ${parts.slice(1, 4).join(" ")} }`;
  return `${maybe(g, `if (!${x}) { ${call} }`)} ${first} ${random.pick([parts.join(" "), looped, `${parts[1]!} ${looped}`])}`;
}

export const REPLACED_CELLS: Readonly<Record<string, (p: Parts) => string>> = {
  replacedOfModule: ({ g }) => {
    const { random } = g;
    const [x, y, kept] = ["M", "M", "K"].map((prefix) => g.fresh(prefix)) as [string, string, string];
    const cell: Cell = { g, x, y, kept, typed: random.chance(0.25), size: random.int(2, 4) };
    const type = cell.typed ? "Uint8Array" : "number[]";
    const declared = random.pick([
      `let ${x}: ${type} | null = null;`,
      `let ${x}: ${type} | undefined;`,
      `let ${x}: ${type} | null = ${made(cell)};`,
    ]);
    const of = declared.includes("undefined") ? "undefined" : "null";
    g.top(`${random.pick(["", "", "", "export "])}${declared}`);
    g.top(
      `let ${y}: ${type} | ${of} = ${random.pick([of, made(cell)])}; let ${kept}: ${type} | ${of} = ${random.pick([of, made(cell)])}; void ${kept};`,
    );
    g.top(`function make${x}(n: number): void { let acc = n; ${change(cell, "n")} ${maybe(g, change(cell, "n"))} void acc; }`);
    g.top(
      `function first${x}(): void { ${x} = ${made(cell)}; ${maybe(g, `for (let w = 0; w < ${x}.length; w++) ${x}[w] = w;`)} }`,
    );
    const call = random.pick([`make${x}(n);`, `first${x}();`, `first${x}();`]);
    g.top(`function use${x}(n: number): number { let acc = 0; ${uses(cell, "n", call)} return acc; }`);
    return `${maybe(g, `first${x}();`)} acc += use${x}(${random.int(0, 4)}); ${maybe(g, `make${x}(${random.int(0, 4)});`)} acc += use${x}(${random.int(0, 4)});`;
  },
  replacedOfClosure: ({ g, t, u }) => {
    const { random } = g;
    const kept = `${t}k`;
    const cell: Cell = { g, x: t, y: u, kept, typed: random.chance(0.2), size: random.int(2, 4) };
    const type = `${cell.typed ? "Uint8Array" : "number[]"} | null`;
    const declared = `let ${t}: ${type} = ${made(cell)}, ${u}: ${type} = ${random.pick(["null", made(cell)])}, ${kept}: ${type} = ${random.pick(["null", made(cell)])}; void ${kept};`;
    const closures = `const make${t} = (n: number): void => { ${change(cell, "n")} }; const use${t} = (n: number): void => { ${uses(cell, "n", `make${t}(n);`)} };`;
    const looped = random.chance(0.3) ? "for (let pass = 0; pass < 2; pass++) " : "";
    return `${looped}{ ${declared} ${closures} ${maybe(g, `make${t}(${random.int(0, 4)});`)} use${t}(${random.int(0, 4)}); ${maybe(g, change(cell, "2"))} ${read(cell, `${t}!`, "1")} ${maybe(g, `use${t}(1);`)} }`;
  },
};
