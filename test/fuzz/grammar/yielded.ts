/** Objects whose methods yield lists that others have, too: results of calls are believed by their types, and changed by whoever has them. */
import { literal } from "./containers.js";
import type { Gen, Parts } from "./context.js";
import { RESIZES } from "./effects.js";

/** What a method of lists returns; `kept` is shared, `own` a field. */
function returned(g: Gen, kept: string): string {
  const { random } = g;
  if (!g.profile.conforms && random.chance(0.3))
    return random.pick([
      `JSON.parse("{\\"length\\":3}")`,
      "undefined as any",
      "new Proxy([1, 2], { get: () => 9 })",
      "new Array(3)",
      "({ length: 2 }) as unknown as number[]",
    ]);
  return random.pick([
    kept,
    kept,
    "this.own",
    `${kept}.slice()`,
    literal(g, random.int(0, 3)),
    `${kept}Calls > 2 ? ${kept} : this.own`,
  ]);
}

/** Before a method returns. */
const before = (g: Gen, kept: string): string =>
  g.random.pick([
    "",
    "",
    `${kept}Calls++;`,
    g.random.pick(RESIZES)(g.random.pick([kept, "this.own"]), g.random),
    `${kept}.push(4);`,
  ]);

/** A class of the interface, or a literal. */
function made(g: Gen, I: string, kept: string): string {
  const { random } = g;
  const methods = [
    `list(): number[] { ${before(g, kept)} return ${returned(g, kept)}; }`,
    `more(): number[] { ${before(g, kept)} return ${returned(g, kept)}; }`,
    `count(): number { ${before(g, kept)} return ${random.pick([`${kept}Calls & 3`, `${kept}.length - 1`, "this.own.length", "NaN", "0.5"])}; }`,
    `rows(): { ids: number[] }[] { ${before(g, kept)} return [{ ids: ${returned(g, kept)} }]; }`,
  ];
  const own = literal(g, random.int(0, 3));
  if (random.chance(0.5)) return `({ own: ${own}, ${methods.join(", ")} })`;
  const C = g.fresh("Source");
  g.top(`class ${C} implements ${I} { own = ${own} as number[]; ${methods.join(" ")} }`);
  return `new ${C}()`;
}

function uses(g: Gen, x: string): string {
  const { random } = g;
  const call = random.pick(["", "o.more();", "o.count();", "void o.list().pop();", random.pick(RESIZES)(x, random)]);
  return random.pick([
    `const a = o.list(); for (let i = 0; i < a.length; i++) { ${call} acc += a[i]!; }`,
    `const a = o.list(); const n = a.length; for (let i = 0; i < n; i++) { ${call} acc += a[i]!; }`,
    `const a = o.list(), b = o.more(); if (a.length > 0) { ${random.pick(["", random.pick(RESIZES)("b", random)])} acc += a[a.length - 1]!; }`,
    `const a = o.list(); const last = a.length - 1; ${call} if (last >= 0) acc += a[last]!;`,
    `const a = o.list(), k = o.count(); if (k >= 0 && k < a.length) { ${call} acc += a[k]!; if (Number.isInteger(k)) acc += a[k]!; }`,
    `const k = o.count(); if (k >= 0 && Number.isInteger(k) && k < ${x}.length) { ${call} acc += ${x}[k]!; }`,
    `for (const { ids } of o.rows()) for (let i = 0; i < ids.length; i++) { ${call} acc += ids[i]!; }`,
    `const rows = o.rows(); if (rows.length > 0) { const { ids } = rows[0]!; ${call} if (ids.length > 1) acc += ids[1]!; }`,
    `const a = next(); ${call} for (let i = a.length - 1; i >= 0; i--) acc += a[i]!;`,
  ]);
}

export const YIELDED: Readonly<Record<string, (p: Parts) => string>> = {
  yieldedLists: ({ g, t }) => {
    const { random } = g;
    const [I, kept, f] = [g.fresh("Lists"), g.fresh("kept"), g.fresh("reads")];
    g.top(`const ${kept}: number[] = ${literal(g, random.int(0, 4))};\nlet ${kept}Calls = 0;`);
    g.top(
      `interface ${I} { own: number[]; list(): number[]; more: () => number[]; count(): number; rows(): { ids: number[] }[] }`,
    );
    g.top(
      `${random.pick(["export ", ""])}function ${f}(o: ${I}, x: number[], next: () => number[]): void { let acc = 0; { ${uses(g, "x")} } { ${uses(g, "x")} } void acc; }`,
    );
    return `{ const ${t}: ${I} = ${made(g, I, kept)}; try { ${f}(${t}, ${random.pick([kept, `${t}.own`, literal(g, 3)])}, () => ${random.pick([kept, `${t}.list()`, `${kept}.slice(1)`])}); } catch { acc++; } }`;
  },
  enumMembers: ({ g, i, t }) => {
    const { random } = g;
    const E = g.fresh("Kind");
    const odd = random.chance(0.2) ? `, C = ${random.pick(["'x'", "[1].length", "1 << 3"])}` : "";
    g.top(`enum ${E} { A = ${random.int(0, 2)}, B = ${random.int(0, 300)}${odd} }`);
    const change =
      g.profile.conforms || random.chance(0.7)
        ? ""
        : `(${E} as any).A = ${random.pick(["{ valueOf() { return 1; } }", "'x'", "undefined"])};`;
    return `{ ${change} const ${t} = new Uint8Array(${random.int(0, 3)}); for (let ${i} = 0; ${i} < ${t}.length; ${i}++) ${t}[${i}] = ${E}.${random.pick(["A", "B"])}; if (${E}.A < ${t}.length) acc += ${t}[${E}.A]!; }`;
  },
};
