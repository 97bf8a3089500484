/** The effects of a function on its callers, while they are collected (summarise.ts). */
import type { HirFunction, Instr } from "../../core/hir.js";
import type { Effects, ParameterEffect, Summary } from "../facts/environment.js";
import { FACT_TOP, type Fact } from "../facts/fact.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { Outcome } from "../facts/outcome.js";

/** Anything may be done with an argument. */
export const ANY_EFFECT: ParameterEffect = { escapes: true, resized: true, holed: true, stored: FACT_TOP };

export interface EffectsInMaking {
  unknownEffects: boolean;
  readonly members: Set<string>;
  readonly cells: Set<string>;
  readonly parameters: { escapes: boolean; resized: boolean; holed: boolean; readonly stored: Fact }[];
}

export const effectsOf = (fn: HirFunction, { storedInParameter }: Interpretation): EffectsInMaking => ({
  unknownEffects: false,
  members: new Set(),
  cells: new Set(),
  parameters: fn.params.map((_, k) => ({ escapes: false, resized: false, holed: false, stored: storedInParameter(k) })),
});

export const finish = ({ unknownEffects, members, cells, parameters }: EffectsInMaking): Effects => ({
  unknownEffects,
  members: [...members].sort(),
  cells: [...cells].sort(),
  parameters,
});

/** What of a function passing arguments to it depends on. */
export type CalleeFace = Pick<HirFunction, "params" | "flavour">;

/** Whatever code can do with what it is given. */
export const ANY_EFFECTS = (fn: HirFunction): Effects => ({
  unknownEffects: true,
  members: [],
  cells: [],
  parameters: fn.params.map(() => ANY_EFFECT),
});

/** What a callee may have done before it threw: its arguments are ours, or hang on what is. */
export function addThrown(into: EffectsInMaking, callee: Summary, outcome: Outcome): void {
  if (callee.thrown.unknownEffects) into.unknownEffects = true;
  for (const cell of callee.thrown.cells) into.cells.add(cell);
  for (const name of callee.thrown.members) into.members.add(name);
  const spoilt = callee.thrown.parameters.some(
    (after, k) =>
      after.escapes !== callee.parameters[k]?.escapes ||
      after.resized !== callee.parameters[k].resized ||
      after.holed !== callee.parameters[k].holed,
  );
  // Which of our parameters are among the arguments is not followed here.
  if (spoilt && outcome.args.length > 0) {
    into.unknownEffects = true;
    for (const effect of into.parameters) Object.assign(effect, { escapes: true, resized: true, holed: true });
  }
}

/** Uses of an array that hand out no element but by index (flow.ts knows those), or none at all. */
export function readsByIndex(instr: Instr): boolean {
  switch (instr.op) {
    case "getElem":
    case "copy":
    case "setLocal":
      return true;
    case "getProp":
      return instr.name === "length";
    case "aborted":
      return readsByIndex(instr.instr);
    default:
      return false;
  }
}
