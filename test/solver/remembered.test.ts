import { describe, expect, it } from "vitest";
import type { Formula, SolverAnswer, SolverQuery } from "../../core/formula.js";
import { remembered, type Answers, type KeptAnswer, type Question } from "../../solver/remembered.js";
import type { EngineSolverPort } from "../../solver/smt-session.js";

const below = (symbol: number, value: number): Formula => ({
  kind: "compare",
  relation: "<",
  left: { kind: "symbol", symbol },
  right: { kind: "constant", value },
});
const atMost = (first: number, second: number): Formula => ({
  kind: "linear",
  atom: { symbols: [first, second], coefficients: [1, -1], constant: 0, relation: "<=" },
});
/** As a function asks it in which `a` and `b` have these numbers. */
const query = (a: number, b: number): SolverQuery => ({ hypotheses: [below(a, 5), atMost(a, b)], goals: [below(b, 9)] });

/** Answers the same each time, and counts. */
function engine(answer: SolverAnswer, stops = false): EngineSolverPort & { readonly asked: readonly SolverQuery[] } {
  const asked: SolverQuery[] = [];
  const state = { stopped: 0 };
  return {
    asked,
    failure: null,
    get stopped() {
      return state.stopped;
    },
    open: () => ({
      check: (given) => {
        asked.push(given);
        if (stops) state.stopped++;
        return [answer];
      },
      close: () => undefined,
      calls: 0,
    }),
  };
}

function memory(kept = new Map<string, unknown>()): Answers & { readonly kept: Map<string, unknown> } {
  const keyOf = ({ text, units }: Question): string => `${String(units)} ${text}`;
  return {
    kept,
    recall: (question) => kept.get(keyOf(question)) ?? null,
    keep: (question, answer) => kept.set(keyOf(question), answer),
  };
}

function ask(port: EngineSolverPort, given: SolverQuery, units = 100): SolverAnswer | undefined {
  const session = port.open();
  const [answer] = session.check(given, units);
  expect(session.calls).toBe(1);
  session.close();
  return answer;
}

describe("a question to the solver", () => {
  it("is the same under other names, and answered once", () => {
    const asked = engine({
      kind: "invalid",
      model: new Map([
        [0, "4"],
        [1, "9"],
      ]),
    });
    const answers = memory();
    expect(ask(remembered(asked, answers), query(3, 7))).toEqual({
      kind: "invalid",
      model: new Map([
        [3, "4"],
        [7, "9"],
      ]),
    });
    expect(ask(remembered(asked, answers), query(12, 20))).toEqual({
      kind: "invalid",
      model: new Map([
        [12, "4"],
        [20, "9"],
      ]),
    });
    expect(asked.asked).toHaveLength(1);
  });

  it.each<[string, SolverQuery, number]>([
    ["other units", query(3, 7), 101],
    ["another hypothesis", { ...query(3, 7), hypotheses: [below(3, 6), atMost(3, 7)] }, 100],
    ["another goal", { ...query(3, 7), goals: [below(7, 8)] }, 100],
    ["another symbol in the place of one", { ...query(3, 7), goals: [below(3, 9)] }, 100],
    ["no hypothesis", { ...query(3, 7), hypotheses: [] }, 100],
  ])("is another with %s", (_, other, units) => {
    const asked = engine({ kind: "valid" });
    const answers = memory();
    ask(remembered(asked, answers), query(3, 7));
    ask(remembered(asked, answers), other, units);
    expect(asked.asked).toHaveLength(2);
  });

  it("is not kept when a clock ended it", () => {
    const asked = engine({ kind: "unknown", message: "timeout" }, true);
    const answers = memory();
    ask(remembered(asked, answers), query(3, 7));
    expect(answers.kept.size).toBe(0);
  });

  it.each<[string, (kept: KeptAnswer) => unknown]>([
    ["for another text", (kept) => ({ ...kept, text: `${kept.text} ` })],
    ["for other units", (kept) => ({ ...kept, units: 1 })],
    [
      "with a model that refutes nothing",
      (kept) => ({
        ...kept,
        answer: {
          kind: "invalid",
          model: [
            [0, "4"],
            [1, "5"],
          ],
        },
      }),
    ],
    ["with a model of nothing", (kept) => ({ ...kept, answer: { kind: "invalid", model: [[0, "x"]] } })],
    ["of an unknown kind", (kept) => ({ ...kept, answer: { kind: "proved" } })],
    ["of garbage", () => 7],
  ])("is asked again when the kept answer is one %s", (_, spoil) => {
    const asked = engine({ kind: "valid" });
    const answers = memory();
    ask(remembered(asked, answers), query(3, 7));
    for (const [key, kept] of answers.kept) answers.kept.set(key, spoil(kept as KeptAnswer));
    expect(ask(remembered(asked, answers), query(3, 7))).toEqual({ kind: "valid" });
    expect(asked.asked).toHaveLength(2);
  });
});
