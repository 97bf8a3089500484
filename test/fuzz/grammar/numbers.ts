/** Number-valued expressions, and tests that hold an index inside a container (or nearly so). */
import { oneOf, type Container, type Frame, type Gen } from "./context.js";

/** Literals at which arithmetic changes its nature. */
export const ODD = [
  "NaN",
  "-0",
  "0.5",
  "-1",
  "1.5",
  "2 ** 31",
  "2 ** 31 - 1",
  "-(2 ** 31)",
  "2 ** 32",
  "2 ** 32 - 1",
  "2 ** 53",
  "2 ** 53 + 2",
  "Infinity",
  "-Infinity",
  "1e-7",
  "-0.5",
  "4294967295.5",
  "2.0000000000000004",
  "-2147483649",
] as const;

/** A number that is often a plausible index. */
export function numberExpression(g: Gen, frame: Frame, depth = 0): string {
  const { random } = g;
  const atom = (): string =>
    oneOf(
      random,
      [3, () => String(random.int(0, 5))],
      [frame.numbers.length === 0 ? 0 : 8, () => random.pick(frame.numbers)],
      [frame.containers.length === 0 ? 0 : 3, () => `${random.pick(frame.containers).name}.length`],
      [0.5, () => `(${random.pick(ODD)})`],
    );
  if (depth > 2) return atom();
  const sub = (): string => numberExpression(g, frame, depth + 1);
  return oneOf(
    random,
    [6, atom],
    [3, () => `(${sub()} + ${random.int(1, 3)})`],
    [3, () => `(${sub()} - ${random.int(1, 3)})`],
    [1.5, () => `(${sub()} + ${sub()})`],
    [1.5, () => `(${sub()} - ${sub()})`],
    [1.5, () => `(${sub()} * ${random.pick(["2", "3", "4", "-1"])})`],
    [0.7, () => `(${sub()} * ${sub()})`],
    [1, () => `(${sub()} >> ${random.pick(["1", "2", "31", "32"])})`],
    [1, () => `(${sub()} >>> ${random.pick(["0", "1", "28"])})`],
    [0.7, () => `(${sub()} << ${random.pick(["1", "2", "30", "31"])})`],
    [1.5, () => `(${sub()} & ${random.pick(["1", "3", "7", "15", "-2"])})`],
    [0.7, () => `(${sub()} | ${random.pick(["0", "1", "4"])})`],
    [0.5, () => `(${sub()} ^ ${random.pick(["1", "3", "-1"])})`],
    [1.5, () => `(${sub()} % ${random.pick(["2", "3", "4", "5"])})`],
    [0.7, () => `(${sub()} / ${random.pick(["2", "3", "4"])})`],
    [1.2, () => `Math.floor(${sub()} / ${random.pick(["2", "3"])})`],
    [
      0.7,
      () =>
        `Math.${random.pick(["trunc", "ceil", "round", "floor", "abs", "sign", "fround", "clz32", "sqrt", "cbrt", "log2"])}(${sub()})`,
    ],
    [1, () => `Math.min(${sub()}, ${sub()})`],
    [1, () => `Math.max(${sub()}, ${sub()})`],
    [0.4, () => `Math.imul(${sub()}, ${sub()})`],
    [0.3, () => `(${sub()} ** 2)`],
    [0.5, () => `(-${sub()})`],
    [0.5, () => `(~${sub()})`],
    [0.4, () => `(~~${sub()})`],
    [0.6, () => `(${test(g, frame)} ? ${sub()} : ${sub()})`],
    [0.3, () => `Number("${random.pick(["2", "0", "x", "", "1.5"])}")`],
    [0.3, () => `parseInt("${random.pick(["2", "0", "x", "7up", "-1"])}", 10)`],
    [0.4, () => `"${random.pick(["abc", "\\u00ff0", ""])}".charCodeAt(${random.int(0, 3)})`],
    [frame.containers.length === 0 ? 0 : 0.7, () => lookup(g, frame)],
  );
}

function lookup(g: Gen, frame: Frame): string {
  const { random } = g;
  const { name, kind, type } = random.pick(frame.containers);
  const value = kind === "string" ? `"b"` : type.startsWith("Big") ? "1n" : String(random.int(0, 5));
  return random.pick([`${name}.indexOf(${value})`, `${name}.lastIndexOf(${value})`, `${name}.indexOf(${value}, 1)`]);
}

/** A condition over what is in scope. */
export function test(g: Gen, frame: Frame): string {
  const { random } = g;
  const left = frame.numbers.length === 0 ? "1" : random.pick(frame.numbers);
  const right = oneOf(
    random,
    [2, () => String(random.int(0, 6))],
    [2, () => (frame.numbers.length === 0 ? "2" : random.pick(frame.numbers))],
    [2, () => (frame.containers.length === 0 ? "3" : `${random.pick(frame.containers).name}.length`)],
  );
  return `${left} ${random.pick(["<", "<=", ">", ">=", "===", "!=="])} ${right}`;
}

/** Conditions under which `i` (without effects) is an index of `c`; some only look like it. */
export function indexTests(g: Gen, i: string, c: Container): string {
  const { random } = g;
  const n = `${c.name}.length`;
  return oneOf(
    random,
    [6, () => `Number.isInteger(${i}) && ${i} >= 0 && ${i} < ${n}`],
    [3, () => `${i} >= 0 && ${i} < ${n}`],
    [2, () => `${i} < ${n}`],
    [1, () => `Number.isSafeInteger(${i}) && ${i} >= 0 && ${i} < ${n}`],
    [2, () => `!(${i} < 0 || ${i} >= ${n}) && Number.isInteger(${i})`],
    [1, () => `!(${i} < 0 || ${i} >= ${n})`],
    [1, () => `(${i} >>> 0) === ${i} && ${i} < ${n}`],
    [1, () => `(${i} | 0) === ${i} && ${i} >= 0 && ${i} < ${n}`],
    [1, () => `Math.floor(${i}) === ${i} && 0 <= ${i} && ${i} < ${n}`],
    [1, () => `${i} % 1 === 0 && 0 <= ${i} && ${n} > ${i}`],
    [0.5, () => `Number.isInteger(${i}) && Math.abs(${i}) < ${n}`],
    [0.5, () => `${i} === Math.min(${i}, ${n} - 1) && ${i} >= 0 && Number.isInteger(${i})`],
    [0.5, () => `typeof ${i} === "number" && ${i} >= 0 && ${i} <= ${n} - 1 && Number.isInteger(${i})`],
    [0.5, () => `${i} in ${c.kind === "string" ? "[]" : c.name}`],
    [0.4, () => `!isNaN(${i}) && isFinite(${i}) && ${i} >= 0 && ${i} < ${n}`],
    [0.4, () => `Number.isInteger(${i}) && ${i} > -1 && ${i} !== ${n} && ${i} < ${n}`],
    [0.4, () => `${i} == ${i} && ${i} < ${n} && ${i} >= 0`],
  );
}

/** Expressions that are an index of `c` when it is not empty (or nearly so). */
export function boundedIndex(g: Gen, frame: Frame, c: Container): string {
  const { random } = g;
  const n = `${c.name}.length`;
  const x = numberExpression(g, frame, 1);
  return oneOf(
    random,
    [2, () => `${n} - 1`],
    [2, () => String(random.int(0, Math.max(0, (c.size ?? 3) - 1)))],
    [2, () => `(${x} >>> 0) % ${n}`],
    [2, () => `Math.abs(${x} | 0) % ${n}`],
    [2, () => `Math.min(Math.max(Math.floor(${x}), 0), ${n} - 1)`],
    [1, () => `Math.max(0, Math.min(${x} | 0, ${n} - 1))`],
    [1, () => `((${x} % ${n}) + ${n}) % ${n}`],
    [1, () => `Math.floor(${n} / 2)`],
    [1, () => `${n} >> 1`],
    [1, () => `(${n} - 1) >>> 1`],
    [1, () => `${x} & (${n} - 1)`],
    [c.size !== null && c.size >= 2 ? 2 : 0, () => `${x} & ${maskBelow(c.size ?? 2)}`],
    [c.size !== null && c.size >= 1 ? 2 : 0, () => `(${x} >>> 0) % ${c.size ?? 1}`],
    [1, () => `Math.floor(Math.random() * ${n})`],
    [1, () => `~~(Math.random() * ${n})`],
    [0.7, () => `(${x} & 255) % ${n}`],
    [0.7, () => `${n} - 1 - (${x} & 1)`],
  );
}

function maskBelow(size: number): number {
  let mask = 1;
  while (mask * 2 + 1 < size) mask = mask * 2 + 1;
  return mask < size ? mask : 0;
}
