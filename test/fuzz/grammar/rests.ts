/** Steps of several elements behind tests of remainders; what remainders tell of numbers that may be anything; claims about elements that are moved. */
import { oneOf, type Gen, type Parts } from "./context.js";

/** A test of what `n` leaves when it is divided by `k`, or nearly. */
function restTest({ random }: Gen, n: string, k: number): string {
  const r = random.int(0, k - 1);
  return random.pick([
    `${n} % ${k} === 0`,
    `${n} % ${k} === 0`,
    `!(${n} % ${k})`,
    `(${n} & ${k - 1}) === 0`,
    `!(${n} & ${k - 1})`,
    `${n} % ${k} === ${r}`,
    `${r} == ${n} % ${k}`,
    `${n} % ${k} !== ${r}`,
    `(${n} & ${k - 1}) === ${r}`,
    `${n} % -${k} === 0`,
    `${n} % ${k} == false`,
    `${n} % ${k}`,
    `${n} & 1`,
    `${n} / ${k} === (${n} / ${k} | 0)`,
  ]);
}

/** Numbers, some of which look like an index and are none. */
const oddNumbers = ({ random }: Gen, x: string): string =>
  `[${Array.from({ length: random.int(2, 6) }, () => random.pick([x, `${x} / 2`, `-${x}`, "0", "2", "4", "3", "2.5", "4.5", "-4", "-3", "NaN", "-0", "Infinity", '"4" as any'])).join(", ")}]`;

/** What moves elements of `y`, or lets others see them elsewhere; `z` is what is read then. */
const MOVED: readonly ((y: string, z: string, type: string) => string)[] = [
  (y, z) => `const ${z} = ${y};`,
  (y, z, type) => `const mover = (q: ${type}): void => { q.reverse(); }; mover(${y}); const ${z} = ${y};`,
  (y, z, type) => `const mover = (q: ${type}): void => { q.copyWithin(0, 2); }; mover(${y}); const ${z} = ${y};`,
  (y, z, type) => `const mover = (q: ${type}): void => { q.sort((a, b) => b - a); }; mover(${y}); const ${z} = ${y};`,
  (y, z, type) => `const mover = (q: ${type}): void => { q.fill(1); }; mover(${y}); const ${z} = ${y};`,
  (y, z) => `const mover = (): void => { ${y}.reverse(); }; mover(); const ${z} = ${y};`,
  (y, z) => `(${y} as any).forEach((_: unknown, at: number, all: any) => { if (at === 0) all.reverse(); }); const ${z} = ${y};`,
  (y, z) => `const ${z} = ${y}.toReversed();`,
  (y, z) => `const ${z} = ${y}.slice(2);`,
  (y, z) => `const ${z} = (${y} as any).subarray(2) as typeof ${y};`,
  (y, z) => `const ${z} = (${y} as any).subarray(0, 3) as typeof ${y};`,
  (y, z) => `const ${z} = ${y}; ${z}[0] = ${z}.length - 1;`,
  (y, z) => `const ${z} = ${y}.map((q) => q);`,
  (y, z) => `const ${z} = ${y}.filter((q) => q > 1);`,
];

export const RESTS: Readonly<Record<string, (p: Parts) => string>> = {
  strideTested: ({ g, c, i, gap }) => {
    const k = g.random.int(2, 4);
    const step = g.random.chance(0.7)
      ? { head: `${i} += ${k}`, uses: `acc += Number(${c.name}[${i} + ${g.random.int(1, k)}]); acc += Number(${c.name}[${i}]);` }
      : { head: "", uses: `acc += Number(${c.name}[${i}++]); ${gap} acc += Number(${c.name}[${i}++]);` };
    return `if (${restTest(g, `${c.name}.length`, k)}) for (let ${i} = ${g.random.pick([0, 0, 0, 1])}; ${i} < ${c.name}.length; ${step.head}) { ${g.random.chance(0.3) ? gap : ""} ${step.uses} }`;
  },
  strideToAnother: ({ g, c, i, j, t, n }) => {
    const size = g.random.pick([`${n} / 4 * 3`, `${n} >> 1`, `${n} >> 2`, `(${n} * 3) >> 2`, `${n} / 2`]);
    return `{ const ${n} = ${c.name}.length; if (${restTest(g, n, 4)}) { const ${t} = new Uint8Array(${size}); let ${j} = 0; for (let ${i} = 0; ${i} < ${n}; ${i} += ${g.random.pick([2, 4])}) { ${t}[${j}++] = 1; ${g.random.chance(0.5) ? `${t}[${j}++] = 2; ${t}[${j}++] = 3;` : ""} acc += ${t}[${i} >> ${g.random.int(0, 2)}]!; } } }`;
  },
  restOfNumber: ({ g, t, n, x, gap }) => {
    const k = g.random.pick([2, 3, 4]);
    const size = g.random.int(4, 8);
    const range = g.random.pick([
      `${n} >= 0 && ${n} < ${size}`,
      `${n} > -${k} && ${n} < ${size}`,
      `${n} >= 0 && ${n} <= ${size}`,
      `Number.isInteger(${n}) && ${n} > -1 && ${n} < ${size}`,
    ]);
    const test = restTest(g, n, k);
    const asked = g.random.chance(0.5) ? `${test} && ${range}` : `${range} && ${test}`;
    return `{ const ${t} = new Uint8Array(${size}); for (const ${n} of ${oddNumbers(g, x)}) if (${asked}) { ${gap} acc += Number(${t}[${n}]); acc += Number(${t}[${n} - ${g.random.int(1, k)}]); } }`;
  },
  restsAtTwoPlaces: ({ g, t, n, i, x }) => {
    const [a, b] = g.random.pick([
      [2, 4],
      [4, 2],
      [2, 6],
      [3, 6],
      [4, 8],
    ] as const);
    const y = `y${i}`;
    const chosen = g.random.pick([
      `let ${y} = 0; if (${n} % ${b} === 0) ${y} = ${n};`,
      `let ${y} = 0; if ((${n} & ${b - 1}) === 0) ${y} = ${n};`,
      `const ${y} = ${n} % ${b} === 0 ? ${n} : 0;`,
      `let ${y} = 1; if (${n} % ${b} === 0) ${y} = 0; if (${y} === 0) ${y} = ${n}; else ${y} = 0;`,
    ]);
    return `{ const ${t} = new Uint8Array(${g.random.int(1, 9)}); for (const ${n} of ${oddNumbers(g, x)}) if (Number.isInteger(${n}) && ${n} >= 0 && ${n} < ${g.random.int(8, 40)} && ${n} % ${a} === 0) { ${chosen} acc += Number(${t}[${y}]); } }`;
  },
  restOfCounter: ({ g, c, i, t, n }) =>
    `{ const ${t}: number[] = []; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { if (${restTest(g, i, 2)}${g.random.chance(0.3) ? ` && ${c.name}.length > 2` : ""}) ${t}[${t}.length - 1]! += ${i}; else ${t}.push(${i}); } const ${n} = ${t}.length; acc += ${n}; }`,
  claimsMoved: ({ g, i, j, t, u, n, gap }) => {
    const isTyped = g.random.chance(0.6);
    const type = isTyped ? "Uint32Array" : "number[]";
    const size = g.random.int(4, 9);
    const value = g.random.pick([i, i, `${i} + 1`, `${size} - ${i}`]);
    const made = isTyped
      ? `const ${t} = new Uint32Array(${size}); for (let ${i} = 0; ${i} < ${t}.length; ${i}++) ${t}[${i}] = ${value};`
      : `const ${t}: number[] = []; for (let ${i} = 0; ${i} < ${size}; ${i}++) ${t}.push(${value});`;
    return `{ ${made} ${oneOf(g.random, [1, () => g.random.pick(MOVED)(t, u, type)])} ${gap} const ${n} = new Uint8Array(${g.random.int(1, 3)}); for (let ${j} = 0; ${j} < ${n}.length; ${j}++) if (${j} < ${u}.length) acc += Number(${n}[${u}[${j}]!]); }`;
  },
  claimsOfAnEarlierPass: ({ g, i, j, t, u, n }) => {
    const sizes = g.random.pick(["10 : 3", "3 : 10", "4 : 4"]);
    const kept = g.random.pick([
      { before: `let kept: Uint32Array | null = null;`, old: `kept`, keep: `kept = ${u};` },
      { before: `const kept: { a: Uint32Array | null } = { a: null };`, old: `kept.a`, keep: `kept.a = ${u};` },
      { before: `const kept: Uint32Array[] = [];`, old: `(kept.at(-1) ?? null)`, keep: `kept.push(${u});` },
    ]);
    const fill = `for (let ${i} = 0; ${i} < ${u}.length; ${i}++) ${u}[${i}] = ${g.random.pick([n, n, `${n} - 1`, i])};`;
    const make = `const ${u} = new Uint32Array(4); ${fill}`;
    const use = `{ const old = ${kept.old}; if (old !== null) for (let ${j} = 0; ${j} < old.length; ${j}++) acc += Number(${t}[old[${j}]!]); }`;
    const body = g.random.pick([`${use} ${make} ${kept.keep}`, `${make} ${use} ${kept.keep}`, `${make} ${kept.keep} ${use}`]);
    return `{ ${kept.before} for (let pass = 0; pass < 2; pass++) { const ${n} = pass === 0 ? ${sizes}; const ${t} = new Uint8Array(${n} + 1); ${body} } }`;
  },
};
