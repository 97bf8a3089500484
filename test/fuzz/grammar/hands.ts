/** Objects in several hands: members that callees assign, arrays that others have had, receivers that may be missing. */
import { literal } from "./containers.js";
import type { Gen, Parts } from "./context.js";
import { RESIZES } from "./effects.js";

/** Ways to assign a member of the object `o` elsewhere; `C` is its class, `rest` what the member gets. */
function assigned(g: Gen, C: string, o: string, rest: string): string {
  const { random } = g;
  const f = g.fresh("assign");
  const body = random.pick([
    `b.count = ${rest};`,
    `b.items = [${random.pick(["", "1", "1, 2"])}];`,
    `b.count = b.items.length;`,
    `if (b.count > 1) b.count = ${rest};`,
    `b.items.${random.pick(["pop()", "push(1)", "shift()"])};`,
  ]);
  const inner = g.fresh("inner");
  switch (random.pick(["direct", "nested", "constructor", "throws", "holder", "captured"] as const)) {
    case "direct":
      g.top(`function ${f}(b: ${C}): void { ${body} }`);
      return `${f}(${o});`;
    case "nested":
      g.top(`function ${inner}(b: ${C}): void { ${body} }\nfunction ${f}(b: ${C}): void { ${inner}(b); }`);
      return `${f}(${o});`;
    case "constructor":
      g.top(`class ${f} { constructor(b: ${C}) { ${body} } }`);
      return `new ${f}(${o});`;
    case "throws":
      g.top(`function ${f}(b: ${C}): void { ${body} throw new Error("after"); }`);
      return `try { ${f}(${o}); } catch { acc++; }`;
    case "holder":
      g.top(`function ${f}(h: { b: ${C} }): void { const { b } = h; ${body} }`);
      return `${f}({ b: ${o} });`;
    case "captured":
      return `(() => { const b = ${o}; ${body} })();`;
  }
}

const tested = (g: Gen, o: string, call: string): string =>
  g.random.pick([
    `if (${o}.count > 0 && ${o}.count <= ${o}.items.length) { ${call} acc += ${o}.items[${o}.count - 1] ?? 0; acc += ${o}.items[${o}.count - 1]!; }`,
    `for (let w = 0; w < ${o}.count && w < ${o}.items.length; w++) { ${call} acc += ${o}.items[w]!; }`,
    `if (${o}.count <= ${o}.items.length) for (let w = 0; w < ${o}.count; w++) { acc += ${o}.items[w]!; if (w === 1) { ${call} } }`,
    `{ const last = ${o}.items.length - 1; ${call} if (last >= 0) acc += ${o}.items[last]!; }`,
  ]);

export const HANDS: Readonly<Record<string, (p: Parts) => string>> = {
  assignedByCallee: ({ g, t, u }) => {
    const C = g.fresh("Box");
    const { random } = g;
    g.top(`class ${C} { items: number[] = ${literal(g, random.int(0, 4))}; count = ${random.int(0, 3)}; }`);
    const shared = random.chance(0.3);
    if (shared) g.top(`const ${t} = new ${C}();`);
    const call = random.chance(0.2) ? "" : assigned(g, C, random.chance(0.3) ? u : t, String(random.int(0, 5)));
    return `{ ${shared ? "" : `const ${t} = new ${C}();`} const ${u} = ${random.pick([t, t, `new ${C}()`])}; ${tested(g, t, call)} void ${u}; }`;
  },
  inOtherHands: ({ g, i, t, u }) => {
    const { random } = g;
    const keep = g.fresh("keep");
    const kept = g.fresh("kept");
    g.top(`const ${kept}: number[][] = [];\nfunction ${keep}(x: number[]): void { ${kept}.push(x); }`);
    const change = random.pick(RESIZES)(`${kept}[${kept}.length - 1]!`, random);
    const own = g.profile.conforms
      ? ""
      : random.pick(["", `${t}.push = () => 0;`, `Object.setPrototypeOf(${t}, { push() { return 0; } });`, `delete ${t}[0];`]);
    return `{ const ${t} = ${literal(g, random.int(1, 4))}; ${keep}(${t}); ${own} ${random.pick(["", `if (${kept}.length > 0) { ${change} }`])} ${t}.push(1); acc += ${t}[${t}.length - 1]!; const ${u} = ${t}.${random.pick(["slice()", "slice(1)", "filter(() => true)"])}; for (let ${i} = 0; ${i} < ${u}.length; ${i}++) acc += ${u}[${i}]!; if (${t}.length > 2) { ${random.pick(["", `if (${kept}.length > 0) { ${change} }`])} acc += ${t}[2]!; } }`;
  },
  perhapsMissing: ({ g, c, t, x }) =>
    `{ const ${t} = ${g.random.pick([`acc > ${g.random.int(0, 3)} ? ${c.name} : undefined`, `[${c.name}].at(${g.random.int(0, 1)})`, `[${c.name}].pop()`])}; try { const k = (${x}) | 0; if (k >= 0 && k < ${t}!.length) acc += Number(${t}![k]); acc += Number(${t}![${g.random.int(0, 3)}]); } catch { acc++; } }`,
};
