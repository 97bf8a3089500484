/** The enforcement settings as users choose them: any left out, each checked. */
import { ConfigError } from "../core/errors.js";
import type { SafetyStatement } from "../core/annotation.js";
import { parseSafetyText } from "../policy/annotations/safety.js";
import type { WitnessMode } from "../core/witness.js";
import { DEFAULT_ENFORCEMENT, type Boundary, type EnforcementOptions, type Mode, type OnViolation } from "../core/options.js";

export const MODES: readonly Mode[] = ["production", "development", "testing"];
export const BOUNDARIES: readonly Boundary[] = ["checked", "trusted"];
export const REACTIONS: readonly OnViolation[] = ["throw", "terminate", "report"];

/** What is left out is the default: production, checked, throw. */
export interface EnforcementChoice {
  readonly mode?: Mode;
  readonly boundary?: Boundary;
  readonly onViolation?: OnViolation;
}

/** Throws ConfigError for a value that is none of the named ones: callers may be plain JavaScript. */
export function enforcementOf(choice: EnforcementChoice): EnforcementOptions {
  return {
    mode: member("mode", choice.mode ?? DEFAULT_ENFORCEMENT.mode, MODES),
    boundary: member("boundary", choice.boundary ?? DEFAULT_ENFORCEMENT.boundary, BOUNDARIES),
    onViolation: member("onViolation", choice.onViolation ?? DEFAULT_ENFORCEMENT.onViolation, REACTIONS),
  };
}

export const WITNESS_MODES: readonly WitnessMode[] = ["off", "run"];

/** Throws ConfigError for anything else: code is run only where that was asked for. */
export function witnessModeOf(given: WitnessMode | undefined): WitnessMode {
  return member("witness", given ?? "off", WITNESS_MODES);
}

/** Throws ConfigError for levels that there are not. */
export function safetyOf(given: string | undefined): SafetyStatement | null {
  if (given === undefined) return null;
  const { statement, problems } = parseSafetyText(given);
  const [problem] = problems;
  if (problem !== undefined) throw new ConfigError(`the option \`safety\`: ${problem.message}`);
  if (given.trim() === "") throw new ConfigError("the option `safety` is empty; it holds levels such as `memory=checked`");
  return statement;
}

function member<T extends string>(name: string, value: T, members: readonly T[]): T {
  if (members.includes(value)) return value;
  throw new ConfigError(`the option \`${name}\` is \`${value}\`; it must be one of ${members.join(", ")}`);
}
