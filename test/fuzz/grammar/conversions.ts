/** Objects stored into typed arrays, which convert them: code that runs between the place and the store. */
import type { Gen, Parts } from "./context.js";
import { effect, mutation } from "./effects.js";

/** A typed array, and the ways in which code can reach it. */
interface Reached {
  /** Declares it under its name. */
  readonly before: string;
  /** Statements that take its memory away. */
  readonly detach: string;
}

function reached(g: Gen, t: string, kind: string): Reached {
  const { random } = g;
  const size = random.int(1, 4);
  const detach = (buffer: string): string => `structuredClone(0, { transfer: [${buffer} as ArrayBuffer] });`;
  const made = `const ${t} = new ${kind}(${size});`;
  const own: Reached = { before: made, detach: detach(`${t}.buffer`) };
  return random.pick<() => Reached>([
    () => own,
    () => own,
    // In other hands before.
    () => ({ before: `${made} const holder: any = { it: ${t} };`, detach: detach("holder.it.buffer") }),
    () => ({ before: `${made} const list = [${t}];`, detach: detach("list[0]!.buffer") }),
    () => ({ before: `${made} const view = ${t}.subarray(0);`, detach: detach("view.buffer") }),
    () => ({ before: `${made} const memory = ${t}.buffer;`, detach: detach("memory") }),
    () => ({
      before: `const memory = new ArrayBuffer(${size * 8}); const ${t} = new ${kind}(memory);`,
      detach: detach("memory"),
    }),
    () => ({
      before: `const memory = new ArrayBuffer(${size * 8}, { maxByteLength: 64 } as any) as any; const ${t} = new ${kind}(memory);`,
      detach: `memory.resize(${random.pick(["0", "0", "64"])});`,
    }),
    () => {
      const kept = g.fresh("kept");
      g.top(
        `let ${kept}: ${kind} | null = null;\nfunction keep${kept}(x: ${kind}): ${kind} { ${random.pick([`${kept} = x;`, `${kept} = x;`, `void ${kept};`])} return x; }`,
      );
      return {
        before: `const ${t} = keep${kept}(new ${kind}(${size}));`,
        detach: `if (${kept} !== null) ${detach(`${kept}.buffer`)}`,
      };
    },
    () => {
      const state = g.fresh("State");
      g.top(
        `${random.pick(["let", "const"])} ${state} = new ${kind}(${size});\nfunction drop${state}(): void { ${detach(`${state}.buffer`)} }`,
      );
      return { before: `const ${t} = ${state};`, detach: `drop${state}();` };
    },
    () => ({ before: `let ${t} = new ${kind}(${size});`, detach: `${t} = new ${kind}(0);` }),
  ])();
}

function stored(g: Gen, run: string): string {
  const result = g.random.pick(["1", "0", "300", "-1", "0.5", "NaN", `"2"`]);
  return g.random.pick([
    `{ valueOf() { ${run} return ${result}; } } as any`,
    `{ valueOf() { ${run} return ${result}; } } as any`,
    `{ [Symbol.toPrimitive]() { ${run} return ${result}; } } as any`,
    `{ toString() { ${run} return "1"; } } as any`,
    `new (class { valueOf() { ${run} return ${result}; } })() as any`,
    `Object.create({ valueOf() { ${run} return ${result}; } })`,
    `Object.assign(() => 0, { valueOf: () => { ${run} return ${result}; } }) as any`,
    `[{ toString() { ${run} return "1"; } }] as any`,
  ]);
}

const KINDS = ["Uint8Array", "Int32Array", "Float64Array", "Uint8ClampedArray", "Int16Array"] as const;

export const CONVERSIONS: Readonly<Record<string, (p: Parts) => string>> = {
  convertedStore: ({ g, frame, c, t, i, u }) => {
    const { random } = g;
    const { before, detach } = reached(g, t, random.pick(KINDS));
    const nested = { ...frame, flavour: "normal" as const };
    const run = random.pick([
      () => "",
      () => mutation(g, c),
      () => effect(g, nested, c),
      () => detach,
      () => detach,
      () => detach,
    ])();
    const object = stored(g, run);
    const [made, value] = random.chance(0.4) ? [`const ${u} = ${object};`, u] : ["", object];
    const at = `${t}[${i}]`;
    const store = random.pick([
      `${at} = ${value};`,
      `${at} = ${value};`,
      `${at} = ${value};`,
      `[${at}] = [${value}];`,
      `for (${at} of [${value}]) break;`,
      `({ p: ${at} } = { p: ${value} });`,
      `${at}! += ${value};`,
      `acc += Number(${at} = ${value});`,
      `try { ${at} = ${value}; } catch { acc++; }`,
    ]);
    const again = random.pick([
      `acc += ${t}[${i}]!;`,
      `for (let w = 0; w < ${t}.length; w++) acc += ${t}[w]!;`,
      `${t}[${i}] = 2;`,
      `if (${c.name}.length > 0) acc += Number(${c.name}[0]);`,
      "",
    ]);
    const loop = random.pick([
      `const ${i} = 0;`,
      `for (let ${i} = 0; ${i} < ${t}.length; ${i}++)`,
      `if (${c.name}.length > 0) for (const ${i} of [0])`,
    ]);
    return `{ ${before} ${made} ${loop} { ${store} ${again} } ${random.pick(["", detach])} }`;
  },
  convertedArgument: ({ g, c }) => {
    const { random } = g;
    const f = g.fresh("put");
    const kind = random.pick(KINDS);
    const y = random.pick(["x", `new ${kind}(4)`]);
    g.top(
      `function ${f}(n: number, value: number, x = new ${kind}(4)): number { const y = ${y}; if (n >= 0 && n < y.length && Number.isInteger(n)) { y[n] = value; return y[n]!; } return 0; }`,
    );
    const { before, detach } = reached(g, "own", kind);
    const value = stored(g, random.pick([detach, detach, mutation(g, c), ""]));
    return `{ ${before} acc += ${f}(${random.int(0, 3)}, ${g.profile.conforms ? "3" : value}, own); acc += ${f}(1, 2); }`;
  },
  convertedInField: ({ g }) => {
    const { random } = g;
    const C = g.fresh("Buffer");
    const hash = random.pick(["#", "private ", ""]);
    const data = hash === "#" ? "#data" : "data";
    const detach = random.pick([
      `structuredClone(0, { transfer: [this.${data}.buffer as ArrayBuffer] });`,
      `this.${data} = new Uint8Array(0);`,
      `void this.${data}.length;`,
    ]);
    g.top(
      `class ${C} { ${hash === "#" ? "#data" : `${hash}data`} = new Uint8Array(${random.int(1, 4)}); drop(): void { ${detach} } put(k: number, value: number): void { if (k >= 0 && k < this.${data}.length && Number.isInteger(k)) { this.${data}[k] = value; ${random.pick(["", `void this.${data}[k]!.toFixed();`])} } } }`,
    );
    return `{ const buffer = new ${C}(); buffer.put(0, ${g.profile.conforms ? "3" : stored(g, random.pick(["buffer.drop();", ""]))}); buffer.put(1, 2); }`;
  },
};
