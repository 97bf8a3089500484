/** The steps of a real session. */
import { linkProgram } from "../analyzers/link.js";
import { planModule, type A2Enforcement } from "./plan.js";
import type { LinkedWork, SessionSteps } from "./session-steps.js";

export interface LinkedSession extends LinkedWork {
  readonly a2: A2Enforcement;
}

export const PRODUCTION_STEPS: SessionSteps<LinkedSession> = {
  link: (program, { enforcement, budgets }) => {
    const { work, a2 } = linkProgram(program, enforcement, budgets);
    return { work, a2 };
  },
  plan: ({ module, sites, enforcement, linked }) => planModule({ module: module.path, sites, enforcement, a2: linked.a2 }),
};
