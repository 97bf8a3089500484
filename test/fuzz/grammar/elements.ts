/** Accesses of one element, twice, with something between them that may have changed what is there. */
import { literal } from "./containers.js";
import { oneOf, type Gen, type Parts } from "./context.js";
import { mutation, wrapped } from "./effects.js";

interface Change {
  /** The container. */
  readonly x: string;
  /** `number[]`, or a kind of typed array. */
  readonly type: string;
  /** An index, without effects. */
  readonly k: string;
  /** What is stored there. */
  readonly v: string;
}

/** Statements that put something at an index, or move what is there. */
const STORES: readonly ((change: Change) => string)[] = [
  ({ x, k, v }) => `${x}[${k}] = ${v};`,
  ({ x, k, v }) => `${x}[${k}] = ${v};`,
  ({ x, k, v }) => `${x}[${k}] = ${v};`,
  ({ x, k, v }) => `${x}[${k}]! += ${v};`,
  ({ x, k }) => `${x}[${k}]!++;`,
  ({ x, k, v }) => `[${x}[${k}]] = [${v}];`,
  ({ x, k, v }) => `({ p: ${x}[${k}] } = { p: ${v} });`,
  ({ x, k, v }) => `for (${x}[${k}] of [${v}]) break;`,
  ({ x, k }) => `[${x}[${k}], ${x}[2]] = [${x}[2]!, ${x}[${k}]!];`,
  ({ x, k }) => `{ const held = ${x}[${k}]!; ${x}[${k}] = ${x}[2]!; ${x}[2] = held; }`,
  ({ x, k, v }) => `{ const other = ${x}; other[${k}] = ${v}; }`,
  ({ x, k, v }) => `{ const [other] = [${x}]; other![${k}] = ${v}; }`,
  ({ x, k, v }) => `{ const { other } = { other: ${x} }; other[${k}] = ${v}; }`,
  ({ x, k, v }) => `(${k} > 1 ? ${x} : ${x})[${k}] = ${v};`,
  ({ x, v }) => `for (let w = 0; w < ${x}.length; w++) ${x}[w] = ${v};`,
  ({ x, v }) => `Object.assign(${x}, [${v}, ${v}]);`,
  ({ x, v }) => `(${x} as any)["0"] = ${v};`,
  ({ x, v }) => `${x}.fill(${v});`,
  ({ x, v }) => `Array.prototype.fill.call(${x}, ${v});`,
  ({ x }) => `${x}.reverse();`,
  ({ x }) => `${x}.sort();`,
  ({ x }) => `${x}.sort((p, q) => q - p);`,
  ({ x }) => `${x}.copyWithin(0, 1);`,
];
/** The same where nothing looks at the index: beyond the end they leave a hole. */
const UNCHECKED: readonly ((change: Change) => string)[] = [
  ({ x, k, v }) => `Reflect.set(${x}, ${k}, ${v});`,
  ({ x, k, v }) => `Object.assign(${x}, { [${k}]: ${v} });`,
  ({ x, k, v }) => `Object.defineProperty(${x}, ${k}, { value: ${v} });`,
  ({ x, k, v }) => `(${x} as any)[String(${k})] = ${v};`,
];
const OF_TYPED: readonly ((change: Change) => string)[] = [
  ({ x, v }) => `${x}.set([${v}].slice(0, ${x}.length));`,
  ({ x, k, v }) => `${x}.subarray(0)[${k}] = ${v};`,
  ({ x, v }) => `new Uint8Array(${x}.buffer).fill(${v});`,
  ({ x, k, v }) => `new Uint8Array(${x}.buffer)[${k}] = ${v};`,
];
const OF_ARRAYS: readonly ((change: Change) => string)[] = [
  ({ x }) => `${x}.pop();`,
  ({ x }) => `${x}.pop();`,
  ({ x }) => `${x}.shift();`,
  ({ x, v }) => `${x}.unshift(${v});`,
  ({ x, v }) => `${x}.push(${v});`,
  ({ x, k, v }) => `${x}.splice(${k}, 1, ${v});`,
  ({ x, k }) => `${x}.splice(${k}, 1);`,
  ({ x }) => `${x}.length = 0;`,
  ({ x }) => `if (${x}.length > 0) ${x}.length--;`,
  ({ x, k, v }) => `{ ${x}.length = ${k}; ${x}.push(${v}); }`,
];
/** What leaves elements alone. */
const INNOCENT: readonly ((change: Change) => string)[] = [
  ({ x }) => `void ${x}.indexOf(1);`,
  ({ x }) => `void ${x}.slice();`,
  ({ x }) => `{ const copy = ${x}.slice(); copy.fill(0); }`,
  ({ k, v }) => `{ const other = [0, 0, 0, 0]; other[${k}] = ${v}; }`,
  ({ v }) => `void Math.max(${v}, 2);`,
  () => "",
  () => "",
];

/** A statement that may change the element, or only its neighbours, or nothing. */
function changed(g: Gen, change: Change): string {
  const { random } = g;
  const { x, type, k, v } = change;
  const direct = (at: Change = change): string => {
    const kinds = [STORES, STORES, g.profile.conforms ? STORES : UNCHECKED, type === "number[]" ? OF_ARRAYS : OF_TYPED];
    return random.pick(random.pick(kinds))(at);
  };
  return oneOf(
    random,
    [3, () => random.pick(INNOCENT)(change)],
    [5, direct],
    [1, () => `if (acc ${random.pick(["<", ">", "!=="])} ${random.int(0, 4)}) { ${direct()} }`],
    [3, () => wrapped(g, direct())],
    [
      2,
      () => {
        const put = g.fresh("put");
        g.top(`function ${put}(x: ${type}, k: number): void { ${direct({ x: "x", type, k: "k", v })} }`);
        return random.pick([
          `${put}(${x}, ${k});`,
          `[${x}].forEach((x) => ${put}(x, ${k}));`,
          `{ const o = { it: ${x} }; ${put}(o.it, ${k}); }`,
        ]);
      },
    ],
    [
      1,
      () => {
        const keep = g.fresh("kept");
        g.top(
          `const ${keep}: ${type}[] = [];\nfunction later${keep}(k: number): number { for (const x of ${keep}) if (k < x.length) x[k] = ${v}; return 0; }`,
        );
        return `${keep}.push(${x}); later${keep}(${k});`;
      },
    ],
  );
}

/** A short array of small numbers: the first is at most 2, something large is among the others. */
function indices(g: Gen, typed: boolean): string {
  const items = [g.random.int(0, 2), g.random.int(0, 4), g.random.pick([1, 2, 7])].join(", ");
  return typed
    ? g.random.pick([`Uint8Array.of(${items})`, `new Uint8Array([${items}])`, "new Uint8Array(3)"])
    : g.random.pick([`[${items}]`, `[${items}]`, "new Array<number>(3).fill(0)", `[${items}].slice()`]);
}

const typeOf = (typed: boolean): string => (typed ? "Uint8Array" : "number[]");

/** A value to store, in range or out of it. */
const value = (g: Gen): string => g.random.pick(["9", "9", "7", "0", "1"]);
/** An index into three elements; another name for it, or for a neighbour. */
const place = (g: Gen): string => g.random.pick(["0", "1", "(acc & 1)", "2"]);
const near = (g: Gen, i: string): string => (g.random.chance(0.6) ? i : g.random.pick(["0", "1", `(${i} ^ 1)`]));

export const ELEMENTS: Readonly<Record<string, (p: Parts) => string>> = {
  testedIndex: ({ g, t, u, i }) => {
    const typed = g.random.chance(0.4);
    const change = changed(g, { x: t, type: typeOf(typed), k: near(g, i), v: value(g) });
    const use = `acc += ${u}[${t}[${i}]!]!;`;
    const body = g.random.pick([
      `if (${t}[${i}]! < ${u}.length) { ${change} ${use} }`,
      `if (${t}[${i}]! >= ${u}.length) { acc++; } else { ${change} ${use} }`,
      `while (${t}[${i}]! < ${u}.length) { ${change} ${use} break; }`,
      `const ok = ${t}[${i}]! < ${u}.length; ${change} if (ok) { ${use} }`,
      `acc += ${t}[${i}]! < ${u}.length ? ${u}[${t}[${i}]!]! : 0; ${change}`,
      `while (${t}[${i}]! >= ${u}.length) ${t}[${i}] = ${t}[${i}]! >> 1; ${change} ${use}`,
    ]);
    return `{ const ${t} = ${indices(g, typed)}; const ${u} = ${literal(g, g.random.int(3, 5))}; ${g.random.pick([`const ${i} = ${place(g)};`, `for (let ${i} = 0; ${i} < ${t}.length; ${i}++)`])} { ${body} } }`;
  },
  storedIndex: ({ g, t, u, i, x }) => {
    const typed = g.random.chance(0.25);
    const change = changed(g, { x: t, type: typeOf(typed), k: near(g, i), v: value(g) });
    const stored = g.random.pick([`((${x}) >>> 0) % ${u}.length`, `${u}.length - 1`, "2", "1", `(${x}) & 1`]);
    return `{ const ${t} = ${indices(g, typed)}; const ${u} = ${literal(g, g.random.int(3, 5))}; const ${i} = ${place(g)}; ${t}[${i}] = ${stored}; ${change} acc += ${u}[${t}[${i}]!]!; }`;
  },
  minimumIndex: ({ g, t, u, i, n }) => {
    const typed = g.random.chance(0.4);
    const k = near(g, i);
    const between = g.random.pick([
      "",
      `${t}[${k}] = ${value(g)},`,
      `(() => { ${changed(g, { x: t, type: typeOf(typed), k, v: value(g) })} })(),`,
    ]);
    return `{ const ${t} = ${indices(g, typed)}; const ${u} = ${literal(g, g.random.int(3, 5))}; let ${n} = ${u}.length - 1; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) ${n} = ${t}[${i}]! < ${n} ? (${between} ${t}[${i}]!) : ${n}; acc += ${u}[${n}]!; }`;
  },
  readAgain: ({ g, c, i, x }) => {
    const change = (): string =>
      c.kind === "string" || g.random.chance(0.5)
        ? g.random.chance(0.6)
          ? mutation(g, c)
          : wrapped(g, mutation(g, c))
        : changed(g, { x: c.remote, type: c.type, k: i, v: "3" });
    const read = `acc += Number(${c.name}[${i}]);`;
    const body = g.random.pick([
      `${read} ${change()} ${read}`,
      `${read} if (acc & 1) { ${change()} } else { ${change()} } ${read}`,
      `${read} for (let w = 0; w < 3; w++) { ${read} ${change()} }`,
      `${read} try { ${change()} if (acc > 2) throw 0; ${change()} } catch { ${read} } ${read}`,
      `${read} switch (acc & 1) { case 0: ${change()} default: ${read} }`,
      `for (let w = 0; w < 3; w++) { ${read} if (w === 1) continue; ${change()} ${read} }`,
    ]);
    return `{ const ${i} = ${g.random.pick(["0", `${c.name}.length - 1`, x, "1"])}; ${body} }`;
  },
  storedAgain: ({ g, t, i, x }) => {
    const change = changed(g, { x: t, type: "number[]", k: near(g, i), v: value(g) });
    return `{ const ${t}: number[] = ${g.random.pick([literal(g, 3), "[]", "[1]"])}; const ${i} = ${g.random.pick([`${t}.length`, "0", `(${x}) & 3`])}; ${t}[${i}] = ${x}; ${change} acc += ${t}[${i}]!; ${changed(g, { x: t, type: "number[]", k: near(g, i), v: value(g) })} acc += ${t}[${i}]!; }`;
  },
  rowAgain: ({ g, t, i, j, u }) => {
    const change = g.random.pick([
      "",
      "",
      `${t}[${i}] = [];`,
      `${t}[${g.random.int(0, 1)}] = [1];`,
      `${t}[${i}]!.pop();`,
      `${t}[${i}]!.length = 0;`,
      `{ const ${u} = ${t}[${i}]!; ${u}.pop(); }`,
      `{ const ${u} = ${t}[0]!; ${u}.pop(); }`,
      `${t}.reverse();`,
      `[${t}[0], ${t}[1]] = [${t}[1]!, ${t}[0]!];`,
      `for (const ${u} of ${t}) ${u}.shift();`,
      wrapped(g, `${t}[${i}] = [];`),
      wrapped(g, `${t}[${i}]!.pop();`),
    ]);
    return `{ const ${t}: number[][] = [${literal(g, g.random.int(1, 3))}, ${literal(g, 2)}]; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) for (let ${j} = 0; ${j} < ${t}[${i}]!.length; ${j}++) { ${change} acc += ${t}[${i}]![${j}]!; ${g.random.pick(["", `acc += ${t}[${i}]![${j}]! > 2 ? ${t}[${i}]![${j}]! : 0;`])} } }`;
  },
  rowsOfCaller: ({ g }) => {
    const f = g.fresh("rows");
    const change = g.random.pick([
      "",
      "m[i] = [];",
      "m[0] = [1];",
      "m[i]!.pop();",
      "n[i] = [];",
      "n[i]!.pop();",
      "n.reverse();",
      "m.pop();",
      "go();",
      wrapped(g, "n[i] = [];"),
      wrapped(g, "m[i]!.pop();"),
      `${f}drop(m);`,
    ]);
    g.top(
      `function ${f}drop(m: number[][]): void { if (m.length > 0) m[0] = []; }\n${g.random.pick(["", "export "])}function ${f}(m: number[][], n: number[][], i: number, j: number, go: () => void): number { if (i < 0 || i >= m.length || !Number.isInteger(i)) return 0; if (j < 0 || j >= m[i]!.length || !Number.isInteger(j)) return 0; ${change} return m[i]![j]!${g.random.pick(["", " + m[i]![j]!"])}; }`,
    );
    return `{ const m = [${literal(g, 2)}, ${literal(g, 3)}]; acc += ${f}(m, ${g.random.pick(["m", "[[1, 2], [3]]", "[m[0]!, m[1]!]"])}, ${g.random.int(0, 1)}, ${g.random.int(0, 2)}, () => { ${g.random.pick(["m[0] = [];", "m.reverse();", "m[1]!.pop();", "void 0;"])} }); }`;
  },
  indexOfCaller: ({ g }) => {
    const f = g.fresh("two");
    const change = g.random.chance(0.3) ? "go();" : changed(g, { x: "q", type: "number[]", k: "j", v: "9" });
    g.top(
      `${g.random.pick(["", "", "export "])}function ${f}(p: number[], q: number[], j: number, xs: number[], go: () => void): number { let acc = 0; const ys = ${g.random.pick(["xs", "[1, 2, 3]", "[1, 2, 3]"])}; ${g.random.pick(["", "q = acc > 0 ? q : p;"])} if (j >= 0 && j < p.length && Number.isInteger(j) && Number.isInteger(p[j]) && p[j]! >= 0 && p[j]! < ys.length) { ${change} acc += ys[p[j]!]!; } return acc; }`,
    );
    return `{ const p = [${g.random.int(0, 2)}, 1, 0]; acc += ${f}(p, ${g.random.pick(["p", "[3, 4, 5]", "p.slice()"])}, ${g.random.int(0, 1)}, [1, 2, 3], () => { ${g.random.pick(["p[0] = 9;", "p[1] = 7;", "p.pop();", "p.fill(5);", "void 0;"])} }); }`;
  },
  indexInField: ({ g }) => {
    const C = g.fresh("Table");
    const field = g.random.pick(["#", "private ", ""]);
    const [at, items] = field === "#" ? ["#at", "#items"] : ["at", "items"];
    const [ofAt, ofItems] = field === "#" ? [at, items] : [`${field}${at}`, `${field}${items}`];
    const typed = g.random.chance(0.4);
    const between = g.random.pick([
      "",
      "this.bump(k);",
      `this.${at}[k] = 7;`,
      `[0].forEach(() => this.bump(k));`,
      `this.${at} = ${typed ? "Uint8Array.of(5, 6, 7)" : "[5, 6, 7]"};`,
      `this.${items}.pop();`,
    ]);
    g.top(
      `class ${C} { ${ofAt} = ${indices(g, typed)}; ${ofItems} = [1, 2, 3]; bump(k: number): void { let acc = k; const at = this.${at}; ${changed(g, { x: "at", type: typeOf(typed), k: "k", v: "7" })} } get(k: number): number { if (!Number.isInteger(k) || k < 0 || k >= this.${at}.length) return 0; if (this.${at}[k]! < this.${items}.length) { ${between} return this.${items}[this.${at}[k]!]!; } return 0; } }`,
    );
    return `{ const table = new ${C}(); acc += table.get(${g.random.int(0, 2)}); acc += table.get(1); table.bump(1); acc += table.get(1); }`;
  },
  indexAwaited: ({ g, frame, t, u, i }) => {
    const change = changed(g, { x: t, type: "number[]", k: i, v: "9" });
    const pause =
      frame.flavour === "async"
        ? `void Promise.resolve().then(() => { ${change} }); ${g.random.pick(["await null;", ""])}`
        : frame.flavour === "generator"
          ? `yield acc; ${g.random.pick([change, ""])}`
          : `const later = () => { ${change} }; ${g.random.pick(["later();", "", "[1].forEach(later);"])}`;
    return `{ const ${t} = ${indices(g, false)}; const ${u} = [1, 2, 3]; const ${i} = ${g.random.pick(["0", "1"])}; if (${t}[${i}]! < ${u}.length) { ${pause} acc += ${u}[${t}[${i}]!]!; } }`;
  },
};
