import { describe, expect, it } from "vitest";
import { recorded, untouched, type TamperOracle } from "../../../analyzers/escape/recorded-oracle.js";

const oracleOf = (tampered: (value: number, block: number) => boolean, holed: (value: number) => boolean): TamperOracle => ({
  tampered: (value, block) => tampered(value, block),
  altered: (value, block) => tampered(value, block),
  reshaped: (value, block) => tampered(value, block),
  escaped: (value, block) => tampered(value, block),
  holed: (value) => holed(value),
});

describe("an oracle that is held to what it said", () => {
  const first = oracleOf(
    (value) => value === 7,
    () => false,
  );

  it("answers as the one behind it, once for each place", () => {
    let asked = 0;
    const { oracle } = recorded(
      oracleOf(
        (value) => {
          asked++;
          return value === 7;
        },
        () => false,
      ),
    );
    expect([oracle.tampered(7, 0, -1), oracle.tampered(7, 0, -1), oracle.tampered(3, 0, 2), oracle.tampered(3, 1, 2)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(asked).toBe(3);
  });

  it("stands as long as nothing that it called untouched is touched", () => {
    const { oracle, stillHolds } = recorded(first);
    oracle.tampered(7, 0, 0);
    oracle.tampered(3, 2, 5);
    oracle.holed(4, 0, 0);
    expect(stillHolds(first)).toBe(true);
    // What was not asked about may have changed, and what was called touched may be untouched.
    expect(
      stillHolds(
        oracleOf(
          (value) => value === 8,
          (value) => value === 5,
        ),
      ),
    ).toBe(true);
    expect(
      stillHolds(
        oracleOf(
          (value, block) => value === 3 && block === 2,
          () => false,
        ),
      ),
    ).toBe(false);
    expect(
      stillHolds(
        oracleOf(
          () => false,
          (value) => value === 4,
        ),
      ),
    ).toBe(false);
  });
});

describe("an oracle that begins with nothing touched", () => {
  it("answers by the one that it is settled with, and fears the worst on the way to an answer", () => {
    const { oracle, settle } = untouched();
    expect([oracle.tampered(7, 0, 0), oracle.holed(7, 0, 0)]).toEqual([false, false]);
    settle(
      oracleOf(
        (value) => value === 7 || (value === 9 && oracle.tampered(3, 0, 0)),
        (value) => value === 4,
      ),
    );
    expect([7, 3, 9, 3].map((value) => oracle.tampered(value, 0, 0))).toEqual([true, false, true, false]);
    expect([oracle.holed(7, 0, 0), oracle.holed(4, 0, 0)]).toEqual([false, true]);
  });
});
