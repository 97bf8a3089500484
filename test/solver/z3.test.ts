import { beforeAll, describe, expect, it } from "vitest";
import type { Formula, IntTerm } from "../../core/formula.js";
import type { EngineSolverPort } from "../../solver/smt-session.js";
import { createZ3 } from "../../solver/z3.js";
import { compileZ3 } from "../../solver/z3-module.js";

const x = (symbol: number): IntTerm => ({ kind: "symbol", symbol });
const n = (value: number): IntTerm => ({ kind: "constant", value });
const compare = (left: IntTerm, relation: "<=" | "<" | "==" | "!=", right: IntTerm): Formula => ({
  kind: "compare",
  relation,
  left,
  right,
});
const product = (left: IntTerm, right: IntTerm): IntTerm => ({ kind: "product", left, right });
const sum = (...terms: IntTerm[]): IntTerm => ({ kind: "sum", terms });
const cube = (symbol: number): IntTerm => product(x(symbol), product(x(symbol), x(symbol)));
/** Nobody knows it quickly: x³ + y³ + z³ = 114. */
const hard = compare(sum(cube(0), cube(1), cube(2)), "!=", n(114));

describe("Z3", () => {
  let port: EngineSolverPort;
  beforeAll(async () => {
    port = await createZ3(await compileZ3());
  });

  it("proves all goals with one check", () => {
    const session = port.open();
    const goals = [compare(n(0), "<=", x(0)), compare(x(0), "<", x(1))];
    expect(
      session.check({ hypotheses: [compare(n(1), "<=", x(0)), compare(sum(x(0), n(2)), "<=", x(1))], goals }, 300_000),
    ).toEqual([{ kind: "valid" }, { kind: "valid" }]);
    expect(session.calls).toBe(1);
    session.close();
  });

  it("tells the goals apart and gives a model of the failing one", () => {
    const session = port.open();
    const answers = session.check(
      {
        hypotheses: [compare(x(0), "==", n(-7))],
        goals: [compare(x(0), "<", n(0)), compare(n(0), "<=", x(0)), compare(x(0), "!=", n(3))],
      },
      300_000,
    );
    expect(answers.map((answer) => answer.kind)).toEqual(["valid", "invalid", "valid"]);
    expect(answers[1]).toEqual({ kind: "invalid", model: new Map([[0, "-7"]]) });
    session.close();
  });

  it("keeps 2^63 exact", () => {
    const session = port.open();
    const [answer] = session.check(
      {
        hypotheses: [compare(n(2 ** 63), "<", x(0)), compare(x(0), "<=", n(2 ** 63 + 4096))],
        goals: [compare(x(0), "==", n(0))],
      },
      300_000,
    );
    expect(answer?.kind).toBe("invalid");
    const value = answer?.kind === "invalid" ? BigInt(answer.model.get(0) ?? "0") : 0n;
    expect(value > 2n ** 63n && value <= 2n ** 63n + 4096n).toBe(true);
    session.close();
  });

  it("agrees with floor division for negative dividends", () => {
    const session = port.open();
    const div: IntTerm = { kind: "div", left: n(-7), right: n(2) };
    const mod: IntTerm = { kind: "mod", left: n(-7), right: n(2) };
    expect(
      session.check({ hypotheses: [], goals: [compare(div, "==", n(-4)), compare(mod, "==", n(1))] }, 300_000).map((a) => a.kind),
    ).toEqual(["valid", "valid"]);
    session.close();
  });

  it("stops at its budget, and that spoils neither other goals nor later queries", () => {
    const session = port.open();
    const easy = compare(n(0), "<=", product(x(0), x(0)));
    const kinds = () => session.check({ hypotheses: [], goals: [hard, easy] }, 20_000).map((answer) => answer.kind);
    expect(kinds()).toEqual(["unknown", "valid"]);
    expect(kinds()).toEqual(["unknown", "valid"]);
    expect(session.check({ hypotheses: [], goals: [easy] }, 20_000)).toEqual([{ kind: "valid" }]);
    session.close();
    expect(port.failure).toBeNull();
  });

  it("answers the same in any order of sessions", () => {
    const ask = (goal: Formula) => {
      const session = port.open();
      const answers = session.check({ hypotheses: [compare(n(0), "<=", x(0))], goals: [goal] }, 5_000);
      session.close();
      return answers;
    };
    const wrong = compare(x(0), "<", n(100));
    const before = ask(wrong);
    ask(hard);
    expect(ask(wrong)).toEqual(before);
  });

  it("has no budget without units", () => {
    const session = port.open();
    expect(session.check({ hypotheses: [], goals: [{ kind: "true" }] }, 0)[0]?.kind).toBe("unknown");
    session.close();
  });
});
