/** Accesses of one element, guarded or computed, with room for a change in between. */
import { oneOf, writable, type Container, type Frame, type Gen } from "./context.js";
import { effect, innocent } from "./effects.js";
import { boundedIndex, indexTests, numberExpression, test } from "./numbers.js";

/** One use of `c[index]` as a statement. */
export function accessAt(g: Gen, frame: Frame, c: Container, index: string): string {
  const { random } = g;
  // Changes stand inside nested functions here.
  const nested: Frame = { ...frame, flavour: "normal" };
  const big = c.type.startsWith("Big");
  const one = c.kind === "string" ? `"q"` : big ? "1n" : String(random.int(0, 6));
  const at = `${c.name}[${index}]`;
  const v = g.fresh("v");
  const writes = c.kind !== "string";
  return oneOf(
    random,
    [6, () => `const ${v} = ${at};`],
    [2, () => `acc += Number(${at});`],
    [big || c.kind === "string" ? 0 : 2, () => `acc = (acc + ${at}!) | 0;`],
    [1, () => `if (${at} === ${one}) acc++;`],
    [writes ? 4 : 0, () => `${at} = ${one};`],
    [writes && !big ? 1.5 : 0, () => `${at} = ${numberExpression(g, frame, 1)};`],
    [writes ? 1.5 : 0, () => `${at} += ${one};`],
    [writes ? 1.5 : 0, () => `${at}++;`],
    [writes ? 0.6 : 0, () => `[${at}] = [${one}];`],
    [writes ? 0.4 : 0, () => `({ p: ${at} } = { p: ${one} });`],
    [writes && !big ? 0.5 : 0, () => `for (${at} of [${one}]) acc++;`],
    [writes ? 0.7 : 0, () => `{ const t = ${at}; ${at} = ${c.name}[0]; ${c.name}[0] = t; }`],
    [writes ? 0.5 : 0, () => `[${at}, ${c.name}[0]] = [${c.name}[0], ${at}];`],
    [0.7, () => `void String(${at});`],
    [0.5, () => `${at}?.toString();`],
    [0.5, () => `acc += ((x: unknown) => (x === undefined ? 1 : 2))(${at});`],
    [writes && !big && c.kind === "array" ? 1 : 0, () => `${at} = (() => { ${effect(g, nested, c)} return ${one}; })();`],
    [
      writes && !big ? 0.7 : 0,
      () => `${at} += (() => { ${random.chance(0.5) ? effect(g, nested, c) : innocent(g, nested)} return 1; })();`,
    ],
    [0.5, () => `${c.name}[(() => { ${effect(g, nested, c)} return ${index}; })()];`],
    [writes && c.kind === "array" && !g.profile.conforms ? 0.5 : 0, () => `${at} = ({ valueOf() { return 1; } } as any);`],
    [
      writes && c.kind === "typed" && !big ? 0.5 : 0,
      () => `${at} = ({ valueOf() { ${effect(g, nested, c)} return 1; } } as any);`,
    ],
  );
}

/** Zero or more statements to stand between a test and an access. */
function between(g: Gen, frame: Frame, c: Container): string {
  return oneOf(
    g.random,
    [6, () => ""],
    [2, () => innocent(g, frame)],
    [3, () => effect(g, frame, c)],
    [frame.flavour === "async" ? 1.5 : 0, () => "await null;"],
    [frame.flavour === "generator" ? 1.5 : 0, () => "yield acc;"],
  );
}

/** Tests an index, then uses it. */
export function guardedAccess(g: Gen, frame: Frame, c: Container): string {
  const { random } = g;
  const named = random.chance(0.5) && frame.numbers.length > 0 ? random.pick(frame.numbers) : null;
  const i = named ?? g.fresh("i");
  const define = named === null ? `${random.pick(["const", "const", "let"])} ${i} = ${numberExpression(g, frame)};` : "";
  const condition = indexTests(g, i, c);
  const gap = between(g, frame, c);
  const use = accessAt(g, frame, c, i);
  const jump = frame.inLoop ? random.pick(["continue", "break"]) : "return acc";
  return oneOf(
    random,
    [6, () => `{ ${define} if (${condition}) { ${gap} ${use} } }`],
    [2, () => `{ ${define} if (!(${condition})) ${jump}; ${gap} ${use} }`],
    [1, () => `{ ${define} if (!(${condition})) throw new RangeError("index"); ${gap} ${use} }`],
    [1, () => `{ ${define} const ok = ${condition}; ${gap} if (ok) { ${use} } }`],
    [
      1,
      () =>
        `{ ${define} if (${condition} && ${test(g, frame)}) { ${gap} ${use} } else { ${random.chance(0.5) ? use : "acc++;"} } }`,
    ],
    [0.7, () => `{ ${define} acc += ${condition} ? Number(${c.name}[${i}]) : 0; }`],
    [
      0.7,
      () => `{ ${define} try { if (!(${condition})) throw 0; ${gap} ${use} } catch { ${random.chance(0.3) ? use : "acc++;"} } }`,
    ],
    [0.7, () => `{ ${define} while (${condition}) { ${gap} ${use} break; } }`],
    [0.5, () => `{ ${define} switch (true) { case ${condition}: ${gap} { ${use} } break; default: acc++; } }`],
    [
      0.5,
      () =>
        `{ ${define} const check = (k: number, n: number) => Number.isInteger(k) && k >= 0 && k < n; if (check(${i}, ${c.name}.length)) { ${gap} ${use} } }`,
    ],
    [0.7, () => `{ ${define} if (!(${condition})) { acc--; } else { try { ${gap} } finally { ${use} } } }`],
  );
}

/** An index that is in range by how it is computed, as long as the container is not empty. */
export function computedAccess(g: Gen, frame: Frame, c: Container): string {
  const { random } = g;
  const i = g.fresh("k");
  const index = boundedIndex(g, frame, c);
  const use = accessAt(g, frame, c, i);
  const gap = between(g, frame, c);
  return oneOf(
    random,
    [4, () => `if (${c.name}.length > 0) { const ${i} = ${index}; ${gap} ${use} }`],
    [2, () => `{ const ${i} = ${index}; ${gap} ${use} }`],
    [1, () => `if (${c.name}.length !== 0) { const ${i} = ${index}; ${use} ${gap} ${accessAt(g, frame, c, i)} }`],
    [1, () => accessAt(g, frame, c, index)],
    [1, () => `{ let ${i} = ${index}; if (${test(g, frame)}) ${i} = 0; ${gap} ${use} }`],
  );
}

/** Access by a destructuring pattern. */
export function patternAccess(g: Gen, frame: Frame, c: Container): string {
  const { random } = g;
  const [p, q, r] = [g.fresh("p"), g.fresh("p"), g.fresh("p")];
  const size = c.size ?? random.int(0, 3);
  const gap = between(g, frame, c);
  return oneOf(
    random,
    [2, () => `if (${c.name}.length >= 2) { ${gap} const [${p}, ${q}] = ${c.name}; }`],
    [1, () => `{ const [${p}, , ${q}] = ${c.name}; }`],
    [
      1,
      () =>
        `if (${c.name}.length > ${Math.max(0, size - 1)}) { const [${p}, ...${r}] = ${c.name}; if (${r}.length > 0) acc += Number(${r}[0]); }`,
    ],
    [1, () => `{ let ${p}: unknown, ${q}: unknown; if (${c.name}.length === 2) { ${gap} [${p}, ${q}] = ${c.name}; } }`],
    [1, () => `{ const [${p}, ${q} = 1] = ${c.name}; }`],
    [
      1,
      () => `(([${p}, ${q}]: ${c.kind === "string" ? "string" : `ArrayLike<unknown> & Iterable<unknown>`}) => ${p})(${c.name});`,
    ],
  );
}

/** Some access of a container in scope. */
export function access(g: Gen, frame: Frame): string {
  const { random } = g;
  const pool = random.chance(0.4) ? writable(frame) : frame.containers;
  if (pool.length === 0) return "acc++;";
  const c = random.pick(pool);
  return oneOf(
    random,
    [5, () => guardedAccess(g, frame, c)],
    [4, () => computedAccess(g, frame, c)],
    [0.7, () => patternAccess(g, frame, c)],
    [0.4, () => accessAt(g, frame, c, numberExpression(g, frame))],
  );
}
