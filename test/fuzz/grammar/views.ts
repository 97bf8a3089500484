/** Views of the buffers of typed arrays: how long they are, by what was given or worked out of `byteLength`, and what writes through another. */
import type { Gen, Parts } from "./context.js";

const KINDS = ["Uint8Array", "Int16Array", "Uint32Array", "Float64Array"] as const;
type Kind = (typeof KINDS)[number];
const SIZES: Readonly<Record<Kind, number>> = { Uint8Array: 1, Int16Array: 2, Uint32Array: 4, Float64Array: 8 };

/** A length in elements of `kind` for what `s` holds, which may be too great or no whole number. */
const lengthOf = (g: Gen, s: string, kind: Kind): string =>
  g.random.pick([
    () => `Math.floor(${s}.byteLength / ${String(SIZES[kind])})`,
    () => `Math.floor(${s}.byteLength / ${String(SIZES[kind])})`,
    () => `${s}.byteLength / ${kind}.BYTES_PER_ELEMENT`,
    () => `${s}.byteLength >> ${String(Math.log2(SIZES[kind]))}`,
    () => `${s}.byteLength / ${String(g.random.pick([2, 3, 4, 8]))}`,
    () => `${s}.length`,
    () => String(g.random.int(0, 4)),
    () => `acc & 3`,
    () => `undefined`,
  ])();

const taken = (g: Gen, s: string): string => {
  const f = g.fresh("take");
  g.top(`function ${f}(x: any): void { structuredClone(0, { transfer: [x.buffer ?? x] }); }`);
  return g.random.pick([`${f}(${s});`, `${f}(${s}.buffer);`, `structuredClone(0, { transfer: [${s}.buffer as ArrayBuffer] });`]);
};

const hidden = (g: Gen, s: string): string =>
  g.random.pick([
    `Object.defineProperty(${s}, "buffer", { value: [1] });`,
    `Object.defineProperty(${s}, "byteLength", { value: 99 });`,
    `Object.defineProperty(${s}, "byteLength", { get() { acc = 7; return 3; } });`,
  ]);

const between = (g: Gen, s: string): string => {
  const roll = g.random.next();
  if (roll < 0.6 || g.profile.conforms) return roll < 0.2 ? taken(g, s) : "";
  return roll < 0.8 ? taken(g, s) : hidden(g, s);
};

const read = (g: Gen, x: string, s: string, i: string): string =>
  g.random.pick([
    `for (let ${i} = 0; ${i} < ${x}.length; ${i}++) acc += ${x}[${i}]!;`,
    `if (${x}.length > 2) acc += ${x}[2]!;`,
    `acc += ${x}[${String(g.random.int(0, 3))}]!;`,
    `for (let ${i} = 0; ${i} < ${s}.byteLength; ${i} += 2) acc += ${x}[${i} / 2]!;`,
    `for (let ${i} = 0; ${i} < ${s}.byteLength / 2; ${i}++) acc += ${x}[${i}]!;`,
    `for (let ${i} = 0; ${i} < ${s}.byteLength; ${i}++) acc += ${x}[${i} >> 2]!;`,
    `{ const k = ${x}[0]!; acc += [1, 2, 3][k]!; }`,
    `acc += ${x}[${s}.byteLength - 1]!;`,
  ]);

/** The array and its view. */
const viewed = (g: Gen, s: string, t: string): string => {
  const { random } = g;
  const [own, other] = [random.pick(KINDS), random.pick(KINDS)];
  const source = random.pick([`${s}.buffer`, `${s}.buffer`, `${s}.buffer`, s, `({ buffer: [1] } as any).buffer`]);
  const offset = random.pick(["0", "0", `${s}.byteOffset`, "8"]);
  const view = `new ${other}(${g.profile.conforms ? `${s}.buffer` : source} as ArrayBuffer, ${offset}, ${lengthOf(g, s, other)})`;
  return `const ${s} = new ${own}(${String(random.int(1, 9))}); ${between(g, s)} const ${t} = ${view}; ${random.pick(["", `${t}[0] = 2;`, `${s}[0] = 200;`, `${s}.fill(1);`])}`;
};

export const VIEWS: Readonly<Record<string, (p: Parts) => string>> = {
  viewOfBuffer: ({ g, t, u, i }) =>
    `{ ${viewed(g, u, t)} ${read(g, t, u, i)} ${between(g, g.random.pick([t, u]))} ${read(g, g.random.pick([t, u]), u, i)} }`,
  byteLength: ({ g, c, t, u, i }) => {
    const { random } = g;
    const kind = random.pick(KINDS);
    return `{ const ${u} = new ${kind}(${random.pick([String(random.int(1, 5)), `${c.name}.length & 7`])}); ${between(g, u)} const ${t} = new Uint8Array(${lengthOf(g, u, random.pick(KINDS))} as number); ${read(g, u, random.pick([t, u]), i)} ${read(g, t, u, i)} }`;
  },
  viewByCallee: ({ g, t, u, i }) => {
    const f = g.fresh("view");
    const [own, other] = [g.random.pick(KINDS), g.random.pick(KINDS)];
    g.top(
      `function ${f}(x: ${own}) { let acc = 0; ${between(g, "x")} const v = new ${other}(x.buffer as ArrayBuffer, x.byteOffset, ${lengthOf(g, "x", other)}); void acc; return v; }`,
    );
    return `{ const ${u} = new ${own}(${String(g.random.int(1, 9))}); const ${t} = ${f}(${u}); ${read(g, t, u, i)} ${between(g, u)} ${read(g, g.random.pick([t, u]), u, i)} }`;
  },
};
