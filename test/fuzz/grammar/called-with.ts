/**
 * Functions that methods call back, variables that are assigned again, built-ins by other names and matches, each with what may go wrong of it
 * put together at random: who else has the array, what is done to it and when, what is read then.
 */
import type { Gen, Parts } from "./context.js";
import { WAYS } from "./effects.js";

/** One of the many ways to run it at once, or just so. */
function somehow(g: Gen, e: string): string {
  const names = Object.keys(WAYS);
  return g.random.chance(0.7) ? e : WAYS[g.random.pick(names)]!(e, g);
}

/** An array of numbers below `u.length` under several names: what declares it, how the method's receiver is named, and what else leads to it. */
interface Held {
  readonly before: string;
  readonly after: string;
  readonly name: string;
  readonly others: readonly string[];
  readonly typed: boolean;
}

function held({ g, t, n }: Parts): Held {
  const { random } = g;
  const elements = random.pick(["[0, 1]", "[1, 0, 1]", "[1]"]);
  const plain = { before: "", after: "", name: t, others: [], typed: false };
  return random.pick<() => Held>([
    () => ({ ...plain, before: `${random.pick(["const", "let"])} ${t} = ${elements};` }),
    () => ({ ...plain, before: `const ${t} = new ${random.pick(["Uint8Array", "Int16Array"])}(${elements});`, typed: true }),
    () => ({ ...plain, before: `const ${t} = ${elements}; const ${n} = { x: ${t} };`, others: [`${n}.x`] }),
    () => ({ ...plain, before: `const ${t} = ${elements}; const ${n} = [${t}];`, others: [`${n}[0]!`] }),
    () => ({ ...plain, before: `const ${n} = { x: ${elements} };`, name: `${n}.x` }),
    () => ({ ...plain, before: `((${t}: number[]) => {`, after: `})(${elements});` }),
    () => ({ ...plain, before: `const ${t} = ${elements}; const ${n} = () => ${t};`, others: [`${n}()`] }),
    () => {
      g.top(`const ${t} = ${elements};`);
      return plain;
    },
  ])();
}

/** Something that is done to an array. */
function done({ random, profile }: Gen, x: string, typed: boolean): string {
  const shared = [`${x}[0] = ${random.int(0, 9)};`, `${x}.fill(${random.int(0, 9)});`, `${x}.reverse();`];
  const plain = [
    `${x}.pop();`,
    `${x}.push(${random.int(0, 9)});`,
    `${x}.length = 1;`,
    `${x}.splice(0, 1, 7);`,
    `${x}.unshift(5);`,
  ];
  const bytes = [`new Uint8Array(${x}.buffer).fill(9);`, `structuredClone(0, { transfer: [${x}.buffer as ArrayBuffer] });`];
  return random.pick([...shared, ...(typed ? bytes : plain), ...(profile.conforms || typed ? [] : [`delete ${x}[0];`])]);
}

const METHODS = [
  "forEach",
  "map",
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "sort",
  "toSorted",
];
const FOLDS = ["reduce", "reduceRight"];
/** Their results by kind. */
const LISTS: ReadonlySet<string> = new Set(["map", "filter", "sort", "toSorted"]);
const INDICES: ReadonlySet<string> = new Set(["findIndex", "findLastIndex"]);

function calledAnyhow(parts: Parts): string {
  const { g, u, i, j } = parts;
  const { random } = g;
  const { before, after, name, others, typed } = held(parts);
  const isFold = random.chance(0.25);
  const method = random.pick(isFold ? FOLDS : METHODS);
  const second = random.pick(["", "", name, `{ x: ${name} }`, ...(isFold ? ["[]", "{ x: [0] }", "0"] : [])]);
  const isObject = second !== "" && second !== "0";
  // What the callback has of that.
  const given = isFold ? "p" : "this";
  const within = second === name ? [given] : second.startsWith("{") ? [`${given}.x`] : [];
  const targets = [name, ...others, ...within, ...(random.chance(0.2) ? ["all"] : [])];
  const target = random.pick(targets);
  const act = random.chance(0.75) ? somehow(g, done(g, target, typed)) : ";";
  const isPair = method === "sort" || method === "toSorted";
  const read = random.pick([
    `acc += ${u}[k]!;`,
    isPair ? `acc += ${u}[${i}]!;` : `acc += ${name}[${i}]!;`,
    `acc += ${u}[${i}]!;`,
  ]);
  const body = random.pick([`${read} ${act}`, `${act} ${read}`, `${read} ${act} ${random.chance(0.2) ? "throw 1;" : ""}`]);
  const returned = isFold
    ? isObject
      ? "return p;"
      : "return k;"
    : random.pick(["return k > 0;", "return 0;", "return k - 1;", ""]);
  const list = [...(isFold ? [isObject ? "p: any" : "p"] : []), "k", i, ...(target === "all" && !isPair ? ["all"] : [])].join(
    ", ",
  );
  const all = target === "all" && isPair ? `const all = ${name};` : "";
  // (Not where `this` is somebody else's: ways to run things have a `this` of their own.)
  const isArrow = !act.includes("this");
  const self = random.chance(0.2) ? ` ${j}` : "";
  const again = self === "" || isFold || isPair ? "" : `if (acc < -1) ${j}.call(null, 0 as never, 0 as never, [] as never);`;
  const callback =
    isArrow && self === ""
      ? `(${list}) => { ${all} ${body} ${returned} }`
      : `function${self}(${isFold || !isObject ? "" : "this: any, "}${list}) { ${all} ${body} ${again} ${returned} }`;
  const call = `${random.pick([`(${name} as any)`, name, name, name])}.${method}${random.chance(0.1) ? "?." : ""}(${callback}${second === "" ? "" : `, ${second}`})`;
  const results = LISTS.has(method)
    ? `for (const v of r) acc += ${u}[Number(v)]!; acc += ${u}[(r as any)[0]]!;`
    : INDICES.has(method)
      ? `if (r >= 0) acc += ${name}[r]!;`
      : `if (typeof r === "number") acc += ${u}[r]!;`;
  const whole = random.pick([`const r = ${call}; ${results}`, `try { ${call}; } catch { acc++; }`, `${call};`]);
  return `{ const ${u} = [1, 2${random.pick(["", ", 3"])}]; ${before} ${whole} acc += ${u}[${name}[0]!]!; acc += ${name}[${name}.length - 1]! + ${name}[0]!; ${after} }`;
}

/** Something that is put into the variable. */
function assigned({ random }: Gen, n: string): string {
  const value = random.pick(["0", "1", "0", "1", "2", "7", "0.5", "-1", "acc & 1", `${n} + 1`, `1 - ${n}`]);
  return random.pick([
    `${n} = ${value};`,
    `[${n}] = [${value}];`,
    `({ a: ${n} } = { a: ${value} });`,
    `({ ${n} = ${value} } = {} as any);`,
    `[${n} = ${value}] = [];`,
    `[, ${n}] = [0, ${value}];`,
    `for (${n} of [${value}]);`,
    `for (${n} = 0; ${n} < ${random.int(0, 3)}; ${n}++);`,
    `${n} ||= ${value};`,
    `${n} &&= ${value};`,
    `${n} += ${value};`,
    `${n}++;`,
    `--${n};`,
    `${n} ^= 1;`,
    `try { throw ${value}; } catch (e) { ${n} = e as number; }`,
    `${n} = Math.max(${n}, ${value});`,
  ]);
}

function cellAnyhow({ g, u, n, i, j, t }: Parts): string {
  const { random } = g;
  const read = `acc += ${u}[${n}]!;`;
  const reader = random.pick([read, `if (${n} < ${u}.length) { acc++; ${read} }`, `${i}(); ${read}`]);
  const puts = Array.from({ length: random.int(1, 3) }, () => somehow(g, assigned(g, n)));
  const declared = random.pick([
    `let ${n} = 0;`,
    `let ${n}: number; ${n} = 1;`,
    `var ${n} = 0;`,
    `let ${n} = 1, ${t} = 0; ${t} = ${n}; ${n} = ${t};`,
  ]);
  const text = `${declared} const ${u} = [1, 2]; const ${i} = () => { ${puts.join(" ")} }; const ${j} = () => { ${reader} };`;
  const uses = random.pick([
    `${j}(); ${i}(); ${j}();`,
    `if (${n} < 2) { ${i}(); ${read} }`,
    `try { ${i}(); } finally { ${j}(); }`,
    `for (let k = 0; k < 3; k++) { ${i}(); ${j}(); }`,
    `[0].forEach(${i}); ${j}();`,
    `${assigned(g, n)} ${j}();`,
    `const { ${t}: o = () => { ${i}(); } } = {} as { ${t}?: () => void }; o(); ${j}();`,
  ]);
  return random.pick([
    `{ ${text} ${uses} }`,
    `(() => { ${text} ${uses} })();`,
    `{ const early = () => { ${read} }; try { early(); } catch { acc++; } ${text} ${uses} early(); }`,
    `{ const fs: (() => void)[] = []; const ${u} = [1, 2]; for (let ${n} = 0; ${n} < ${random.int(1, 3)}; ${n}++) { fs.push(() => { ${read} }); if (fs.length === 1) { ${assigned(g, n)} } } for (const f of fs) f(); }`,
    `((${n}: number = ${random.pick(["0", "1"])}, ${i} = () => { ${puts.join(" ")} }) => { const ${u} = [1, 2]; const ${j} = () => { ${read} }; ${i}(); ${j}(); })();`,
  ]);
}

function namedBuiltIn({ g, t, u, n, i }: Parts): string {
  const { random, profile } = g;
  const [name, built, use] = random.pick([
    [t, "Math.min", `acc += ${u}[${t}(n & 3, 1)]!;`],
    [t, "Math.max", `acc += ${u}[${t}(n & 1, 0)]!;`],
    [t, "Math", `acc += ${u}[${t}.${random.pick(["min", "max"])}(n & 1, 1)]!;`],
    [t, "Uint8Array", `{ const ${i} = new ${t}(2); acc += ${i}[n & ${random.pick(["1", "3"])}]!; }`],
    [t, "Array", `{ const ${i} = ${t}.from([1, 2]); acc += ${i}[n & 1]!; }`],
    [t, "() => 1", `acc += ${u}[(${t} as any)()]!;`],
  ] as const);
  const table = `const ${u} = [1, 2];`;
  const replaced = random.pick(["() => 9", "class { length = 0 }", "{ min: () => 9, max: () => 9 }"]);
  return random.pick([
    () => `{ ${table} const ${name} = ${built}; ${use} }`,
    () => `{ ${table} let ${name}: any = ${built}; ${use} ${name} = ${replaced}; ${use} }`,
    () => `((${name}: any = ${built}) => { ${table} ${use} })(${random.chance(0.5) ? replaced : ""});`,
    () => {
      const shown = random.pick(["export const", "const", "export let"]);
      g.top(
        `namespace N${n} { ${shown} ${name} = ${built}; export function at(n: number): number { let acc = 0; ${table} ${use} return acc; } }`,
      );
      const change = profile.conforms || random.chance(0.5) ? "" : `(N${n} as any).${name} = ${replaced};`;
      return `{ ${change} acc += N${n}.at(n); }`;
    },
  ])();
}

function matched({ g, t, u }: Parts): string {
  const { random } = g;
  const pattern = random.pick(["(a)(b)?", "a|(b)", "(?:a)(?<x>b)", "[(]|a", "(a(b))", "x*", "(?=(a))"]);
  const flags = random.pick(["", "", "g", "y", "i"]);
  const regex = `/${pattern}/${flags}`;
  const text = random.pick([`"ab"`, `"b"`, `""`, `"a,b"`, "String(n)"]);
  const at = random.int(0, 3);
  const change = random.pick(["", "", `${t}.pop();`, `${t}.length = 1;`, `${t}.reverse();`]);
  const holder = random.pick([regex, regex, u]);
  const held = holder === u ? `const ${u} = ${regex};` : "";
  const made = random.pick([
    `${holder}.exec(${text})`,
    `${text}.match(${regex})`,
    `${text}.split(${regex})`,
    `${text}.split(${regex}, ${random.int(0, 2)})`,
    `${text}.split(${random.pick([`","`, `""`, `"a"`])})`,
  ]);
  return `{ ${held} const ${t} = ${made}; if (${t} !== null) { ${change} acc += String(${t}[${at}]).length; acc -= String(${t}[0]).length; } }`;
}

export const CALLED_WITH: Readonly<Record<string, (p: Parts) => string>> = { calledAnyhow, cellAnyhow, namedBuiltIn, matched };
