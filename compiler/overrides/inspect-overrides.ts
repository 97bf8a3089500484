/** The overrides of a program without proving anything: what `surety override` shows and asks for. */
import type { HirProgram } from "../../core/hir.js";
import { overridesInForce, type JudgedOverrides } from "../../policy/overrides/in-force.js";
import { lowerProgram } from "../lower/lower-program.js";
import type { ProgramInputs } from "../program/inputs.js";
import { loadProgram, type LoadedProgram } from "../program/load.js";
import { askProgram } from "../security/secure-program.js";
import { overrideContext, type OverrideContext } from "./override-context.js";
import { programOverrides, type ProgramOverride, type ProgramOverrides } from "./override-scopes.js";

export interface InspectedOverrides extends ProgramOverrides, OverrideContext {
  readonly loaded: LoadedProgram;
  readonly hir: HirProgram;
  readonly judged: JudgedOverrides<ProgramOverride>;
}

/** `now` in milliseconds. Throws ConfigError as `loadProgram`. */
export function inspectOverrides(inputs: ProgramInputs, now: number): InspectedOverrides {
  const loaded = loadProgram(inputs, { types: false });
  const hir = lowerProgram(loaded.program, loaded.files, loaded.projectRoot);
  const { asked } = askProgram(loaded, inputs, { safety: null });
  const found = programOverrides({ ...loaded, hir, asked });
  const context = overrideContext({ projectRoot: loaded.projectRoot, cwd: inputs.cwd, files: inputs.files });
  const judged = overridesInForce({ scopes: found.scopes, ...context, now });
  return { loaded, hir, ...found, ...context, judged };
}
