import { describe, expect, it } from "vitest";
import { InternalError } from "../../core/errors.js";
import { checkIncidents } from "../../verifier/provers.js";

describe("checkIncidents", () => {
  it("gives the result of an analysis whose derivations all check", () => {
    expect(checkIncidents({ incidents: 3 }, () => "result")).toBe("result");
  });

  it("throws when the checker has refused a derivation, so that nothing of the analysis is believed", () => {
    const linear = { incidents: 3 };
    const analyse = (): string => {
      linear.incidents++;
      return "result";
    };
    expect(() => checkIncidents(linear, analyse)).toThrow(InternalError);
  });
});
