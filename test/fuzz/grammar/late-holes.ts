/** Arrays that lose their density late: what was read before was dense, what is read after may be a hole. */
import { literal } from "./containers.js";
import type { Gen, Parts } from "./context.js";
import { HOLES, RESIZES, wrapped } from "./effects.js";

/** A change that leaves holes; where types are kept (A1t), one that does not. */
function holed(g: Gen, x: string, n: string): string {
  const { random } = g;
  const change = (y: string, m: string): string =>
    g.profile.conforms
      ? random.pick(RESIZES)(y, random)
      : random.pick([
          () => random.pick(HOLES)(y, random),
          () => random.pick(HOLES)(y, random),
          () => `${y}.length = ${m};`,
          () => `${y}.length = Math.max(${y}.length, ${m} & 7);`,
          () => `${y}.length = ${random.int(2, 7)};`,
          () => `${y}[${random.int(4, 8)}] = 1;`,
          () => `{ ${y}.length = 0; ${y}[1] = 5; }`,
          () => `if (${m} > 1) delete ${y}[1];`,
        ])();
  const roll = random.next();
  if (roll < 0.55) return change(x, n);
  if (roll < 0.75) return wrapped(g, change(x, n));
  const helper = g.fresh("grow");
  g.top(`function ${helper}(x: number[], n: number): void { ${change("x", "n")} }`);
  return `${helper}(${x}, ${n});`;
}

/** Reads every element of `x`. */
const walked = (g: Gen, x: string, i: string): string =>
  g.random.pick([
    `for (let ${i} = 0; ${i} < ${x}.length; ${i}++) acc += ${x}[${i}]!;`,
    `for (let ${i} = ${x}.length - 1; ${i} >= 0; ${i}--) acc += ${x}[${i}]!;`,
    `if (${x}.length > 1) acc += ${x}[0]! + ${x}[1]!;`,
    `if (${x}.length > 0) acc += ${x}[${x}.length - 1]!;`,
  ]);

const maybe = (g: Gen, text: string): string => (g.random.chance(0.5) ? text : "");

/** What fills `x`, which has `n` places, or nearly does; where types are kept it does. */
function filling(g: Gen, x: string, n: string, i: string): string {
  const { random } = g;
  const counted = (body: string, from = "0", to = random.pick([n, n, `${x}.length`])): string =>
    random.pick([
      `for (let ${i} = ${from}; ${i} < ${to}; ${i}++) { ${body} }`,
      `{ let ${i} = ${from}; while (${i} < ${to}) { ${body} ${i} += 1; } }`,
    ]);
  const whole = [
    `${x}.fill(${random.int(0, 3)});`,
    counted(`${x}[${i}] = ${i};`),
    `for (let ${i} = 0; ${i} < ${n}; ${i}++) { if (${i} & 1) acc++; ${x}[${i}] = acc; }`,
    `${x}[0] = acc; ${counted(`${x}[${i}] = ${x}[${i} - 1]! + 1;`, "1")}`,
    `${x}[1] = 2; ${x}[0] = 1; ${counted(`acc += ${x}[0]! + ${x}[${i} - ${random.int(1, 2)}]!; ${x}[${i}] = ${i};`, "2")}`,
    counted(`${x}[${i}] = ${i}; acc += ${x}[${i}]!;`),
  ];
  if (g.profile.conforms) return random.pick(whole);
  return random.pick([
    ...whole,
    ...whole,
    `${x}.fill(1, ${random.int(0, 2)});`,
    `try { ${x}.fill(acc > 2 ? 1 : (() => { throw 0; })()); } catch { acc += ${x}[0]!; }`,
    `if (acc > ${random.int(0, 6)}) ${x}.fill(2);`,
    counted(`if (${i} === ${random.int(0, 3)}) continue; ${x}[${i}] = 1;`).replace(
      "while",
      "for (let fuel = 0; fuel < 20; fuel++) if",
    ),
    counted(`if (${i} === ${random.int(0, 3)}) break; ${x}[${i}] = 1;`),
    counted(`${x}[${i}] = 1;`, "1"),
    counted(`${x}[${i}] = 1;`, "0", `${n} - 1`),
    counted(`try { ${x}[${i}] = ${i} === 1 ? (() => { throw 0; })() : 1; } catch { acc++; }`),
    counted(`if (${i} !== 1) ${x}[${i}] = 1;`),
    counted(`acc += ${x}[${i}]!; ${x}[${i}] = 1;`),
    counted(`${x}[${i}] = 1; acc += ${x}[${i} + 1]!;`),
    `${random.pick([`if (acc > ${random.int(0, 6)}) `, ""])}${x}[${random.int(0, 1)}] = 1; ${counted(`${x}[${i}] = ${x}[${i} - 1]!;`, random.pick(["1", "2"]))}`,
    counted(`acc += ${x}[${n} - 1]!; ${x}[${i}] = 1;`),
  ]);
}

export const LATE_HOLES: Readonly<Record<string, (p: Parts) => string>> = {
  lateHole: ({ g, t, i, n }) =>
    `{ const ${t} = ${literal(g, g.random.int(2, 4))}; const ${n} = ${g.random.int(0, 6)}; ${walked(g, t, i)} ${holed(g, t, n)} ${maybe(g, walked(g, t, i))} }`,
  lateHoleInLoop: ({ g, t, i, n }) => {
    const change = holed(g, t, n);
    const read = walked(g, t, i);
    const body = g.random.pick([
      `${read} ${change}`,
      `${read} if (${n} === ${g.random.int(0, 2)}) { ${change} }`,
      `if (${n} === 0) { ${read} continue; } ${change}`,
      `${read} if (${n} > 1) break; ${change}`,
      `try { ${read} } finally { ${change} }`,
      `try { ${read} if (${n} === 1) throw 0; } catch { ${change} }`,
      `${change} ${read}`,
      `switch (${n}) { case 1: ${change} break; default: ${read} }`,
    ]);
    const loop = g.random.pick([
      `for (let ${n} = 0; ${n} < 3; ${n}++) { ${body} }`,
      `for (const ${n} of [0, 1, 2]) { ${body} }`,
      `{ let ${n} = -1; while (++${n} < 3) { ${body} } }`,
      `{ let ${n} = -1; do { ${n}++; ${body.replace("continue;", "")} } while (${n} < 2); }`,
      `for (let ${n} = 0; ${n} < 2; ${n}++) for (let w = 0; w < 2; w++) { ${body} }`,
    ]);
    return `{ const ${t} = ${literal(g, g.random.int(2, 4))}; ${loop} ${maybe(g, walked(g, t, i))} }`;
  },
  filledFirst: ({ g, t, u, i, j, n }) => {
    const { random } = g;
    const size = random.pick([`${random.int(0, 5)}`, `acc & 3`, `Math.abs(acc | 0) & 3`]);
    const read = walked(g, t, j);
    const late = maybe(g, holed(g, t, n));
    const fill = filling(g, t, n, i);
    const keep = g.profile.conforms ? "" : random.pick([`${u} = ${t};`, ""]);
    const body = random.pick([`${fill} ${keep} ${read} ${late} ${maybe(g, read)}`, `${keep} ${fill} ${read}`]);
    const made = `const ${n} = ${size}; const ${t}${random.pick(["", ": number[]"])} = new Array<number>(${n}); ${body}`;
    return `{ let ${u}: number[] = []; for (let pass = 0; pass < ${random.int(1, 2)}; pass++) { ${made} } ${maybe(g, walked(g, u, j))} }`;
  },
  lateHoleOfFresh: ({ g, t, u, i, n }) =>
    `{ let ${u} = [1, 2]; for (let ${n} = 0; ${n} < 3; ${n}++) { const ${t} = ${literal(g, g.random.int(2, 3))}; ${walked(g, t, i)} ${maybe(g, walked(g, u, i))} ${g.random.pick([`${u} = ${t};`, ""])} ${holed(g, t, n)} ${g.random.pick([`${u} = ${t};`, "", `${u} = ${t}.slice();`])} } ${maybe(g, walked(g, u, i))} }`,
  lateHoleOfAlias: ({ g, t, u, i, n }) =>
    `{ const ${t} = ${literal(g, g.random.int(2, 4))}; const ${n} = ${g.random.int(0, 6)}; ${walked(g, t, i)} let ${u} = ${g.random.pick([t, `(acc > 2 ? ${t} : [1, 2])`, `[${t}][0]!`, `${t}.slice()`, `${t}.reverse()`, `((x) => x)(${t})`, `({ k: ${t} }).k`])}; ${maybe(g, `if (acc < 9) ${u} = ${t};`)} ${holed(g, u, n)} ${walked(g, g.random.pick([t, t, u]), i)} }`,
  lateHoleOfCopy: ({ g, t, u, i, n }) =>
    `{ const ${t} = ${literal(g, g.random.int(2, 4))}; const ${n} = ${g.random.int(0, 6)}; ${maybe(g, walked(g, t, i))} ${g.random.pick([`const ${u} = COPY; ${holed(g, t, n)}`, `${holed(g, t, n)} const ${u} = COPY;`]).replace("COPY", g.random.pick([`${t}.slice()`, `${t}.map((v) => v)`, `[...${t}]`, `${t}.concat([1])`, `${t}.filter(() => true)`, `Array.from(${t})`]))} ${walked(g, u, i)} }`,
  lateHoleOfState: ({ g, i }) => {
    const M = g.fresh("M");
    const declared = g.random.pick([`const ${M} = ${literal(g, 3)};`, `const ${M}: number[] = []; ${M}.push(1, 2);`]);
    g.top(
      `${declared}\nfunction use${M}(n: number): number { let acc = 0; ${walked(g, M, i)} ${holed(g, M, "n")} ${maybe(g, walked(g, M, i))} return acc; }`,
    );
    return `acc += use${M}(${g.random.int(0, 6)}); acc += use${M}(${g.random.int(0, 6)});`;
  },
  lateHoleOfCaller: ({ g, i }) => {
    const f = g.fresh("late");
    g.top(
      `function ${f}(p: number[], q: number[], n: number): number { let acc = 0; ${walked(g, "p", i)} ${maybe(g, walked(g, "q", i))} ${holed(g, "q", "n")} ${maybe(g, walked(g, "p", i))} return acc; }`,
    );
    return `{ const one = ${literal(g, 3)}; const two = ${literal(g, 2)}; acc += ${f}(one, ${g.random.pick(["one", "two", "two"])}, ${g.random.int(0, 6)}); ${maybe(g, `acc += ${f}(${g.random.pick(["one", "two"])}, one, 2);`)} ${walked(g, g.random.pick(["one", "two"]), i)} }`;
  },
  lateHoleOfClosure: ({ g, t, i, n }) =>
    `{ const ${t} = ${literal(g, g.random.int(2, 4))}; const ${n} = ${g.random.int(0, 6)}; const read${t} = () => { ${walked(g, t, i)} }; const grow${t} = () => { ${holed(g, t, n)} }; read${t}(); ${maybe(g, `grow${t}();`)} ${g.random.pick([`read${t}();`, walked(g, t, i)])} ${maybe(g, `grow${t}();`)} }`,
  lateHoleReturned: ({ g, t, i }) => {
    const f = g.fresh("make");
    g.top(
      `function ${f}(n: number): number[] { const r: number[] = []; for (let k = 0; k < n; k++) r.push(k); ${maybe(g, "for (let k = 0; k < r.length; k++) r[k] = r[k]! + 1;")} ${maybe(g, holed(g, "r", "n"))} return r; }`,
    );
    return `{ const ${t} = ${f}(${g.random.int(1, 4)}); ${walked(g, t, i)} ${maybe(g, holed(g, t, "acc"))} ${maybe(g, walked(g, t, i))} }`;
  },
};
