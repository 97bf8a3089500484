/** One of two: arrays in records, arrays of an earlier pass, names that a loop assigns by a pattern. What is known of one must not be said of the other. */
import type { Parts } from "./context.js";

export const CHOICES: Readonly<Record<string, (p: Parts) => string>> = {
  listOfEither: ({ g, t, u, n, i, x }) => {
    const { random } = g;
    const size = random.int(3, 5);
    const [table, one, two, taken] = ["table", "one", "two", "taken"].map((prefix) => g.fresh(prefix)) as [
      string,
      string,
      string,
      string,
    ];
    const small = (): string => `[${random.int(0, 2)}, ${random.int(0, 2)}]`;
    const isTyped = random.chance(0.3);
    const made = isTyped ? "new Uint8Array(2)" : random.pick([small(), small(), `Array.from({ length: ${size} }, (_, k) => k)`]);
    const other = isTyped
      ? random.pick(["new Uint8Array(2).fill(9)", "new Uint8Array(2)"])
      : random.pick([`[${random.int(0, 9)}]`, `[${random.int(0, 99)}, 1]`, small()]);
    const choice = random.pick([`(${x}) > 1`, "acc > 0", "true"]);
    const put = random.pick([
      `const ${one} = { m: ${t} }; const ${two} = { m: ${u} }; const ${taken} = ${choice} ? ${two} : ${one};`,
      `const ${one} = { m: ${t} }; const ${two} = { m: ${t} }; const ${taken} = ${choice} ? ${one} : ${two}; ${taken}.m = ${u};`,
    ]);
    const from = random.pick([`${taken}.m`, `${one}.m`]);
    const read = random.pick([
      `for (const e of ${from}) acc += ${table}[e]!;`,
      `const [e] = ${from}; acc += ${table}[e!]!;`,
      `acc += ${table}[${from}[0]!]!;`,
      `for (let ${i} = 0; ${i} < ${from}.length; ${i}++) acc += ${table}[${from}[${i}]!]!;`,
    ]);
    const wide = random.pick([String(size), `Math.max(${size}, Math.min(50, (${x}) | 0))`]);
    return `{ const ${n} = ${wide}; const ${table} = new Uint8Array(${n}); const ${t} = ${made}; const ${u} = ${other}; ${put} ${read} }`;
  },
  filledBefore: ({ g, t, u, n, i, x }) => {
    const { random } = g;
    const [table, before] = ["table", "before"].map((prefix) => g.fresh(prefix)) as [string, string];
    const value = random.pick(["3", "200", String(random.int(0, 9))]);
    const target = random.pick([before, before, t]);
    const test = random.pick([
      `if (${n} < 1)`,
      `if (${n} < ${u} && ${n} < 1)`,
      `if (${n} < ${u} && ${n} < 1)`,
      `if (${n} > 1)`,
      "",
    ]);
    const read = random.pick([
      `for (const e of ${before}) acc += ${table}[e]!;`,
      `if (${before}.length > 0) acc += ${table}[${before}[0]!]!;`,
    ]);
    const act = `${test} ${target}.fill(${value}); ${read}`;
    const start = random.pick(["", "", ` = new Uint8Array(${random.int(0, 2)})`]);
    const [declared, acts] =
      start === ""
        ? [`let ${before}: Uint8Array | null = null;`, `if (${before} !== null) { ${act} }`]
        : [`let ${before}${start};`, act];
    return `{ const ${u} = Math.max(4, Math.min(50, (${x}) | 0)); const ${table} = new Uint8Array(${u}); ${declared} for (let ${i} = 0; ${i} < 4; ${i}++) { const ${n} = (${random.pick([`(${x})`, "3", "5"])} >> ${i}) & 3; const ${t} = new Uint8Array(${n}); ${acts} ${random.pick([`${before} = ${t};`, `${before} = ${t};`, ""])} } }`;
  },
  assignedByPattern: ({ g, t, u, n }) => {
    const { random } = g;
    const use = g.fresh("use");
    const size = random.int(2, 4);
    const declared = random.pick(["var", "var", "let", "const"]);
    const pattern = random.pick([`{ ${n} }`, `{ m: ${n} }`, `[${n}]`, n]);
    const key = pattern.includes("m:") ? "m" : n;
    const value = random.pick(["(): number => 9", `(): number => ${size - 1}`]);
    const given = pattern.startsWith("[") ? `[[${value}] as const]` : pattern === n ? `[${value}]` : `[{ ${key}: ${value} }]`;
    const loop = `for (${declared} ${pattern} of ${given}) void ${n};`;
    g.top(
      `function ${use}(): number { var ${n} = (): number => 1; const ${t} = [${Array.from({ length: size }, () => "1").join(", ")}]; const ${u} = (): number => ${t}[${n}()]!; ${loop} return ${random.pick([`${t}[${n}()]!`, `${u}()`])}; }`,
    );
    return `acc += ${use}();`;
  },
};
