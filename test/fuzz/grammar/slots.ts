/** Classes with fields that only their methods write: private names, and fields of classes that stay inside the program, or do not. */
import type { Gen, Parts } from "./context.js";

/** A class of a table and a cursor, with the calls that a user makes of it. */
function slottedClass(g: Gen): { readonly name: string; readonly calls: readonly string[]; readonly make: string } {
  const { random } = g;
  const name = g.fresh("Slotted");
  const isPrivate = random.chance(0.6);
  const p = isPrivate ? "#" : "private ";
  const f = (field: string): string => `this.${isPrivate ? "#" : ""}${field}`;
  const size = random.int(1, 6);
  const isTyped = random.chance(0.7);
  const made = (n: string): string =>
    isTyped ? `new ${random.pick(["Uint8Array", "Float64Array"])}(${n})` : `new Array<number>(${n}).fill(0)`;
  const [bufferType, cursorStart] = [isTyped ? "ArrayLike<number> & { [k: number]: number }" : "number[]", random.int(0, 1)];
  const move = random.pick([
    `${f("at")} = (${f("at")} + k) % ${f("buffer")}.length;`,
    `${f("at")} = (${f("at")} + 1) % ${f("buffer")}.length;`,
    `if (${f("at")} < ${f("buffer")}.length - 1) ${f("at")}++;`,
    `if (${f("at")} + 1 < ${f("limit")}) ${f("at")}++;`,
    `${f("at")}++; then(); if (${f("at")} >= ${f("buffer")}.length) ${f("at")} = 0;`,
    `${f("at")} = Math.min(${f("at")} + 1, ${f("buffer")}.length - 1);`,
    `[${f("at")}] = [k];`,
    `${f("at")} += 0.5;`,
    `${f("at")} = k & ${String(random.int(0, 7))};`,
  ]);
  const read = random.pick([
    `return ${f("buffer")}[${f("at")}]!;`,
    `return ${f("at")} < ${f("limit")} ? ${f("buffer")}[${f("at")}]! : 0;`,
    `const b = ${f("buffer")}; then(); return b[${f("at")}]!;`,
    `if (k >= 0 && Number.isInteger(k) && k < ${f("limit")}) return ${f("buffer")}[k]!; return 0;`,
    `if (k >= 0 && Number.isInteger(k) && k < ${f("limit")}) { then(); return ${f("buffer")}[k]!; } return 0;`,
    `return ${f("buffer")}[${f("at")} * ${f("limit")} + k]!;`,
  ]);
  const write = random.pick([
    `${f("buffer")}[${f("at")}] = k;`,
    `if (${f("at")} < ${f("limit")}) ${f("buffer")}[${f("at")}++] = k;`,
    `if (${f("at")} < ${f("buffer")}.length) { then(); ${f("buffer")}[${f("at")}] = k; }`,
  ]);
  const other = random.pick([
    "",
    "",
    "",
    `grow(): void { ${f("buffer")} = ${made(String(random.int(1, 6)))} as never; }`,
    `share(): unknown { return ${f("buffer")}; }`,
    `swap(o: ${name}): void { const b = ${f("buffer")}; ${f("buffer")} = o.${isPrivate ? "#" : ""}buffer; o.${isPrivate ? "#" : ""}buffer = b; }`,
    `mixed(o: ${name}): number { return ${f("buffer")}[o.${isPrivate ? "#" : ""}at]!; }`,
    `me(): unknown { return this; }`,
  ]);
  const early = random.chance(0.15) ? `acc += Number(this.read(0, () => {}));` : "";
  const [first, second] = random.pick([
    [`${f("limit")} = n;`, `${f("buffer")} = ${made("n")} as never;`],
    [`${f("buffer")} = ${made("n")} as never;`, `${f("limit")} = ${f("buffer")}.length;`],
    [`${f("buffer")} = ${made(`n${random.pick(["", " + 1", " * 2", " >> 1"])}`)} as never;`, `${f("limit")} = n;`],
  ]);
  const test = random.pick([
    `if (!Number.isInteger(n) || n < ${String(random.int(0, 1))} || n > 9) throw new RangeError("n");`,
    `if (!(n >= 1 && n < 9)) throw new RangeError("n");`,
    "",
  ]);
  // The test may come when a field has its value, and when somebody has seen that.
  const seen = random.chance(0.2) ? `acc += Number(this.read(${random.pick(["0", "1", "2"])}, () => {}));` : "";
  const steps = [early, first, early, second, seen];
  steps.splice(random.pick([0, 0, 2, 4, 5]), 0, test);
  g.top(
    `class ${name} { ${p}buffer: ${bufferType}; ${p}limit: number; ${p}at = ${String(cursorStart)}; ` +
      `constructor(n: number) { ${steps.join(" ")} } ` +
      `move(k: number, then: () => void): void { ${move} void k; void then; } ` +
      `read(k: number, then: () => void): number { ${read} } ` +
      `write(k: number, then: () => void): void { ${write} void then; } ${other} }`,
  );
  const n = random.pick([String(size), String(size), "2.5", "0"]);
  const more = other.startsWith("grow")
    ? ["o.grow();"]
    : other.startsWith("share")
      ? [`{ const got = o.share() as number[]; if (Array.isArray(got)) got.length = 0; }`]
      : other.startsWith("swap")
        ? [`o.swap(new ${name}(${String(random.int(1, 3))}));`]
        : other.startsWith("mixed")
          ? [`acc += o.mixed(new ${name}(1));`, `{ const e = new ${name}(1); acc += e.mixed(o); }`]
          : other.startsWith("me")
            ? [`(o.me() as { at: number }).at = ${String(random.int(0, 9))};`]
            : [];
  const step = (): string => {
    const k = random.pick([String(random.int(0, 7)), "acc", "0.5", "-1", "NaN"]);
    const then = random.pick(["() => {}", "() => {}", `() => { acc += o.read(1, () => {}); }`, `() => { o.move(5, () => {}); }`]);
    return random.pick([`o.move(${k}, ${then});`, `acc += o.read(${k}, ${then});`, `o.write(${k}, ${then});`, ...more]);
  };
  return { name, calls: Array.from({ length: random.int(2, 6) }, step), make: `new ${name}(${n})` };
}

/** A field that the constructor tests after it was assigned; somebody may have seen it by then. */
function testedClass({ random, fresh, top }: Gen): { readonly name: string; readonly kept: string } {
  const [name, kept] = [fresh("Tested"), fresh("kept")];
  const [hidden, hash] = random.pick([
    ["#", "#"],
    ["private ", ""],
  ] as const);
  const seen = (): string =>
    random.pick(["", "", "acc += this.read();", `${kept} = this;`, `${kept} = { read: () => this.read() };`]);
  const test = `if (!Number.isInteger(at) || at < 0 || at > ${random.pick(["2", "2", "3"])}) throw new RangeError("at");`;
  const steps = [`this.${hash}at = at;`, seen(), random.chance(0.2) ? `try { ${test} } catch { acc++; }` : test, seen()];
  top(`let ${kept}: { read(): number } | null = null;`);
  top(
    `class ${name} { ${hidden}table = new Uint8Array(3); ${hidden}at: number; constructor(at: number) { ${steps.join(" ")} } ` +
      `read(): number { return this.${hash}table[this.${hash}at]!; } }`,
  );
  return { name, kept };
}

export const SLOTS: Readonly<Record<string, (p: Parts) => string>> = {
  slots: ({ g, i }) => {
    const { calls, make } = slottedClass(g);
    const { random } = g;
    const body = calls.map((call) => `try { ${call} } catch { acc++; }`).join(" ");
    const use = random.pick([
      body,
      `for (let ${i} = 0; ${i} < ${String(random.int(1, 9))}; ${i}++) { ${body} }`,
      `const turn = (): void => { ${body} }; turn(); turn();`,
    ]);
    return `try { const o = ${make}; ${use} } catch { acc++; }`;
  },
  testedSlots: ({ g, i }) => {
    const { name, kept } = testedClass(g);
    return `for (const ${i} of [0, 2, 1.5, 5, NaN]) { ${kept} = null; try { acc += new ${name}(${i}).read(); } catch { acc++; } acc += ${kept}?.read() ?? 0; }`;
  },
};
