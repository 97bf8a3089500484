/** The steps of a real session: whole-program facts by the analysers, the guard plan by `planModule`. */
import { linkProgram, type LinkedProgram } from "../analyzers/link.js";
import { planModule } from "./plan.js";
import type { SessionSteps } from "./session-steps.js";

export const PROGRAM_STEPS: SessionSteps<LinkedProgram> = {
  link: (program, { enforcement, budgets }) => linkProgram(program, enforcement, budgets),
  plan: ({ module, sites, enforcement, linked }) => planModule({ module: module.path, sites, enforcement, a2: linked.a2 }),
};
