/** What methods of arrays call back with elements and indices, and what is known of the arrays afterwards. */
import { literal } from "./containers.js";
import type { Parts } from "./context.js";

const size = ({ g }: Parts): number => g.random.int(1, 4);

export const CALLED_BACK: Readonly<Record<string, (p: Parts) => string>> = {
  calledIndex: (p) =>
    `{ const ${p.t} = ${literal(p.g, size(p))}, ${p.u} = ${literal(p.g, size(p))}; ${p.t}.forEach((_, ${p.i}) => { ${p.gap} acc += ${p.u}[${p.i}]!; }); acc += ${p.t}[0]!; }`,
  calledElement: (p) =>
    `{ const ${p.t} = [0, 1, ${p.g.random.pick(["2", "3", "1.5", "-1"])}], ${p.u} = ${literal(p.g, 3)}; ${p.t}.some((${p.i}) => { ${p.gap} acc += ${p.u}[${p.i}]!; return false; }); acc += ${p.t}[2]!; }`,
  calledOnOuter: (p) =>
    `{ const ${p.u} = ${literal(p.g, size(p))}; (${p.c.name} as ArrayLike<unknown> as unknown[]).forEach((_, ${p.i}) => { ${p.gap} acc += ${p.u}[${p.i} % ${size(p)}]!; }); }`,
  mappedElements: (p) =>
    `{ const ${p.t} = ${literal(p.g, 3)}.map((v) => { ${p.gap} return Number(v) & ${p.g.random.pick(["1", "3"])}; }), ${p.u} = ${literal(p.g, size(p))}; for (let ${p.i} = 0; ${p.i} < ${p.t}.length; ${p.i}++) acc += ${p.u}[${p.t}[${p.i}]!]!; }`,
  mappedTyped: (p) =>
    `{ const ${p.t} = new Uint8Array(${size(p)}).map((v, k) => { ${p.gap} return k + v; }), ${p.u} = ${literal(p.g, size(p))}; acc += ${p.u}[${p.t}[${p.t}.length - 1]!]!; }`,
  foldedElements: (p) =>
    `{ const ${p.t} = [1, 0], ${p.u} = ${literal(p.g, 2)}; acc += ${p.t}.reduce((s, k) => { ${p.gap} return s + ${p.u}[k]!; }, 0); acc += ${p.u}[${p.t}.reduce((s, k) => s + k)]!; }`,
  sortedStays: (p) =>
    `{ const ${p.t} = ${literal(p.g, 3)}; ${p.t}.sort((x, y) => { ${p.gap} return Number(y) - Number(x); }); acc += ${p.t}[2]!; }`,
  filteredElements: (p) =>
    `{ const ${p.t} = [0, 1, 5].filter((k) => { ${p.gap} return k < 2; }), ${p.u} = ${literal(p.g, 2)}; for (let ${p.i} = 0; ${p.i} < ${p.t}.length; ${p.i}++) acc += ${p.u}[${p.t}[${p.i}]!]!; }`,
  foundElement: (p) =>
    `{ const ${p.t} = [0, 1, 2], ${p.u} = ${literal(p.g, 3)}; const ${p.n} = ${p.t}.find((k, ${p.i}) => { ${p.gap} return k + ${p.i} > 1; }); if (${p.n} !== undefined) acc += ${p.u}[${p.n}]!; const ${p.j} = ${p.t}.findIndex((k) => k > 0); if (${p.j} >= 0) acc += ${p.u}[${p.j}]!; }`,
};
