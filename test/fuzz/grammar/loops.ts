/** Loops of every form over a container, with accesses that follow the loop variable. */
import { accessAt } from "./access.js";
import { oneOf, within, withNumbers, type Container, type Frame, type Gen } from "./context.js";
import { effect, innocent } from "./effects.js";
import { test } from "./numbers.js";

export type Body = (frame: Frame) => string;

interface Head {
  readonly before: string;
  readonly open: string;
  readonly close: string;
  /** The first statement of the body. */
  readonly first: string;
  readonly last: string;
  /** An index of the container, or nearly so. */
  readonly index: string;
  readonly numbers: readonly string[];
}

function head(g: Gen, c: Container): Head {
  const { random } = g;
  const i = g.fresh("i");
  const n = `${c.name}.length`;
  const m = g.fresh("n");
  const step = random.int(2, 3);
  const label = random.chance(0.15) ? `${g.fresh("outer")}: ` : "";
  const make = (open: string, more: Partial<Head> = {}): Head => ({
    before: "",
    open: `${label}${open} {`,
    close: "}",
    first: "",
    last: "",
    index: i,
    numbers: [i],
    ...more,
  });
  return oneOf(
    random,
    [8, () => make(`for (let ${i} = 0; ${i} < ${n}; ${i}++)`)],
    [3, () => make(`for (let ${i} = 0, ${m} = ${n}; ${i} < ${m}; ${i}++)`, { numbers: [i, m] })],
    [2, () => make(`for (let ${i} = 0; ${i} < ${m}; ${i}++)`, { before: `const ${m} = ${n};`, numbers: [i, m] })],
    [3, () => make(`for (let ${i} = ${n} - 1; ${i} >= 0; ${i}--)`)],
    [2, () => make(`for (let ${i} = ${n}; ${i}--; )`)],
    [2, () => make(`for (let ${i} = ${n}; ${i} > 0; ${i}--)`, { index: `${i} - 1` })],
    [2, () => make(`while (${i}--)`, { before: `let ${i} = ${n};` })],
    [2, () => make(`while (${i} < ${n})`, { before: `let ${i} = 0;`, last: `${i}++;` })],
    [1, () => make(`while (--${i} >= 0)`, { before: `let ${i} = ${n};` })],
    [1, () => make(`while (${i}-- > 0)`, { before: `let ${i} = ${n};` })],
    [2, () => make(`if (${n} > 0) do`, { before: `let ${i} = 0;`, close: `} while (${i} < ${n});`, last: `${i}++;` })],
    [1, () => make(`if (${n} > 0) do`, { before: `let ${i} = 0;`, close: `} while (++${i} < ${n});` })],
    [2, () => make(`for (let ${i} = 0; ${i} < ${n}; ${i} += ${step})`)],
    [
      1,
      () =>
        make(`for (let ${i} = 0; ${i} + ${step - 1} < ${n}; ${i} += ${step})`, { index: `${i} + ${random.int(0, step - 1)}` }),
    ],
    [2, () => make(`for (let ${i} = 0; ${i} < ${n} - 1; ${i}++)`, { index: `${i} + 1` })],
    [2, () => make(`for (let ${i} = 1; ${i} < ${n}; ${i}++)`, { index: `${i} - 1` })],
    [1, () => make(`for (let ${i} = 0; ${i} < ${n}; ${i}++)`, { index: `${n} - 1 - ${i}` })],
    [1, () => make(`for (let ${i} = 0; ${i} < ${n} >> 1; ${i}++)`, { index: `${i} * 2` })],
    [1, () => make(`for (let ${i} = 0; ${i} < ${n}; ${i}++)`, { index: `${i} >> 1` })],
    [1, () => make(`for (let ${i} = 0; ${i} <= ${n} - 1; ${i}++)`)],
    [1, () => make(`for (let ${i} = 0; ${i} !== ${n}; ${i}++)`, { first: `if (${i} > 20) break;` })],
    [1, () => make(`for (let ${i} = 0; ; ${i}++)`, { first: `if (${i} >= ${n}) break;` })],
    [1, () => make(`for (;;)`, { before: `let ${i} = 0;`, first: `if (!(${i} < ${n})) break;`, last: `${i}++;` })],
    [1, () => make(`for (const _ of ${c.name})`, { before: `let ${i} = 0;`, last: `${i}++;` })],
    [1, () => make(`for (const ${i} of ${c.kind === "string" ? `[...${c.name}]` : c.name}.keys())`)],
    [
      1,
      () =>
        make(`for (const [${i}, ${m}] of ${c.kind === "string" ? `[...${c.name}]` : c.name}.entries())`, { first: `void ${m};` }),
    ],
    [
      1,
      () =>
        make(`for (let ${i} = ${n} - 1, ${m} = 0; ${m} <= ${i}; ${m}++, ${i}--)`, {
          index: random.pick([i, m]),
          numbers: [i, m],
        }),
    ],
    [1, () => make(`for (let ${i} = 1; ${i} < ${n}; ${i} *= 2)`)],
    [1, () => make(`for (let ${i} = ${n} >> 1; ${i} > 0; ${i} >>= 1)`)],
    [
      c.kind === "string" ? 0 : 1,
      () =>
        make(`${c.name}.forEach((_v: unknown, ${i}: number) =>`, {
          open: `${c.name}.forEach((_v: unknown, ${i}: number) => {`,
          close: "});",
          numbers: [i],
        }),
    ],
    [0.6, () => make(`for (const ${m} in ${c.kind === "string" ? `[...${c.name}]` : c.name})`, { first: `const ${i} = +${m};` })],
  );
}

/** A loop over `c`; `body` fills it. */
export function loopOver(g: Gen, frame: Frame, c: Container, body: Body): string {
  const { random } = g;
  const h = head(g, c);
  const isCallback = h.close === "});";
  const inner = withNumbers(
    within(frame, { inLoop: !isCallback, ...(isCallback ? { flavour: "normal" as const } : {}) }),
    ...h.numbers,
  );
  const use = accessAt(g, inner, c, h.index);
  const gap = oneOf(
    random,
    [7, () => ""],
    [2, () => innocent(g, inner)],
    [2, () => effect(g, inner, c)],
    [inner.flavour === "async" ? 1 : 0, () => "await null;"],
    [inner.flavour === "generator" ? 1 : 0, () => "yield acc;"],
  );
  const exit = random.chance(0.15) && !isCallback ? `if (${test(g, inner)}) ${random.pick(["break", "continue"])};` : "";
  // A while loop that continues before its step would not end.
  const safeExit = h.last === "" ? exit : exit.replace("continue", "break");
  const rest = random.chance(0.5) && inner.depth < 3 ? body(inner) : "";
  const order = random.pick([`${gap} ${use} ${rest}`, `${use} ${gap} ${rest}`, `${rest} ${gap} ${use}`]);
  // The oracle ends what runs on; some loops carry fuel, since an exit at the head is a form of its own.
  const fuel = random.chance(0.15) ? `if (fuel-- <= 0) ${isCallback ? "return" : "break"};` : "";
  return `{ ${h.before} ${h.open} ${fuel} ${h.first} ${safeExit} ${order} ${h.last} ${h.close} }`;
}
