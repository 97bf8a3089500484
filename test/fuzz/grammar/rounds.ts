/** Variables of a loop that hold what an earlier round has made, and other names for it. */
import { literal } from "./containers.js";
import type { Parts } from "./context.js";
import { RESIZES, wrapped } from "./effects.js";

export const ROUNDS: Readonly<Record<string, (p: Parts) => string>> = {
  roundBefore: ({ g, i, j, t, u, n }) => {
    const { random } = g;
    const size = random.int(2, 3);
    const made = (): string => (random.chance(0.8) ? literal(g, size) : `new Array<number>(${size}).fill(${random.int(0, 5)})`);
    const alter = (name: string): string =>
      random.pick([random.pick(RESIZES)(name, random), `${name}.pop();`, `void ${name}[0];`]);
    const call = random.chance(0.5) ? `${n}();` : random.chance(0.5) ? wrapped(g, `${n}();`) : `if (${i} === 1) ${n}();`;
    const closure = (name: string): string => `const ${n} = () => { ${alter(name)} };`;
    const module = g.fresh("R");
    /** What is before the loop, and what a round does before the variable is set to the name. */
    const [before, round, name] = random.pick<() => readonly [string, string, string]>([
      () => ["", `const ${t} = ${made()}; ${closure(t)} ${call}`, t],
      () => [`let ${t} = ${made()}; ${closure(t)}`, `${t} = ${made()}; ${call}`, t],
      () => [`const ${t} = { m: ${made()} }; ${closure(`${t}.m`)}`, `${t}.m = ${made()}; ${call}`, `${t}.m`],
      () => ["", `const ${t} = { m: ${made()} }; ${closure(`${t}.m`)} ${call}`, `${t}.m`],
      () => {
        g.top(`let ${module}: number[] = ${made()}; function cut${module}(): void { ${alter(module)} }`);
        return ["", `${module} = ${made()}; ${call.replaceAll(`${n}()`, `cut${module}()`)}`, module];
      },
    ])();
    const set = random.pick([`${u} = ${name};`, `${u} = ${name};`, `if (${i} > 0) ${u} = ${name};`, `${u} = ${name}.reverse();`]);
    const read = (): string =>
      random.pick([
        `acc = ${u}[${size - 1}]!;`,
        `acc += ${u}[${size - 1}]!;`,
        `acc += ${u}[0]!;`,
        `for (let ${j} = 0; ${j} < ${size}; ${j}++) acc += ${u}[${j}]!;`,
        `for (let ${j} = 0; ${j} < ${u}.length; ${j}++) acc += ${u}[${j}]!;`,
      ]);
    const inside = random.chance(0.3) ? read() : "";
    return `{ let ${u}: number[] = ${literal(g, size)}; ${before} for (let ${i} = 0; ${i} < 3; ${i}++) { ${inside} ${round} ${set} } ${read()} }`;
  },
};
