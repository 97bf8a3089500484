/** Declarations of containers: arrays, typed arrays, views, strings, by every constructor and copy there is. */
import { oneOf, type Container, type Frame, type Gen } from "./context.js";

const TYPED = [
  "Uint8Array",
  "Int8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
] as const;

export interface Declared {
  readonly text: string;
  readonly container: Container;
}

export function literal(g: Gen, size: number): string {
  return `[${Array.from({ length: size }, () => String(g.random.int(0, 6))).join(", ")}]`;
}

/** A value for a parameter of the container's type. */
export function argument(g: Gen, type: string): string {
  const { random } = g;
  if (type === "string") return random.pick([`"abc"`, `""`, `"hello world"`, `"\\u00df\\u0130"`]);
  if (type === "number[]") return literal(g, random.int(0, 6));
  if (type.startsWith("Big")) return `new ${type}(${random.int(0, 5)})`;
  return random.pick([
    `new ${type}(${random.int(0, 6)})`,
    `${type}.from(${literal(g, random.int(0, 5))})`,
    `new ${type}(new ArrayBuffer(16), 8)`,
  ]);
}

/** A type of parameters that hold elements. */
export function containerType(g: Gen): string {
  return g.random.chance(0.6) ? "number[]" : g.random.chance(0.25) ? "string" : g.random.pick(TYPED);
}

export function containerOf(name: string, type: string, more: Partial<Container> = {}): Container {
  const kind = type === "string" ? "string" : type === "number[]" ? "array" : "typed";
  return { name, remote: name, kind, type, rebinds: false, size: null, buffer: null, ...more };
}

/** Declares a new local container. */
export function declareContainer(g: Gen, frame: Frame): Declared {
  const { random } = g;
  const name = g.fresh("a");
  const rebinds = random.chance(0.25);
  const keyword = rebinds ? "let" : "const";
  const size = random.int(0, 6);
  const array = (init: string, more: Partial<Container> = {}): Declared => ({
    text: `${keyword} ${name}: number[] = ${init};`,
    container: containerOf(name, "number[]", { rebinds, ...more }),
  });
  const other = (type: string, init: string, more: Partial<Container> = {}, before = ""): Declared => ({
    text: `${before} ${keyword} ${name}${type === "string" ? ": string" : ""} = ${init};`,
    container: containerOf(name, type, { rebinds, ...more }),
  });
  const arrays = frame.containers.filter((c) => c.kind === "array");
  const typed = frame.containers.filter((c) => c.kind === "typed" && !c.type.startsWith("Big"));
  const strings = frame.containers.filter((c) => c.kind === "string");
  const kind = random.pick(TYPED);
  const big = kind.startsWith("Big");
  const n = frame.numbers.length > 0 ? random.pick(frame.numbers) : String(size);
  const from = arrays.length > 0 ? random.pick(arrays).name : literal(g, size);
  const copy = copyOf(g, from);
  return oneOf(
    random,
    [6, () => array(literal(g, size), { size })],
    [2, () => array(`new Array(${size}).fill(0)`, { size })],
    [2, () => array(`Array.from({ length: ${size} }, (_, i) => i)`, { size })],
    [1, () => array(`Array.of(${literal(g, size).slice(1, -1)})`, { size })],
    [g.profile.conforms ? 0 : 1, () => array(`new Array(${size})`, { size })],
    [g.profile.conforms ? 0 : 1, () => array(`[1, , 3]`, { size: 3 })],
    [
      3,
      () => ({
        ...array("[]"),
        text: `${keyword} ${name}: number[] = []; for (let w = 0; w < ${random.pick([String(size), `Math.min(${n}, 9)`])}; w++) ${name}.push(w);`,
      }),
    ],
    [arrays.length > 0 ? 5 : 0, () => array(copy)],
    [4, () => other(kind, `new ${kind}(${size})`, { size })],
    [1.5, () => other(kind, `new ${kind}(Math.max(0, Math.min(${n}, 9)) | 0)`)],
    [big ? 0 : 1, () => other(kind, `${kind}.from(${random.pick([from, literal(g, size)])})`)],
    [big ? 0 : 1, () => other(kind, `${kind}.of(${literal(g, size).slice(1, -1)})`, { size })],
    [big ? 0 : 1, () => other(kind, `new ${kind}(${from})`)],
    [1, () => other(kind, `new ${kind}(new ArrayBuffer(${size * 8}))`)],
    [
      1,
      () => {
        const buffer = g.fresh("buffer");
        return other(
          "Uint8Array",
          `new Uint8Array(${buffer}${random.pick(["", ", 1", ", 0, 2"])})`,
          { buffer },
          `const ${buffer} = new ArrayBuffer(${Math.max(2, size)}, { maxByteLength: 32 } as any) as any;`,
        );
      },
    ],
    [
      typed.length > 0 ? 2 : 0,
      () => {
        const source = random.pick(typed);
        return other(
          source.type,
          random.pick([
            `${source.name}.subarray(${random.int(0, 2)})`,
            `${source.name}.slice(1)`,
            `${source.name}.subarray(0, ${n})`,
            `new ${source.type}(${source.name})`,
          ]),
        );
      },
    ],
    [typed.length > 0 ? 1 : 0, () => other("Uint8Array", `new Uint8Array(${random.pick(typed).name}.buffer)`)],
    [2, () => other("string", random.pick([`"abc"`, `"hello"`, `""`, `"x".repeat(${size})`, `String(${n})`, "`<${acc}>`"]))],
    [
      strings.length > 0 ? 2 : 0,
      () => {
        const s = random.pick(strings).name;
        return other(
          "string",
          random.pick([
            `${s}.slice(1)`,
            `${s}.substring(0, 2)`,
            `${s}.trim()`,
            `${s}.toUpperCase()`,
            `${s} + "x"`,
            `${s}.padEnd(4, "-")`,
            `${s}.charAt(0)`,
          ]),
        );
      },
    ],
  );
}

function copyOf(g: Gen, a: string): string {
  const { random } = g;
  return random.pick(
    [
      `${a}.slice()`,
      `[...${a}]`,
      `${a}.concat()`,
      `${a}.map((v) => v)`,
      `${a}.filter((v) => v > 1)`,
      `${a}.concat([1])`,
      `${a}.slice(1)`,
      `${a}.slice(0, 2)`,
      `Array.from(${a})`,
      `${a}.map((v, i) => v + i)`,
      `${a}.splice(0, 1)`,
      `[...${a}, 1]`,
      `${a}.toSorted()`,
      `${a}.flat()`,
      a,
      `((x) => x)(${a})`,
      `[${a}][0]!`,
      `{ k: ${a} }.k`,
      `new Map([[0, ${a}]]).get(0)!`,
      `(fuel > 5 ? ${a} : [1, 2])`,
      `${a}.reverse()`,
      `${a}.fill(2)`,
      `Object.freeze(${a}) as number[]`,
      `"a-b-c".split("-").map(Number)`,
      `Object.keys({ p: 1, q: 2 }).map((_, i) => i)`,
      `${a}.with(0, 1)`,
    ].map((text) => (text.startsWith("{") ? `(${text.replace("}.k", "})")}.k` : text)),
  );
}
