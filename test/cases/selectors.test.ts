/** Selectors change no case: what it computes, or the violation it stops with, is that of the build without them. */
import { describe, expect, it } from "vitest";
import { PRODUCTION, select, settledOutcomeOf } from "../compiler/emit/selected.js";
import { casesIn, halfOf, touchesIntrinsics } from "./case-files.js";

describe.each(["provable", "own-provable", "traps", "own-traps"] as const)("%s", (set) => {
  // What goes right is compared with the original, and what goes wrong stops at its line, in other tests, too.
  const files = halfOf(casesIn(set), 1);
  it.each(files.filter((file) => !touchesIntrinsics(file)))("$name", async ({ text }) => {
    // Under the trusted boundary more is selected, by the same code; build.test.ts runs what is selected under the checked one.
    const selected = select(text, PRODUCTION);
    if (selected.plan.selectors.length === 0) return;
    const one = await settledOutcomeOf(selected.hoisted["run"]);
    const two = await settledOutcomeOf(selected.plain["run"]);
    expect(one.replace(/[0-9a-f]{16}/gu, "")).toBe(two.replace(/[0-9a-f]{16}/gu, ""));
  });
});
