import { describe, expect, it } from "vitest";
import { InternalError } from "../../core/errors.js";
import { parseModel } from "../../solver/model.js";
import { encodeAtom, encodeContext, encodeFormula, encodeInteger, encodeRefutation, symbolsOf } from "../../solver/smtlib.js";

describe("SMT-LIB text", () => {
  it("prints integers exactly", () => {
    expect(encodeInteger(0)).toBe("0");
    expect(encodeInteger(-0)).toBe("0");
    expect(encodeInteger(-5)).toBe("(- 5)");
    expect(encodeInteger(2 ** 53)).toBe("9007199254740992");
    expect(encodeInteger(-(2 ** 63))).toBe("(- 9223372036854775808)");
    expect(encodeInteger(1e21)).toBe("1000000000000000000000");
  });

  it.each([0.5, NaN, Infinity])("refuses %s", (value) => {
    expect(() => encodeInteger(value)).toThrow(InternalError);
  });

  it("prints linear atoms", () => {
    expect(encodeAtom({ symbols: [0, 2], coefficients: [1, -3], constant: 4, relation: "<=" })).toBe(
      "(<= (+ x0 (* (- 3) x2) 4) 0)",
    );
    expect(encodeAtom({ symbols: [1], coefficients: [1], constant: 0, relation: "==" })).toBe("(= x1 0)");
    expect(encodeAtom({ symbols: [], coefficients: [], constant: 0, relation: "<=" })).toBe("(<= 0 0)");
  });

  it("gives empty connectives their units", () => {
    expect(encodeFormula({ kind: "and", formulas: [] })).toBe("true");
    expect(encodeFormula({ kind: "or", formulas: [] })).toBe("false");
    expect(encodeFormula({ kind: "and", formulas: [{ kind: "false" }] })).toBe("false");
    expect(encodeRefutation([])).toBe("(assert (not true))");
  });

  it("declares every symbol once, in order", () => {
    const query = {
      hypotheses: [{ kind: "compare", relation: "<", left: { kind: "symbol", symbol: 7 }, right: { kind: "symbol", symbol: 2 } }],
      goals: [
        {
          kind: "not",
          formula: { kind: "linear", atom: { symbols: [2, 3], coefficients: [1, 1], constant: 0, relation: "<=" } },
        },
      ],
    } as const;
    expect(symbolsOf(query)).toEqual([2, 3, 7]);
    expect(encodeContext(query)).toBe(
      "(declare-const x2 Int)\n(declare-const x3 Int)\n(declare-const x7 Int)\n(assert (< x7 x2))",
    );
  });
});

describe("models", () => {
  it("reads what was asked for", () => {
    expect(parseModel("((x0 5)\n (x3 (- 12)))", [0, 3])).toEqual(
      new Map([
        [0, "5"],
        [3, "-12"],
      ]),
    );
  });

  it.each([
    "",
    "((x0 5))",
    "((x0 5) (x3 1.0))",
    "((x3 1) (x0 5))",
    "((x0 5) (x3 1)) extra",
    "((x0 5) (x3 (- (- 1))))",
    "((x0 05) (x3 1))",
    "((x0 (/ 1 2)) (x3 1))",
  ])("refuses %j", (text) => {
    expect(parseModel(text, [0, 3])).toBeNull();
  });
});
