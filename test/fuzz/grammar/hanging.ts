/** Records that other functions make, get, keep: what hangs on them goes along. */
import { literal } from "./containers.js";
import type { Parts } from "./context.js";
import { RESIZES, wrapped } from "./effects.js";

export const HANGING: Readonly<Record<string, (p: Parts) => string>> = {
  hangsOnRecord: ({ g, t, u, n, i }) => {
    const { random } = g;
    const size = random.int(2, 3);
    const [make, alter, hands, keeper] = ["make", "alter", "hands", "Keep"].map((prefix) => g.fresh(prefix)) as [
      string,
      string,
      string,
      string,
    ];
    const type = "{ m: number[]; k: number }";
    const made = (): string => `{ m: ${literal(g, size)}, k: ${random.int(0, 1)} }`;
    const altered = (r: string): string =>
      random.pick([
        () => random.pick(RESIZES)(`${r}.m`, random),
        () => `${r}.m.length = ${random.int(0, 1)};`,
        () => `${r}.m.pop();`,
        () => `${r}.k = ${random.int(1, 9)};`,
        () => `${r}.m = ${literal(g, random.int(1, 3))};`,
        () => `${r}.m[0] = ${random.int(1, 9)};`,
        () => `void ${r}.m;`,
      ])();
    g.top(`function ${make}(): ${type} { return ${made()}; }`);
    g.top(`function ${alter}(r: ${type}): void { ${altered("r")} }`);
    g.top(`const ${hands}: ((r: ${type}) => void)[] = [(r) => { ${altered("r")} }];`);
    const member = random.pick(["#r", "r"]);
    const own = `this.${member}`;
    const where = random.pick(["block", "function", "method"] as const);
    const early = random.chance(0.4) ? `const ${n} = ${u}.length - 1; void ${n};` : "";
    const kept = `{ const kept = new ${keeper}(); kept.keep(${t}); ${random.pick(["kept.alter();", ""])} }`;
    const keep = where === "method" ? `${own} = ${t}; ${random.pick(["this.alter();", altered(own)])}` : kept;
    const act = (): string =>
      random.pick([
        () => `${alter}(${t});`,
        () => `${alter}(${t});`,
        () => `${hands}[0]!(${t});`,
        () => keep,
        () => keep,
        () => wrapped(g, altered(t)),
        () => `{ const s = ${made()}; s.m = ${u}; ${t}.m = s.m; ${altered("s")} }`,
        () => `{ const s = { r: ${t} }; ${altered("s.r")} }`,
      ])();
    const read = (): string =>
      random.pick([
        `acc = ${u}[${size - 1}]!;`,
        `acc = ${u}[1]!;`,
        `acc += ${u}[1]!;`,
        ...(early === "" ? [] : [`acc += ${u}[${n}]!;`]),
        `acc = [1, 2][${t}.k]!;`,
        `acc += [1, 2, 3, 4, 5, 6, 7, 8, 9, 10][${u}[0]!]!;`,
        `acc += ${t}.m[${size - 1}]!;`,
        `for (let ${i} = 0; ${i} < ${size}; ${i}++) acc += ${u}[${i}]!;`,
      ]);
    const inside = g.fresh("use");
    const body = `const ${u} = ${t}.m; ${early} ${random.chance(0.3) ? read() : ""} ${act()} ${random.chance(0.3) ? act() : ""} ${read()} ${read()}`;
    const start = random.pick([`${make}()`, made()]);
    const method = where === "method" ? `run(): number { let acc = 0; const ${t}: ${type} = ${start}; ${body} return acc; }` : "";
    g.top(
      `class ${keeper} { ${member === "r" ? "private r" : member}: ${type} = ${made()}; alter(): void { ${altered(own)} } keep(r: ${type}): void { ${own} = r; ${random.pick(["", altered(own)])} } ${method} }`,
    );
    if (where === "method") return `acc += new ${keeper}().run();`;
    if (where === "function") {
      g.top(`function ${inside}(${t}: ${type}): number { let acc = 0; ${body} return acc; }`);
      return `acc += ${inside}(${start});`;
    }
    return `{ const ${t} = ${start}; ${body} }`;
  },
};
