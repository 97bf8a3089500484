/** Values of one of several object types, told apart by a member: the test may be of the other branch, of another object, or passed on one way only. */
import { literal } from "./containers.js";
import type { Parts } from "./context.js";

const TYPE = `{ k: "a"; i: 0 | 1; x: number[] } | { k: "b"; i: 0 | 4; x: [number, number, number] }`;

/** The function is called with objects of both types, after it was defined. */
const tagged = (p: Parts, body: string): string => {
  const { random } = p.g;
  const made = [
    `{ k: "a", i: ${random.pick(["0", "1"])}, x: ${literal(p.g, random.int(1, 2))} }`,
    `{ k: "b", i: ${random.pick(["0", "4", "4"])}, x: [1, 2, 3] }`,
  ] as const;
  const [first, second] = random.pick([made, [made[1], made[0]]] as const);
  return `{ const ${p.t} = (o: ${TYPE}, q: ${TYPE}): number => { const ${p.u} = ${literal(p.g, 2)}; ${body} }; acc += ${p.t}(${first}, ${second}) + ${p.t}(${second}, ${first}); }`;
};
const test = ({ g: { random } }: Parts): string =>
  `${random.pick(["o", "o", "q"])}.k ${random.pick(["===", "!=="])} "${random.pick(["a", "b"])}"`;

export const TAGGED: Readonly<Record<string, (p: Parts) => string>> = {
  taggedIndex: (p) => tagged(p, `if (${test(p)}) { ${p.gap} return ${p.u}[o.i]!; } return o.i < 2 ? ${p.u}[o.i]! : 0;`),
  taggedReturn: (p) => tagged(p, `if (${test(p)}) return o.i; ${p.gap} return ${p.u}[o.i]!;`),
  taggedSwitch: (p) =>
    tagged(
      p,
      `switch (${p.g.random.pick(["o", "o", "q"])}.k) { case "${p.g.random.pick(["a", "b"])}": ${p.g.random.pick(["", "break;", "return 0;"])} default: return ${p.u}[o.i]!; } return 0;`,
    ),
  taggedEither: (p) => {
    const { random } = p.g;
    const tag = random.pick(["a", "b"]);
    const other = random.chance(0.5) ? `q.k === "${tag}"` : test(p);
    return tagged(
      p,
      `if (o.k === "${tag}" ${random.pick(["&&", "||", "||"])} ${other}) { ${p.gap} return ${p.u}[o.i]!; } return 0;`,
    );
  },
  taggedArray: (p) => {
    const { random } = p.g;
    const list = (): string => literal(p.g, random.int(1, 3));
    const asked = `${random.pick(["", "!"])}Array.isArray(${random.pick(["o", "o", "q"])})`;
    const index = random.pick(["0", "1", p.i]);
    return `{ const ${p.t} = (o: number | number[], q: number | number[]): number => { if (${asked}) { ${p.gap} const ${p.u} = o as number[]; for (let ${p.i} = 0; ${p.i} < ${p.u}.length; ${p.i}++) acc += ${p.u}[${index}]!; return ${p.u}[0]!; } return 0; }; acc += ${p.t}(${list()}, 3) + ${p.t}(1, ${list()}) + ${p.t}(${list()}, ${list()}); }`;
  },
  taggedTuple: (p) => tagged(p, `if (${test(p)}) { ${p.gap} return o.x[${p.g.random.pick(["1", "2", "o.i"])}]!; } return 0;`),
};
