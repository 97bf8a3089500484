/** Shapes of code that experts call obviously in range. Mutations make traps of them. */
import { CALLED_BACK } from "./called-back.js";
import { TAGGED } from "./tagged.js";
import { CALLED_WITH } from "./called-with.js";
import { literal } from "./containers.js";
import type { Container, Frame, Gen, Parts } from "./context.js";
import { CHOICES } from "./choices.js";
import { CONVERSIONS } from "./conversions.js";
import { effect } from "./effects.js";
import { EARLY_SLOTS } from "./early-slots.js";
import { ELEMENTS } from "./elements.js";
import { HANDS } from "./hands.js";
import { HANGING } from "./hanging.js";
import { HOLDERS } from "./holders.js";
import { LATE_HOLES } from "./late-holes.js";
import { PRIVATE_MEMBERS } from "./private-members.js";
import { REPLACED_CELLS } from "./replaced-cells.js";
import { RELATED_SLOTS } from "./related-slots.js";
import { RESTS } from "./rests.js";
import { ROUNDS } from "./rounds.js";
import { SLOTS } from "./slots.js";
import { VIEWS } from "./views.js";
import { YIELDED } from "./yielded.js";
import { numberExpression, test } from "./numbers.js";

const IDIOMS: Readonly<Record<string, (p: Parts) => string>> = {
  pairSum: ({ c, d, i, n }) =>
    `{ const ${n} = Math.min(${c.name}.length, ${d.name}.length); for (let ${i} = 0; ${i} < ${n}; ${i}++) { acc += Number(${c.name}[${i}]); acc -= Number(${d.name}[${i}]); } }`,
  sameSize: ({ c, i, t, gap }) =>
    `{ const ${t} = new Array<number>(${c.name}.length).fill(0); for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${gap} ${t}[${i}] = Number(${c.name}[${i}]); } }`,
  sameSizeTyped: ({ c, i, t, gap }) =>
    `{ const ${t} = new Int32Array(${c.name}.length); for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${gap} ${t}[${i}] = Number(${c.name}[${i}]); } }`,
  sameSizeMap: ({ c, i, t, gap }) =>
    `{ const ${t} = Array.from(${c.name} as ArrayLike<unknown>, () => 1); ${gap} for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) acc += ${t}[${i}]!; }`,
  equalLengths: ({ c, d, i, gap }) =>
    `if (${c.name}.length === ${d.name}.length) { ${gap} for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) acc += Number(${d.name}[${i}]); }`,
  binarySearch: ({ c, i, j, n, x, gap }) =>
    `{ let ${i} = 0, ${j} = ${c.name}.length - 1; const want = ${x}; while (${i} <= ${j}) { const ${n} = (${i} + ${j}) >> 1; ${gap} const v = Number(${c.name}[${n}]); if (v < want) ${i} = ${n} + 1; else if (v > want) ${j} = ${n} - 1; else break; } if (${i} < ${c.name}.length) acc += Number(${c.name}[${i}]); }`,
  lowerBound: ({ c, i, j, n, x }) =>
    `{ let ${i} = 0, ${j} = ${c.name}.length; while (${i} < ${j}) { const ${n} = Math.floor((${i} + ${j}) / 2); if (Number(${c.name}[${n}]) < ${x}) ${i} = ${n} + 1; else ${j} = ${n}; } if (${i} > 0) acc += Number(${c.name}[${i} - 1]); }`,
  twoPointers: ({ c, i, j, gap }) =>
    `{ let ${i} = 0, ${j} = ${c.name}.length - 1; while (${i} < ${j}) { ${gap} if (Number(${c.name}[${i}]) < Number(${c.name}[${j}])) ${i}++; else ${j}--; } }`,
  merge: ({ c, d, i, j, t, gap }) =>
    `{ let ${i} = 0, ${j} = 0; const ${t}: unknown[] = []; while (${i} < ${c.name}.length && ${j} < ${d.name}.length) { ${gap} if (Number(${c.name}[${i}]) <= Number(${d.name}[${j}])) ${t}.push(${c.name}[${i}++]); else ${t}.push(${d.name}[${j}++]); } while (${i} < ${c.name}.length) ${t}.push(${c.name}[${i}++]); while (${j} < ${d.name}.length) ${t}.push(${d.name}[${j}++]); if (${t}.length > 0) acc += Number(${t}[${t}.length - 1]); }`,
  insertionSort: ({ g, i, j, t, u }) =>
    `{ const ${t} = ${literal(g, g.random.int(0, 6))}; for (let ${i} = 1; ${i} < ${t}.length; ${i}++) { const ${u} = ${t}[${i}]!; let ${j} = ${i} - 1; while (${j} >= 0 && ${t}[${j}]! > ${u}) { ${t}[${j} + 1] = ${t}[${j}]!; ${j}--; } ${t}[${j} + 1] = ${u}; } }`,
  bubbleSort: ({ g, i, j, t, u }) =>
    `{ const ${t} = ${literal(g, g.random.int(0, 6))}; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) for (let ${j} = 0; ${j} < ${t}.length - 1 - ${i}; ${j}++) if (${t}[${j}]! > ${t}[${j} + 1]!) { const ${u} = ${t}[${j}]!; ${t}[${j}] = ${t}[${j} + 1]!; ${t}[${j} + 1] = ${u}; } }`,
  matrix: ({ g, i, j, t, n, u, gap }) =>
    `{ const ${n} = ${g.random.int(1, 4)}, ${u} = ${g.random.int(1, 4)}; const ${t} = new Float64Array(${n} * ${u}); for (let ${i} = 0; ${i} < ${u}; ${i}++) for (let ${j} = 0; ${j} < ${n}; ${j}++) { ${gap} ${t}[${i} * ${n} + ${j}] = ${j}; } }`,
  matrixVariable: ({ c, i, j, t, n, u }) =>
    `{ const ${n} = ${c.name}.length, ${u} = (${c.name}.length & 3) + 1; const ${t} = new Uint8Array(${n} * ${u}); for (let ${i} = 0; ${i} < ${u}; ${i}++) for (let ${j} = 0; ${j} < ${n}; ${j}++) ${t}[${i} * ${n} + ${j}] = ${i}; }`,
  transposed: ({ g, i, j, t, n, u }) =>
    `{ const ${n} = ${g.random.int(1, 4)}, ${u} = ${g.random.int(1, 4)}; const ${t} = new Array<number>(${n} * ${u}).fill(0); for (let ${i} = 0; ${i} < ${n}; ${i}++) for (let ${j} = 0; ${j} < ${u}; ${j}++) ${t}[${j} * ${n} + ${i}] = 1; }`,
  divideIndex: ({ c, i, t }) =>
    `{ const ${t} = new Uint8Array((${c.name}.length >> 3) + 1); for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) ${t}[${i} >> 3]! |= 1 << (${i} & 7); }`,
  halves: ({ c, i }) =>
    `for (let ${i} = 0; ${i} < Math.floor(${c.name}.length / 2); ${i}++) { acc += Number(${c.name}[${i}]) - Number(${c.name}[${c.name}.length - 1 - ${i}]); acc += Number(${c.name}[2 * ${i} + 1]); }`,
  ring: ({ g, c, i, j, t, n }) =>
    `{ const ${n} = ${g.random.pick([2, 4, 8])}; const ${t} = new Int32Array(${n}); let ${j} = 0; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${t}[${j}] = ${i}; ${j} = (${j} + 1) & (${n} - 1); } acc += ${t}[${j}]!; }`,
  ringModulo: ({ g, c, i, j, t, n }) =>
    `{ const ${n} = ${g.random.int(1, 5)}; const ${t} = new Array<number>(${n}).fill(0); let ${j} = 0; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${t}[${j}] = ${i}; ${j} = (${j} + 1) % ${n}; } acc += ${t}[${j}]!; }`,
  wrapCursor: ({ g, c, i, j, t }) =>
    `{ const ${t} = ${literal(g, g.random.int(1, 4))}; let ${j} = 0; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { acc += ${t}[${j}]!; if (++${j} === ${t}.length) ${j} = 0; } }`,
  stack: ({ c, i, t, gap }) =>
    `{ const ${t}: number[] = []; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${t}.push(${i}); ${gap} if (${t}.length > 2) ${t}.pop(); acc += ${t}[${t}.length - 1]!; } }`,
  stackPointer: ({ c, i, j, t }) =>
    `{ const ${t} = new Int32Array(8); let ${j} = 0; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { if (${j} < ${t}.length) ${t}[${j}++] = ${i}; if (${j} > 3) acc += ${t}[--${j}]!; } }`,
  queue: ({ c, i, j, t, gap }) =>
    `{ const ${t} = [0]; for (let ${j} = 0; ${j} < ${t}.length; ${j}++) { const ${i} = ${t}[${j}]!; ${gap} if (${t}.length < ${c.name}.length) ${t}.push(${i} + 1); } }`,
  pushWalk: ({ c, i, t, gap }) =>
    `{ const ${t}: unknown[] = []; for (const v of ${c.name}) ${t}.push(v); ${gap} for (let ${i} = 0; ${i} < ${t}.length; ${i}++) acc += Number(${t}[${i}]); }`,
  histogram: ({ c, i, t }) =>
    `{ const ${t} = new Uint32Array(256); for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) ${t}[Number(${c.name}[${i}]) & 255]!++; }`,
  histogramBytes: ({ g, i, t, u, gap }) =>
    `{ const ${u} = new Uint8Array(${literal(g, 5)}); const ${t} = new Uint32Array(256); ${gap} for (let ${i} = 0; ${i} < ${u}.length; ${i}++) ${t}[${u}[${i}]!]!++; }`,
  lookup: ({ g, i, t, u, gap }) =>
    `{ const ${t} = [2, 0, 1]; const ${u} = ${literal(g, 3)}; ${gap} for (let ${i} = 0; ${i} < ${t}.length; ${i}++) acc += ${u}[${t}[${i}]!]!; }`,
  lookupTyped: ({ g, i, t, u, gap }) =>
    `{ const ${t} = Uint8Array.of(2, 0, 1); const ${u} = ${literal(g, 3)}; ${gap} for (let ${i} = 0; ${i} < ${t}.length; ${i}++) acc += ${u}[${t}[${i}]!]!; }`,
  indicesOf: ({ c, i, j, t, gap }) =>
    `{ const ${t}: number[] = []; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) if (Number(${c.name}[${i}]) > 2) ${t}.push(${i}); ${gap} for (const ${j} of ${t}) acc += Number(${c.name}[${j}]); }`,
  permutation: ({ c, i, t, gap }) =>
    `{ const ${t} = new Uint16Array(${c.name}.length); for (let ${i} = 0; ${i} < ${t}.length; ${i}++) ${t}[${i}] = ${i}; ${gap} for (let ${i} = 0; ${i} < ${t}.length; ${i}++) acc += Number(${c.name}[${t}[${i}]!]); }`,
  unionFind: ({ g, c, i, j, t, gap }) =>
    `{ const ${t} = Array.from({ length: ${g.random.int(2, 6)} }, (_, k) => k); const find = (k: number): number => { while (${t}[k]! !== k) k = ${t}[k]!; return k; }; for (let ${i} = 0; ${i} < Math.min(${c.name}.length, ${t}.length); ${i}++) { ${gap} const ${j} = find(${i}); ${t}[${j}] = find(0); } }`,
  prefixSums: ({ c, i, t, gap }) =>
    `{ const ${t} = [0]; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) ${t}.push(${t}[${i}]! + 1); ${gap} for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) acc += ${t}[${i} + 1]! - ${t}[${i}]!; }`,
  fibonacci: ({ g, i, t }) =>
    `{ const ${t} = new Float64Array(${g.random.int(2, 8)}); ${t}[0] = 0; ${t}[1] = 1; for (let ${i} = 2; ${i} < ${t}.length; ${i}++) ${t}[${i}] = ${t}[${i} - 1]! + ${t}[${i} - 2]!; }`,
  window: ({ c, i, j, g }) =>
    `{ const w = ${g.random.int(1, 3)}; for (let ${i} = 0; ${i} + w <= ${c.name}.length; ${i}++) for (let ${j} = ${i}; ${j} < ${i} + w; ${j}++) acc += Number(${c.name}[${j}]); }`,
  neighbours: ({ c, i, gap }) =>
    `for (let ${i} = 1; ${i} < ${c.name}.length - 1; ${i}++) { ${gap} acc += Number(${c.name}[${i} - 1]) + Number(${c.name}[${i}]) + Number(${c.name}[${i} + 1]); }`,
  cursor: ({ g, i, t, u, gap }) =>
    `{ const ${t} = ${g.random.pick([`"12+34"`, `"a,b"`, `""`, `"7"`])}; let ${i} = 0; while (${i} < ${t}.length) { const ${u} = ${t}[${i}]!; ${gap} ${i}++; if (${u} === "+" && ${i} < ${t}.length) acc += Number(${t}[${i}]); } }`,
  digits: ({ g, i, j, t, gap }) =>
    `{ const ${t} = ${g.random.pick([`"1234x"`, `"9"`, `""`])}; let ${i} = 0; while (${i} < ${t}.length && ${t}[${i}]! >= "0" && ${t}[${i}]! <= "9") ${i}++; ${gap} for (let ${j} = 0; ${j} < ${i}; ${j}++) acc += Number(${t}[${j}]); }`,
  charTable: ({ g, i, t, u }) =>
    `{ const ${u} = new Int8Array(128).fill(-1); ${u}[65] = 1; const ${t} = ${g.random.pick([`"AB"`, `"A\\u00e9"`, `""`])}; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) { const code = ${t}.charCodeAt(${i}); if (code < 128) acc += ${u}[code]!; } }`,
  last: ({ c, i, gap }) =>
    `if (${c.name}.length > 0) { const ${i} = ${c.name}.length - 1; ${gap} acc += Number(${c.name}[${i}]); }`,
  first: ({ c, gap }) => `if (${c.name}.length) { ${gap} acc += Number(${c.name}[0]); }`,
  fixedIndices: ({ c, gap }) =>
    `if (${c.name}.length >= 3) { ${gap} acc += Number(${c.name}[0]) + Number(${c.name}[1]) + Number(${c.name}[2]); }`,
  indexOfGuard: ({ c, i, gap }) =>
    `{ const ${i} = (${c.name} as any[]).indexOf(2); if (${i} !== -1) { ${gap} acc += Number(${c.name}[${i}]); } }`,
  findIndexGuard: ({ c, i, gap }) =>
    `{ const ${i} = Array.from(${c.name} as ArrayLike<unknown>).findIndex((v) => Number(v) > 1); if (${i} >= 0) { ${gap} acc += Number(${c.name}[${i}]); } }`,
  maximum: ({ c, i, j, gap }) =>
    `if (${c.name}.length > 0) { let ${j} = 0; for (let ${i} = 1; ${i} < ${c.name}.length; ${i}++) if (Number(${c.name}[${i}]) > Number(${c.name}[${j}])) ${j} = ${i}; ${gap} acc += Number(${c.name}[${j}]); }`,
  reversedCopy: ({ c, i, t }) =>
    `{ const ${t}: unknown[] = []; for (let ${i} = ${c.name}.length - 1; ${i} >= 0; ${i}--) ${t}.push(${c.name}[${i}]); for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) acc += Number(${t}[${i}]); }`,
  clampFunction: ({ g, c, i, x, gap }) => {
    const f = g.fresh("clamp");
    g.top(`function ${f}(v: number, lo: number, hi: number): number { return v < lo ? lo : v > hi ? hi : v; }`);
    return `if (${c.name}.length > 0) { const ${i} = ${f}(${g.random.pick([`Math.floor(${x})`, `${x} | 0`, x])}, 0, ${c.name}.length - 1); ${gap} acc += Number(${c.name}[${i}]); }`;
  },
  checkFunction: ({ g, c, i, x, gap }) => {
    const f = g.fresh("check");
    g.top(
      `function ${f}(k: number, n: number): number { if (!Number.isInteger(k) || k < 0 || k >= n) throw new RangeError("k"); return k; }`,
    );
    return `{ const ${i} = ${x}; try { ${f}(${i}, ${c.name}.length); ${gap} acc += Number(${c.name}[${i}]); acc += Number(${c.name}[${f}(${i}, ${c.name}.length)]); } catch { acc++; } }`;
  },
  getHelper: ({ g, c, x }) => {
    const f = g.fresh("get");
    g.top(
      `function ${f}(x: ${c.type}, k: number): unknown { ${g.random.pick(["if (k < 0 || k >= x.length) return 0;", "if (!(k >= 0 && k < x.length) || !Number.isInteger(k)) return 0;", "k = k | 0; if (k < 0 || k >= x.length) return 0;"])} return x[k]; }`,
    );
    return `acc += Number(${f}(${c.name}, ${x}));`;
  },
  sumHelper: ({ g, c, i }) => {
    const f = g.fresh("sum");
    g.top(
      `function ${f}(x: ${c.type}, from: number, to: number): number { let s = 0; for (let ${i} = from; ${i} < to; ${i}++) s += Number(x[${i}]); return s; }`,
    );
    return `acc += ${f}(${c.name}, ${g.random.pick(["0", "1", "-1"])}, ${c.name}.length);`;
  },
  makeHelper: ({ g, i, n, t, x }) => {
    const f = g.fresh("make");
    g.top(
      `function ${f}(n: number): ${g.random.pick(["number[]"])} { const r: number[] = []; for (let k = 0; k < n; k++) r.push(k); return r; }`,
    );
    return `{ const ${n} = Math.min(9, ${x}); const ${t} = ${f}(${n}); for (let ${i} = 0; ${i} < ${n}; ${i}++) acc += ${t}[${i}]!; }`;
  },
  allocHelper: ({ g, i, n, t, x }) => {
    const f = g.fresh("alloc");
    g.top(`function ${f}(n: number): Uint8Array { return new Uint8Array(n); }`);
    return `{ const ${n} = Math.max(0, Math.min(9, ${x})) | 0; const ${t} = ${f}(${n}); for (let ${i} = 0; ${i} < ${n}; ${i}++) ${t}[${i}] = 1; }`;
  },
  indexHelper: ({ g, c, i, gap }) => {
    const f = g.fresh("where");
    g.top(
      `function ${f}(x: ${c.type}): number { for (let k = 0; k < x.length; k++) if (Number(x[k]) > 2) return k; return ${g.random.pick(["-1", "x.length", "0"])}; }`,
    );
    return `{ const ${i} = ${f}(${c.name}); ${gap} if (${i} ${g.random.pick([">= 0", "!== -1", `< ${c.name}.length`])}) acc += Number(${c.name}[${i}]); }`;
  },
  flagLoop: ({ frame, g, c, i, j }) =>
    `{ let ${j} = -1; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { if (${test(g, frame)}) { ${j} = ${i}; break; } } if (${j} >= 0) acc += Number(${c.name}[${j}]); }`,
  labelledLoop: ({ frame, g, c, d, i, j }) => {
    const l = g.fresh("outer");
    return `${l}: for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { for (let ${j} = 0; ${j} < ${d.name}.length; ${j}++) { if (${test(g, frame)}) ${g.random.pick(["continue", "break"])} ${l}; acc += Number(${c.name}[${i}]) + Number(${d.name}[${j}]); } acc += Number(${c.name}[${i}]); }`;
  },
  nested: ({ c, i, j }) =>
    `for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) for (let ${j} = ${i} + 1; ${j} < ${c.name}.length; ${j}++) acc += Number(${c.name}[${i}]) * Number(${c.name}[${j}]);`,
  rows: ({ g, i, j, t, gap }) =>
    `{ const ${t}: number[][] = [${literal(g, 2)}, ${literal(g, g.random.int(1, 3))}]; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) { const row = ${t}[${i}]!; ${gap} for (let ${j} = 0; ${j} < row.length; ${j}++) acc += row[${j}]! + ${t}[${i}]![${j}]!; } }`,
  partition: ({ g, i, j, t, u }) =>
    `{ const ${t} = ${literal(g, g.random.int(1, 6))}; let ${j} = 0; for (let ${i} = 0; ${i} < ${t}.length - 1; ${i}++) if (${t}[${i}]! < ${t}[${t}.length - 1]!) { const ${u} = ${t}[${i}]!; ${t}[${i}] = ${t}[${j}]!; ${t}[${j}] = ${u}; ${j}++; } ${t}[${j}] = 0; }`,
  compact: ({ g, i, j, t, gap }) =>
    `{ const ${t} = ${literal(g, g.random.int(0, 6))}; let ${j} = 0; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) if (${t}[${i}]! > 1) ${t}[${j}++] = ${t}[${i}]!; ${gap} for (let ${i} = 0; ${i} < ${j}; ${i}++) acc += ${t}[${i}]!; }`,
  heapUp: ({ g, i, j, t, u }) =>
    `{ const ${t} = ${literal(g, g.random.int(1, 6))}; let ${i} = ${t}.length - 1; while (${i} > 0) { const ${j} = (${i} - 1) >> 1; if (${t}[${j}]! <= ${t}[${i}]!) break; const ${u} = ${t}[${i}]!; ${t}[${i}] = ${t}[${j}]!; ${t}[${j}] = ${u}; ${i} = ${j}; } }`,
  heapDown: ({ g, i, j, t, n }) =>
    `{ const ${t} = ${literal(g, g.random.int(0, 6))}; const ${n} = ${t}.length; let ${i} = 0; for (;;) { let ${j} = 2 * ${i} + 1; if (${j} >= ${n}) break; if (${j} + 1 < ${n} && ${t}[${j} + 1]! < ${t}[${j}]!) ${j}++; acc += ${t}[${j}]!; ${i} = ${j}; } }`,
  accumulate: ({ c, i, n, t }) =>
    `{ let ${n} = 0; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) ${n} += ${i} & 1; const ${t} = new Uint8Array(${n}); for (let ${i} = 0; ${i} < ${n}; ${i}++) ${t}[${i}] = 1; }`,
  compoundLength: ({ c, d, i, j, t }) =>
    `{ const ${t} = new Float32Array(${c.name}.length + ${d.name}.length); for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) ${t}[${i}] = 1; for (let ${j} = 0; ${j} < ${d.name}.length; ${j}++) ${t}[${c.name}.length + ${j}] = 2; }`,
  bigIndex: ({ g, c, i, n, gap }) =>
    `{ let ${n} = ${g.random.pick(["2 ** 53 - 2", "2 ** 31 - 3", "2 ** 32 - 2", "2147483640", "0"])}; for (let ${i} = 0; ${i} < 6; ${i}++) ${n} = ${g.random.pick([`${n} + 1`, `(${n} + 1) | 0`, `(${n} + 1) >>> 0`, `${n} + 0.5`, `Math.imul(${n}, 3)`])}; ${gap} const k = ${g.random.pick([`${n} - 2 ** 53`, `${n} & 7`, `${n} % 4`, `${n} >>> 29`, `${n} - ${n}`, `Math.abs(${n}) % 3`])}; if (${g.random.pick([`k < ${c.name}.length`, `k >= 0 && k < ${c.name}.length`])}) acc += Number(${c.name}[k]); }`,
  int32Cursor: ({ g, c, i, gap }) =>
    `{ let ${i} = ${g.random.pick(["0", "2147483645", "-3"])} | 0; for (let w = 0; w < 5; w++) { ${i} = (${i} + ${g.random.pick(["1", "1073741824", "3"])}) | 0; ${gap} if (${i} < ${c.name}.length) acc += Number(${c.name}[${i}${g.random.pick([" & 3", "", " >>> 30", " % 3"])}]); } }`,
  typedCounter: ({ g, c, i, t }) =>
    `{ const ${t} = new ${g.random.pick(["Int8Array", "Uint8Array", "Int16Array", "Uint8ClampedArray"])}(1); for (let ${i} = 0; ${i} < 300; ${i} += 60) { ${t}[0]! += 60; if (${t}[0]! < ${c.name}.length) acc += Number(${c.name}[${t}[0]!]); } }`,
  restParameters: ({ g, c, gap }) =>
    `((...rest: number[]) => { ${gap} if (rest.length > 1) acc += rest[1]!; for (let k = 0; k < rest.length; k++) acc += rest[k]!; })(${g.random.pick(["1, 2", "1", "", `...(${c.kind === "array" ? c.name : "[3, 4]"})`])});`,
  argumentsObject: ({ g }) => {
    const f = g.fresh("args");
    g.top(
      `function ${f}(_a: number, _b = 0): number { let s = 0; for (let k = 0; k < arguments.length; k++) s += arguments[k]; return s + (arguments.length > 1 ? arguments[1] : 0); }`,
    );
    return `acc += ${f}(${g.random.pick(["1", "1, 2"])});`;
  },
  comparator: ({ g, t }) =>
    `{ const ${t} = ${literal(g, 4)}; [0, 1, 2, 3].sort((p, q) => ${t}[p]! - ${t}[q]!).forEach((k) => { acc += ${t}[k]!; }); }`,
  mapIndex: ({ g, c, t, gap }) =>
    `{ const ${t} = ${literal(g, 3)}; acc += ${t}.map((v, k) => v + ${t}[k]!).length; ${t}.forEach((_v, k, all) => { ${gap} acc += all[k]!; }); acc += ${t}.reduce((p, _v, k) => p + ${t}[k]!, 0); void ${c.name}; }`,
  entries: ({ g, t, u, gap }) =>
    `{ const ${t} = ${literal(g, 3)}; const ${u} = new Float64Array(${t}.length); for (const [k, v] of ${t}.entries()) { ${gap} ${u}[k] = v; } }`,
  destructure: ({ g, gap, t, u }) =>
    `{ const ${t} = ${literal(g, g.random.int(1, 4))}; ${gap} const [${u}, ...more] = ${t}; acc += ${u}!; if (more.length > 0) acc += more[more.length - 1]!; }`,
  tuple: ({ gap, t, u }) =>
    `{ const ${t}: [number, number] = [1, 2]; ${gap} const [p, q] = ${t}; acc += ${t}[0] + ${t}[1] + p + q; let ${u} = 3; [${u}, acc] = [acc, ${u}]; }`,
  mutualLengths: ({ g, c, i, t, gap }) =>
    `{ const ${t} = { n: ${c.name}.length, data: ${literal(g, 4)} }; ${gap} for (let ${i} = 0; ${i} < ${t}.data.length; ${i}++) acc += ${t}.data[${i}]!; if (${t}.n <= ${c.name}.length && ${t}.n > 0) acc += Number(${c.name}[${t}.n - 1]); }`,
  swapArrays: ({ g, i, t, u }) =>
    `{ let ${t} = ${literal(g, g.random.int(1, 4))}, ${u} = ${literal(g, 3)}; for (let ${i} = 0; ${i} < ${u}.length; ${i}++) { acc += ${u}[${i}]!; if (${i} === 1) [${t}, ${u}] = [${u}, ${t}]; } acc += ${t}[0]!; }`,
  oldValue: ({ g, c, i, j }) =>
    `{ let ${i} = 0; let ${j} = 0; while (${j} < ${c.name}.length) { acc += Number(${c.name}[${i}]); ${i} = ${j}; ${j}${g.random.pick(["++", " += 2"])}; } acc += Number(${c.name}[${i}]); }`,
  assignedInTry: ({ g, c, i, gap }) => {
    const f = g.fresh("risky");
    g.top(`function ${f}(k: number): number { if (k > ${g.random.int(0, 2)}) throw new Error("k"); return k; }`);
    return `if (${c.name}.length > 0) { let ${i} = ${g.random.pick([`${c.name}.length`, "-1", "7"])}; try { ${f}(${g.random.int(0, 3)}); ${i} = 0; ${gap} } catch { acc++; } acc += Number(${c.name}[${i}]); }`;
  },
  movedInTry: ({ g, i, t }) =>
    `{ const ${t} = ${literal(g, g.random.int(1, 4))}; let ${i} = 0; try { ${i} = ${t}.length; ${g.random.pick(['JSON.parse("x")', "(() => { throw 0; })()", "[1].forEach(() => { throw 0; })", 'decodeURIComponent("%")'])}; ${i} = 0; } catch { acc += ${i}; } finally { acc += ${t}[${i}] ?? 0; } acc += ${t}[${i}]!; }`,
  halfDone: ({ g, i, t }) =>
    `{ const ${t} = { items: ${literal(g, 3)}, n: 3 }; try { ${t}.items.pop(); [1].forEach(() => { throw 0; }); ${t}.n--; } catch { acc++; } for (let ${i} = 0; ${i} < ${t}.n; ${i}++) acc += ${t}.items[${i}]!; }`,
  charCode: ({ g, c, i, gap }) =>
    `{ const ${i} = ${g.random.pick([`"ab"`, `""`, `"\\u0000\\u0001"`])}.charCodeAt(${g.random.int(0, 3)})${g.random.pick(["", " - 97", " & 3"])}; ${gap} if (${g.random.pick([`${i} < ${c.name}.length && ${i} >= 0`, `!(${i} >= ${c.name}.length) && !(${i} < 0)`, `!(${i} < 0 || ${i} >= ${c.name}.length)`])}) acc += Number(${c.name}[${i}]); }`,
  negatedTest: ({ g, c, i, x, gap }) =>
    `{ const ${i} = ${g.random.pick(["Math.floor", "Math.trunc", "Math.round"])}(${g.random.pick([x, "NaN", "0 / acc", 'Number("x")'])}); if (${g.random.pick([`!(${i} < 0 || ${i} >= ${c.name}.length)`, `!(${i} >= ${c.name}.length) && !(${i} < 0)`])}) { ${gap} acc += Number(${c.name}[${i}]); } }`,
  averages: ({ g, c, i, j }) =>
    `{ let ${j} = 0; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) ${j} = (${i} + ${j}) / ${g.random.pick(["2", "2 | 0", "1"])}; if (${c.name}.length > 0 && ${j} >= 0 && ${j} < ${c.name}.length) acc += Number(${c.name}[${j}]); }`,
  quotient: ({ c, i, x, g }) =>
    `{ const ${i} = (${g.random.pick([`(${x}) & 7`, `${c.name}.length`, "3", "6"])}) / ${g.random.pick(["2", "3", "4"])}; if (${i} >= 0 && ${i} < ${c.name}.length) acc += Number(${c.name}[${i}]); }`,
  holey: ({ g, i, t, gap }) =>
    `{ const ${t} = ${literal(g, 4)}; ${g.profile.conforms ? "" : g.random.pick([`delete ${t}[1];`, `${t}.length = 6;`, `${t}.length = ${t}.length + 1;`, `${t}[5] = 1;`, `delete ${t}[acc & 3];`])} ${gap} const copy = ${t}.${g.random.pick(["map((v) => v)", "slice()", "filter(() => true)", "concat([1])", "slice(0, 3)"])}; for (let ${i} = 0; ${i} < copy.length; ${i}++) acc += copy[${i}]!; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) acc += ${t}[${i}]!; }`,
  getterBetween: ({ g, c, i }) => {
    const change = c.kind === "array" ? `${c.remote}.length = 0;` : ";";
    return `{ const watched = ${g.random.pick(["{ get x(): number { CHANGE return 1; } }", "{ x: 1 }", "new (class { get x(): number { CHANGE return 1; } })()"]).replace("CHANGE", change)}; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${g.random.pick(["const w = watched.x; void w;", "if (watched.x === 2) break;"])} acc += Number(${c.name}[${i}]); } }`;
  },
  signedRemainder: ({ g, c, i, x }) =>
    `{ const ${i} = (${g.random.pick([`(${x}) | 0`, "-3", `acc - 5 | 0`, `~${c.name}.length`])}) % ${g.random.pick([`${c.name}.length`, String(Math.max(1, c.size ?? 2)), "2"])}; if (${g.random.pick([`${i} < ${c.name}.length`, `${c.name}.length > 0`, `${i} >= 0 && ${i} < ${c.name}.length`])}) acc += Number(${c.name}[${i}]); }`,
  atMost: ({ c, i, x, gap, g }) =>
    `{ const ${i} = (${x}) | 0; if (${i} >= 0 && ${i} ${g.random.pick(["<=", "<"])} ${c.name}.length) { ${gap} acc += Number(${c.name}[${i}]); } }`,
  maxBound: ({ c, d, i, j, g }) =>
    `{ const ${j} = Math.${g.random.pick(["max", "min"])}(${c.name}.length, ${d.name}.length); for (let ${i} = 0; ${i} < ${j}; ${i}++) acc += Number(${c.name}[${i}]); }`,
  bufferViews: ({ g, i, t, u }) =>
    `{ const ${u} = ${g.random.pick(["new ArrayBuffer(4, { maxByteLength: 16 } as any)", "new ArrayBuffer(8)", "new SharedArrayBuffer(4, { maxByteLength: 16 } as any)"])} as any; const ${t} = new ${g.random.pick(["Uint8Array", "Int8Array", "Uint16Array"])}(${u}); if (${t}.length > 1) { ${g.random.pick([`${u}.resize?.(0);`, `structuredClone(${u}, { transfer: [${u}] });`, `${u}.grow?.(8);`, ""])} acc += ${t}[1]!; } for (let ${i} = 0; ${i} < ${t}.length; ${i}++) { if (${i} === 1) ${u}.resize?.(1); acc += ${t}[${i}]!; } }`,
  capturedIndex: ({ g, c, i, t }) =>
    `{ let ${i} = 0; const ${t} = () => { ${i} += ${g.random.int(1, 9)}; }; ${g.random.pick(["", `${t}();`])} if (${i} < ${c.name}.length) { ${g.random.pick(["", `${t}();`, `[1].forEach(${t});`, `void +({ valueOf() { ${t}(); return 1; } } as any);`])} acc += Number(${c.name}[${i}]); } }`,
  aliasPop: ({ g, i, t, u }) =>
    `{ const ${t} = ${literal(g, 3)}; const ${u} = ${g.random.pick([t, `(acc >= 0 ? ${t} : [1])`, `[${t}][0]!`, `${t}.reverse()`, `[...${t}]`, `({ k: ${t} }).k`])}; for (let ${i} = 0; ${i} < ${t}.length; ${i}++) { ${u}.pop(); acc += ${t}[${i}]!; } if (${t}.length === 0) { ${u}.push(1); } else { const k = ${t}.length - 1; ${u}.shift(); acc += ${t}[k]!; } }`,
  popKnown: ({ g, i, t }) =>
    `{ const ${t} = ${literal(g, g.random.int(1, 4))}; const ${i} = ${t}.length - 1; ${t}.${g.random.pick(["pop", "shift"])}(); acc += ${t}[${i}]!; ${t}.push(1); acc += ${t}[${t}.length - 1]!; }`,
  twoCallers: ({ g, c }) => {
    const f = g.fresh("two");
    g.top(`function ${f}(x: ${c.type}, k: number): unknown { return x[k]; }`);
    return `if (${c.name}.length > 1) { ${f}(${c.name}, 0); ${f}(${c.name}, 1); } ${f}(${g.random.pick([c.name, c.kind === "array" ? "[1, 2, 3]" : c.name])}, ${g.random.int(0, 4)});`;
  },
  awaits: ({ frame, c, i }) =>
    `for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${frame.flavour === "async" ? "await null;" : frame.flavour === "generator" ? "yield acc;" : "void 0;"} acc += Number(${c.name}[${i}]); }`,
  shiftHash: ({ g, c, i, t, n }) =>
    `{ const ${t} = new Int32Array(${g.random.pick([4, 8, 5])}); let ${n} = 17; for (let ${i} = 0; ${i} < ${c.name}.length; ${i}++) { ${n} = ${g.random.pick([`(${n} * 31 + ${i})`, `((${n} << 5) - ${n} + ${i})`, `Math.imul(${n}, 16777619)`])} ${g.random.pick(["| 0", ">>> 0"])}; ${t}[${g.random.pick([`${n} & (${t}.length - 1)`, `${n} % ${t}.length`, `Math.abs(${n}) % ${t}.length`, `(${n} >>> 0) % ${t}.length`, `${n} & 3`, `${n} >>> 30`])}]!++; } }`,
  ...ELEMENTS,
  ...CONVERSIONS,
  ...LATE_HOLES,
  ...RESTS,
  ...HOLDERS,
  ...HANDS,
  ...SLOTS,
  ...EARLY_SLOTS,
  ...RELATED_SLOTS,
  ...VIEWS,
  ...CALLED_BACK,
  ...TAGGED,
  ...CALLED_WITH,
  ...REPLACED_CELLS,
  ...ROUNDS,
  ...HANGING,
  ...PRIVATE_MEMBERS,
  ...CHOICES,
  ...YIELDED,
};
export const IDIOM_NAMES: readonly string[] = Object.keys(IDIOMS);

/** Those on the edge of what may be believed: NaN, fractions, wrapping, half-done work, hidden code. They are chosen more often. */
const SHARP: readonly string[] = [
  "assignedInTry",
  "movedInTry",
  "halfDone",
  "charCode",
  "negatedTest",
  "averages",
  "quotient",
  "holey",
  "getterBetween",
  "signedRemainder",
  "atMost",
  "maxBound",
  "bufferViews",
  "capturedIndex",
  "aliasPop",
  "popKnown",
  "twoCallers",
  "awaits",
  "int32Cursor",
  "bigIndex",
  "typedCounter",
  "flagLoop",
  ...Object.keys(ELEMENTS),
  ...Object.keys(CONVERSIONS),
  ...Object.keys(LATE_HOLES),
  ...Object.keys(RESTS),
  ...Object.keys(HOLDERS),
  ...[SLOTS, EARLY_SLOTS, RELATED_SLOTS].flatMap((slots) => [...Object.keys(slots), ...Object.keys(slots)]),
  ...Object.keys(VIEWS),
  ...Object.keys(CALLED_BACK),
  ...Object.keys(TAGGED),
  ...[
    CALLED_BACK,
    CALLED_WITH,
    REPLACED_CELLS,
    REPLACED_CELLS,
    ROUNDS,
    ROUNDS,
    HANGING,
    HANGING,
    PRIVATE_MEMBERS,
    CHOICES,
    YIELDED,
    YIELDED,
  ].flatMap((called) => Object.keys(called)),
];

/** Some idiom over the containers in scope. */
export function idiom(g: Gen, frame: Frame, name: string = g.random.pick(g.random.chance(0.5) ? SHARP : IDIOM_NAMES)): string {
  const { random } = g;
  g.note(`idiom ${name}`);
  const before: string[] = [];
  const usable = frame.containers.filter(({ type }) => !type.startsWith("Big"));
  const fallback = (): Container => {
    if (random.chance(0.6)) {
      const local = g.fresh("l");
      before.push(`const ${local} = ${literal(g, random.int(1, 5))};`);
      return { name: local, remote: local, kind: "array", type: "number[]", rebinds: false, size: null, buffer: null };
    }
    const fresh = g.fresh("T");
    g.top(`const ${fresh} = ${literal(g, random.int(1, 5))};`);
    return { name: fresh, remote: fresh, kind: "array", type: "number[]", rebinds: false, size: null, buffer: null };
  };
  // Of a container that came from outside little can be proved under the checked boundary: often one is made on the spot.
  const choose = (): Container => (usable.length > 0 && random.chance(0.65) ? random.pick(usable) : fallback());
  const c = choose();
  const d = choose();
  const t = g.fresh("t");
  const own: Container = { name: t, remote: t, kind: "array", type: "number[]", rebinds: false, size: null, buffer: null };
  const nested: Frame = { ...frame, flavour: "normal" };
  const makes =
    /^(?:same|matrix|transposed|stack|queue|push|lookup|indices|permutation|prefix|rows|compact|mapIndex|entries|destructure|tuple|histogramBytes)/u.test(
      name,
    );
  // A change of the idiom's own array only where that is in scope by then: `gap` never comes first in those.
  const focus = makes && !/Typed|Bytes|matrix|permutation|rows|tuple/u.test(name) && random.chance(0.6) ? own : c;
  const gap = random.chance(0.3) ? effect(g, nested, focus) : "";
  const text = IDIOMS[name]!({
    g,
    frame,
    c,
    d,
    t,
    gap,
    i: g.fresh("i"),
    j: g.fresh("j"),
    n: g.fresh("n"),
    u: g.fresh("u"),
    x: numberExpression(g, frame, 1),
  });
  return before.length === 0 ? text : `{ ${before.join(" ")} ${text} }`;
}
