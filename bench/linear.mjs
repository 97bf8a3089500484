/** Micro benchmark of tier 2 on typical bounds conditions: microseconds a query, certificates checked. Run after `npx tsc -b`. */
import { performance } from "node:perf_hooks";
import { createLinear } from "../dist/solver/linear.js";

const le = (terms, constant) => atom(terms, constant, "<=");
const eq = (terms, constant) => atom(terms, constant, "==");
function atom(terms, constant, relation) {
  const sorted = Object.entries(terms)
    .map(([symbol, coefficient]) => [Number(symbol), coefficient])
    .sort((a, b) => a[0] - b[0]);
  return { symbols: sorted.map(([s]) => s), coefficients: sorted.map(([, c]) => c), constant, relation };
}

/** Facts of an ordinary function that have nothing to do with the goal but share its symbols: 0 <= s <= 2^53 - 1 for each. */
const ranges = (count) => Array.from({ length: count }, (_, s) => [le({ [s]: -1 }, 0), le({ [s]: 1 }, -9007199254740991)]).flat();

const CASES = {
  "difference, 3 symbols": [[le({ 0: 1, 1: -1 }, 1), eq({ 1: 1, 2: -1 }, 0), ...ranges(3)], le({ 0: 1, 2: -1 }, 1)],
  "difference, fails": [[le({ 0: 1, 1: -1 }, 0), eq({ 1: 1, 2: -1 }, 0), ...ranges(3)], le({ 0: 1, 2: -1 }, 1)],
  "difference, 40 facts": [
    [...ranges(12), ...Array.from({ length: 11 }, (_, k) => le({ [k]: 1, [k + 1]: -1 }, 1))],
    le({ 0: 1, 11: -1 }, 11),
  ],
  "o <= 2i, i < n": [[le({ 0: 1, 1: -2 }, 0), le({ 1: 1, 2: -1 }, 1), ...ranges(3)], le({ 0: 1, 2: -2 }, 2)],
  "4q <= x <= 4q+3, x < 4n": [
    [le({ 0: 4, 1: -1 }, 0), le({ 0: -4, 1: 1 }, -3), le({ 1: 1, 2: -4 }, 1), ...ranges(3)],
    le({ 0: 1, 2: -1 }, 1),
  ],
  midpoint: [
    [le({ 0: 1, 1: -1 }, 1), le({ 2: 2, 0: -1, 1: -1 }, 0), le({ 2: -2, 0: 1, 1: 1 }, -1), le({ 1: 1, 3: -1 }, 0), ...ranges(4)],
    le({ 2: 1, 3: -1 }, 1),
  ],
  "matrix, fails": [
    [eq({ 0: 1, 1: -1, 2: -1 }, 0), le({ 2: 1, 3: -1 }, 1), le({ 1: 1, 4: -1, 3: 1 }, 0), le({ 4: 1, 5: -1 }, 0), ...ranges(8)],
    le({ 0: 1, 5: -1 }, 2),
  ],
  "30 mixed facts": [
    [
      ...ranges(10),
      ...Array.from({ length: 9 }, (_, k) => le({ [k]: 1, [k + 1]: -1 }, 0)),
      le({ 0: 1, 4: 1, 9: -2 }, 3),
      le({ 2: 1, 5: 1, 8: -1 }, 0),
    ],
    le({ 0: 1, 4: 1, 9: -2 }, 2),
  ],
  "30 mixed facts, fails": [
    [
      ...ranges(10),
      ...Array.from({ length: 9 }, (_, k) => le({ [k]: 1, [k + 1]: -1 }, 0)),
      le({ 0: 1, 4: 1, 9: -2 }, 3),
      le({ 2: 1, 5: 1, 8: -1 }, 0),
    ],
    le({ 9: 1, 4: 1, 0: -2 }, 5),
  ],
};

const engine = createLinear();
const rounds = Number(process.argv[2] ?? 4000);
for (const [name, [hypotheses, goal]] of Object.entries(CASES)) {
  const run = (times) => {
    let proved = false;
    for (let k = 0; k < times; k++) proved = engine.entails(hypotheses, goal, { steps: 100_000 }) !== null;
    return proved;
  };
  run(500);
  const budget = { steps: 100_000 };
  engine.entails(hypotheses, goal, budget);
  const start = performance.now();
  const proved = run(rounds);
  const micros = ((performance.now() - start) * 1000) / rounds;
  console.log(
    `${name.padEnd(28)} ${proved ? "proved" : "      "} ${micros.toFixed(1).padStart(8)} µs ${String(100_000 - budget.steps).padStart(6)} steps`,
  );
}
if (engine.incidents > 0) throw new Error(`${engine.incidents} certificates refused`);
