/** Every rule on its cases: each on both sides, and in both ways of linting where it has both. */
import { afterAll, describe, expect, it } from "vitest";
import { LINT_RULES } from "../../eslint-plugin/rules/rules.table.js";
import { BOUNDS_CASES } from "./cases/bounds.js";
import { CAPABILITY_CASES } from "./cases/capabilities.js";
import { CONTRACT_CASES } from "./cases/contracts.js";
import { OBLIGATION_CASES } from "./cases/obligations.js";
import { OVERRIDE_CASES } from "./cases/overrides.js";
import { POLICY_CASES } from "./cases/policy.js";
import { refutedCases } from "./cases/refuted.js";
import { CONTRACT_TEXT_CASES } from "./cases/valid-contract.js";
import { runCases } from "./harness.js";

const configuration = process.env["XDG_CONFIG_HOME"];
afterAll(() => {
  if (configuration === undefined) delete process.env["XDG_CONFIG_HOME"];
  else process.env["XDG_CONFIG_HOME"] = configuration;
});

const CASES = [
  ...POLICY_CASES,
  ...CAPABILITY_CASES,
  ...OVERRIDE_CASES,
  ...CONTRACT_TEXT_CASES,
  refutedCases(),
  ...OBLIGATION_CASES,
  BOUNDS_CASES,
  CONTRACT_CASES,
];

const ENOUGH = 15;

describe.each(LINT_RULES.flatMap(({ name, isTyped }) => (isTyped ? [true] : [true, false]).map((typed) => ({ name, typed }))))(
  "$name, typed: $typed",
  ({ name, typed }) => {
    const own = CASES.filter((one) => one.name === name && one.typed === typed);
    it.each(["valid", "invalid"] as const)(`has at least ${String(ENOUGH)} %s cases, all different`, (side) => {
      const codes = own.flatMap((one) => one[side]);
      expect(new Set(codes).size).toBeGreaterThanOrEqual(ENOUGH);
      expect(new Set(codes).size).toBe(codes.length);
    });
  },
);

for (const one of CASES) runCases(one);
