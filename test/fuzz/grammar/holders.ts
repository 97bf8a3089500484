/** Arrays that are stored into by another name, which may mean something else as well; then an element is used as an index. */
import type { Gen, Parts } from "./context.js";

/** Puts something into `x` that may be too large an index. */
function stored(g: Gen, x: string): string {
  const { random } = g;
  const value = random.pick([`${random.int(0, 9)}`, "acc", "0.5", "NaN", "-1"]);
  const helper = (): string => {
    const name = g.fresh("put");
    g.top(`function ${name}(x: number[]): void { if (x.length > 0) x[0] = ${random.int(0, 9)}; }`);
    return `${name}(${x});`;
  };
  return random.pick([
    () => `if (${x}.length > 0) ${x}[0] = ${value};`,
    () => `${x}.push(${value});`,
    () => `${x}.unshift(${value});`,
    () => `${x}.fill(${value});`,
    () => `${x}.splice(0, 1, ${value});`,
    helper,
  ])();
}

/** An array that somebody else made, or the container `c`. */
function elsewhere({ g, c }: Parts): string {
  const { random } = g;
  if (c.type === "number[]" && random.chance(0.4)) return c.name;
  const made = g.fresh("made");
  g.top(`function ${made}(): { x: number[] } { return { x: [1] }; }`);
  return random.pick(["[1]", `${made}().x`, `[[1]][0]!`]);
}

/** A change of the array `u` by a name that may mean another one. */
function through(parts: Parts, u: string, n: string): string {
  const { g } = parts;
  const [z, r] = [g.fresh("z"), g.fresh("r")];
  const other = elsewhere(parts);
  return g.random.pick([
    `const ${z} = ${n} > 1 ? ${other} : ${u}; ${stored(g, z)}`,
    `let ${z}: number[] | null = null; if (${n} < 2) ${z} = ${u}; if (${z} !== null) { ${stored(g, z)} }`,
    `const ${r} = { x: ${u} }; ${stored(g, `${r}.x`)}`,
    `const ${r} = { x: ${u} }; const ${z} = ${n} > 1 ? { x: ${other} } : ${r}; ${stored(g, `${z}.x`)}`,
    `const ${r} = { x: ${u} }; if (${n} > 1) ${r}.x = ${other}; ${stored(g, `${r}.x`)}`,
    `const ${r} = { y: { x: ${u} } }; ${stored(g, `${r}.y.x`)}`,
    `let ${r} = { x: ${u} }; for (let k = 0; k < 2; k++) { ${stored(g, `${r}.x`)} ${r} = { x: ${other} }; }`,
    `const ${r} = { x: ${u} }; const { x: ${z} } = ${r}; ${stored(g, z)}`,
  ]);
}

export const HOLDERS: Readonly<Record<string, (p: Parts) => string>> = {
  heldArray: (parts) => {
    const { g, t, u, n } = parts;
    const { random } = g;
    const table = random.pick([`new Float64Array(${random.int(2, 6)})`, `[1, 2, 3]`]);
    const read = `acc += ${t}[${u}[0]!]!;`;
    const [before, after] = random.pick([
      ["", read],
      [read, read],
      ["", `for (let k = 0; k < ${u}.length; k++) acc += ${t}[${u}[k]!]!;`],
      ["", `${read} ${stored(g, u)} ${read}`],
    ]);
    return `{ const ${t} = ${table}; const ${u} = [${random.int(0, 1)}]; const ${n} = ${random.int(0, 3)}; ${before} ${through(parts, u, n)} ${after} }`;
  },
};
