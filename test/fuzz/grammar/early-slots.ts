/** Classes whose constructor lets others have the instance, or stops half-way, before each field has got its value; readers that may come too early. */
import { literal } from "./containers.js";
import type { Gen, Parts } from "./context.js";

interface Fields {
  /** `#` or nothing. */
  readonly hash: string;
  readonly at: string;
  readonly low: string;
  readonly table: string;
}

/** Lets somebody have `this`, who reads at once, later, or never. */
function letsOut(g: Gen): string {
  const { random } = g;
  const kept = g.fresh("kept");
  const step = random.pick([
    () => "this.peek(n);",
    () => "this.next(n); this.peek(n);",
    () => "[n].forEach((x) => this.peek(x));",
    () => "const look = () => this.peek(n); look();",
    () => "const later = { get now() { return 1; }, look: () => this.peek(n) }; if (n > 1) later.look();",
    () => "then(this);",
    () => "`${this}`;",
    () => "void this.size;",
    () => {
      g.top(`const ${kept}: { peek(x: number): number }[] = [];`);
      return `${kept}.push(this); acc += ${kept}[0]!.peek(n);`;
    },
    () => "if (n > 9) throw this;",
  ])();
  return random.chance(0.7) ? `try { ${step} } catch { acc++; }` : step;
}

/** An assignment to the field, which may not come to pass. */
function assigned(g: Gen, field: string, value: string): string {
  return g.random.pick([
    `this.${field} = ${value};`,
    `this.${field} = ${value};`,
    `this.${field} = ${value};`,
    `if (n > 1) this.${field} = ${value};`,
    `if (n > 1) this.${field} = ${value}; else this.${field} = 0;`,
    `try { if (n > 1) throw n; this.${field} = ${value}; } catch { acc++; }`,
    `for (let w = 0; w < n; w++) this.${field} = ${value};`,
    `switch (n) { case 1: this.${field} = 0; break; case 2: this.${field} = ${value}; }`,
    `(() => { this.${field} = ${value}; })();`,
  ]);
}

function shuffled(g: Gen, steps: readonly string[]): readonly string[] {
  const left = [...steps];
  return steps.map(() => left.splice(g.random.int(0, left.length - 1), 1)[0]!);
}

function members(g: Gen, { hash, at, low, table }: Fields, T: string): string {
  const { random } = g;
  const small = (): string => String(random.int(0, 2));
  const read = random.pick([
    `return ${T}[this.${at}]!;`,
    `return ${T}[this.${at}]!;`,
    `return this.${table}[this.${at}]!;`,
    `return ${T}[this.${low}]! + ${T}[this.${at}]!;`,
    `${T}[this.${at}] = x & 3; return x;`,
    `const k = this.${at}; return k < ${T}.length ? ${T}[k]! : 0;`,
    `const k = this.${at} + this.${low}; return ${T}[k & 1]! + ${T}[k]!;`,
    `return this.${at} > 2 ? 0 : ${T}[this.${at}]!;`,
    `let s = 0; for (let w = this.${low}; w <= this.${at}; w++) s += ${T}[w]!; return s;`,
  ]);
  const next = random.pick([
    `this.${at} = x & 1;`,
    `this.${at} = (this.${at} + 1) % ${T}.length;`,
    `this.${at} = x > 1 ? ${small()} : ${small()};`,
    `if (this.${at} < 2) this.${at}++;`,
    `this.${low} = this.${at};`,
    `this.${at} = ${small()};`,
  ]);
  const size = random.pick([`return this.${at};`, "return this.peek(1);", `return ${T}[this.${low}]!;`]);
  return `peek(x: number): number { void x; ${read} } next(x: number): void { void x; ${next} } get size(): number { ${size} } ${hash}rest(): number { return this.${low}; } toString(): string { return String(this.peek(1)) + String(this.${hash}rest()); }`;
}

export const EARLY_SLOTS: Readonly<Record<string, (p: Parts) => string>> = {
  earlySlots: ({ g, t, u }) => {
    const { random } = g;
    const [C, T] = [g.fresh("Early"), g.fresh("T")];
    const hash = random.chance(0.65) ? "#" : "";
    const p = hash === "" ? random.pick(["private ", "private ", "protected ", ""]) : "";
    const fields: Fields = { hash, at: `${hash}at`, low: `${hash}low`, table: `${hash}table` };
    g.top(`const ${T}: number[] = ${literal(g, random.int(3, 4))};`);
    const made = random.pick([`new Uint8Array(${random.int(3, 4)})`, `new Float64Array(${random.int(3, 4)})`, `[1, 2, 3]`]);
    const initialised = random.int(0, 3);
    const start = (at: number, value: string): string => (initialised === at ? ` = ${value}` : "");
    const value = (): string => random.pick(["0", "1", "2", "n & 1", "n > 1 ? 1 : 0"]);
    const steps = [
      ...(initialised === 1 ? [] : [assigned(g, fields.at, value())]),
      ...(initialised === 2 ? [] : [assigned(g, fields.low, value())]),
      letsOut(g),
      ...(random.chance(0.3) ? [letsOut(g)] : []),
    ];
    const declared = shuffled(g, [
      `${p}${fields.at}: number${start(1, value())};`,
      `${p}${fields.low}: number${start(2, value())};`,
      `${p}${fields.table} = ${made};`,
      ...(random.chance(0.2) ? [`${p}${hash}first = this.peek(0);`] : []),
    ]).join(" ");
    g.top(
      `class ${C} { ${declared} constructor(n: number, then: (o: any) => void) { let acc = 0; ${shuffled(g, steps).join(" ")} void acc; void then; } ${members(g, fields, T)} }`,
    );
    const then = random.pick(["() => {}", "(o) => { acc += o.peek(1); }", "(o) => { o.next(1); acc += o.size; }"]);
    const make = `new ${C}(${random.int(0, 3)}, ${then})`;
    const use = shuffled(g, [`acc += ${t}.peek(1);`, `${t}.next(${random.int(0, 3)});`, `acc += ${t}.peek(2);`]).join(" ");
    return `try { const ${t} = ${make}; ${use} const ${u} = ${make}; acc += ${u}.size; } catch { acc++; }`;
  },
};
