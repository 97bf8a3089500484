/** Classes with several cursors into one buffer. How these compare the constructor sees to; other methods may or may not. */
import type { Gen, Parts } from "./context.js";

const KINDS = ["Uint8Array", "Float64Array", "Int16Array"] as const;

/** A whole number within bounds, which may be too great for the buffer. */
function bounded(g: Gen, f: (field: string) => string): string {
  const { random } = g;
  return random.pick([
    `k & ${random.pick([1, 3, 7])}`,
    `k & ${random.pick([3, 7])}`,
    `(k & 7) % ${f("limit")}`,
    `Math.min(k & 7, ${f("limit")}${random.pick(["", " - 1"])})`,
    `(${f("at")} + 1) & ${random.pick([3, 7])}`,
    `(${f("at")} + 1) % ${random.pick([f("limit"), `${f("buffer")}.length`, "4"])}`,
    `k > 2 ? ${random.int(0, 1)} : ${random.int(0, 5)}`,
    `${f("at")} + 1 < ${f("limit")} ? ${f("at")} + 1 : 0`,
    f("low"),
    `${f("limit")}${random.pick(["", " - 1"])}`,
    `${f("buffer")}.length${random.pick(["", " - 1"])}`,
    String(random.int(0, 4)),
  ]);
}

function move(g: Gen, f: (field: string) => string, of: (object: string, field: string) => string): string {
  const { random } = g;
  const field = random.pick(["at", "at", "at", "at", "low"]);
  const value = bounded(g, f);
  return random.pick([
    ...Array.from({ length: 5 }, () => `${f(field)} = ${value};`),
    `const next = ${value}; if (next <${random.pick(["", "="])} ${random.pick([f("limit"), `${f("buffer")}.length`])}) ${f(field)} = next;`,
    `if (${f("at")} < ${f("limit")}${random.pick(["", " - 1"])}) ${f("at")}++;`,
    `if (Number.isInteger(k) && k >= 0 && k <${random.pick(["", "="])} ${random.pick([f("limit"), "5"])}) ${f(field)} = k;`,
    `${of("other", field)} = ${value};`,
    `${f(field)} = ${of("other", random.pick(["at", "low"]))};`,
    `[${f("low")}, ${f("at")}] = [${f("at")}, ${f("low")}];`,
    `try { ${f(field)} = ${value}; then(); } finally { if (${f(field)} >= ${f("limit")}) ${f(field)} = 0; }`,
  ]);
}

function read(g: Gen, f: (field: string) => string, of: (object: string, field: string) => string): string {
  const { random } = g;
  const b = f("buffer");
  const cursor = random.pick(["at", "at", "at", "low"]);
  return random.pick([
    ...Array.from({ length: 4 }, () => `return ${b}[${f(cursor)}]!;`),
    `const at = ${f(cursor)}; then(); return ${b}[at]!;`,
    `let s = 0; for (let w = 0; w ${random.pick(["<", "<="])} ${f("at")}; w++) s += ${b}[w]!; return s;`,
    `let s = 0; for (let w = ${f("low")}; w < ${f("limit")}; w++) s += ${b}[w]!; return s;`,
    `return ${b}[${f("limit")} - 1]! + ${b}[${f("at")} > ${f("low")} ? ${f("low")} : 0]!;`,
    `return ${f("at")} < ${f("limit")} ? ${b}[${f("at")}]! : 0;`,
    `${b}[${f(cursor)}] = 1; return 0;`,
    `${b}[${f(cursor)}]!++; return 0;`,
    `return ${b}[${of("other", cursor)}]!;`,
    `return ${of("other", "buffer")}[${of("other", cursor)}]!;`,
    `return k >= 0 && k <= ${f("at")} ? ${b}[k | 0]! : 0;`,
  ]);
}

/** The class, by its name. */
function relatedClass(g: Gen): string {
  const { random } = g;
  const name = g.fresh("Related");
  const hash = random.chance(0.65) ? "#" : "";
  const p = hash === "" ? "private " : "";
  const of = (object: string, field: string): string => `${object}.${hash}${field}`;
  const f = (field: string): string => of("this", field);
  const kind = random.pick(KINDS);
  const least = random.pick([0, 1, 1, 2]);
  const test = random.pick([
    `if (!Number.isInteger(n) || n < ${least} || n > 9) throw new RangeError("n");`,
    `if (!Number.isInteger(n) || n < ${least} || n > 9) throw new RangeError("n");`,
    `n = Math.max(${least}, n & 7);`,
    random.pick([`if (!(n >= ${least} && n < 9)) throw new RangeError("n");`, ""]),
  ]);
  const size = random.pick(["n", "n", "n", "n", "n + 1", "4"]);
  const buffer = `${f("buffer")} = ${random.chance(0.8) ? `new ${kind}(${size})` : `${kind}.from({ length: ${size} }, () => 1)`};`;
  const limit = random.pick([`${f("limit")} = n;`, `${f("limit")} = ${f("buffer")}.length;`, `${f("limit")} = ${size};`]);
  const starts = [
    `${f("at")} = ${random.pick(["0", "0", "0", "0", "1", "n - 1", "n >> 1", `${f("limit")} - 1`])};`,
    `${f("low")} = ${random.pick(["0", "0", "1", "n & 1", f("at")])};`,
  ];
  const [first, second] = random.chance(0.8) || limit.includes("length") ? [buffer, limit] : [limit, buffer];
  const loose = random.chance(0.1)
    ? random.pick(["acc += this.read(1, () => {}, this);", "try { this.move(3, () => {}, this); } catch { n = 1; }"])
    : "";
  const methods = [move(g, f, of), random.chance(0.4) ? move(g, f, of) : ""];
  g.top(
    `class ${name} { ${p}${random.chance(0.3) ? "readonly " : ""}${hash}buffer: ${kind}; ${p}${hash}limit: number; ${p}${hash}at: number; ${p}${hash}low: number; ` +
      `constructor(n: number) { let acc = 0; ${test} ${first} ${second} ${loose} ${starts.join(" ")} void acc; } ` +
      `move(k: number, then: () => void, other: ${name}): void { ${methods[0]!} void k; void then; void other; } ` +
      `step(k: number, then: () => void, other: ${name}): void { ${methods[1]!} void k; void then; void other; } ` +
      `read(k: number, then: () => void, other: ${name}): number { void k; void then; void other; ${read(g, f, of)} } }`,
  );
  return name;
}

export const RELATED_SLOTS: Readonly<Record<string, (p: Parts) => string>> = {
  relatedSlots: ({ g, t, u }) => {
    const { random } = g;
    const C = relatedClass(g);
    const made = (): string => `new ${C}(${random.pick([1, 2, 2, 2, 3, 3, 4, random.int(0, 5)])})`;
    const call = (): string => {
      const [self, other] = random.pick([
        [t, u],
        [t, u],
        [u, t],
        [t, t],
      ] as const);
      const k = random.pick([
        String(random.int(0, 7)),
        String(random.int(0, 7)),
        String(random.int(2, 7)),
        "acc & 7",
        "-1",
        "0.5",
      ]);
      const then = random.pick(["() => {}", "() => {}", `() => { ${t}.move(5, () => {}, ${u}); }`]);
      const way = random.pick(["move", "move", "step", "read"]);
      return `try { ${way === "read" ? "acc += " : ""}${self}.${way}(${k}, ${then}, ${other}); } catch { acc++; }`;
    };
    const calls = Array.from({ length: random.int(3, 8) }, call).join(" ");
    return `try { const ${t} = ${made()}; const ${u} = ${made()}; ${calls} acc += ${u}.read(2, () => {}, ${t}); acc += ${t}.read(1, () => {}, ${u}); } catch { acc++; }`;
  },
};
