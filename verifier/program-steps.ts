/** The steps of a real session: whole-program facts by the analysers, the guard plan by `planModule`. */
import { linkProgram } from "../analyzers/linking/link.js";
import type { LinkedProgram } from "../analyzers/linking/linked-program.js";
import { createLinker } from "../analyzers/linking/relink.js";
import { createLinear } from "../solver/linear.js";
import { planModule } from "./plan.js";
import type { SessionOptions } from "./session-options.js";
import type { SessionSteps } from "./session-steps.js";

export const PROGRAM_STEPS: SessionSteps<LinkedProgram> = {
  link: (program, { enforcement, budgets }) => linkProgram(program, { enforcement, budgets, linear: createLinear() }),
  frame: ({ a2, intrinsics }, { enforcement }) => ({ a2, intrinsics, enforcement }),
  plan: ({ module, sites, selectors, enforcement, linked }) => {
    const plan = planModule({ module: module.path, sites, selectors, enforcement, a2: linked.a2 });
    // Where the program changes intrinsics, nothing uses that they are the original ones, and freezing them would change the program.
    if (linked.a2.kind === "broken") return plan;
    // A proof rests on facts about callers and callees too, and on calls that have no effect: on every intrinsic of the program.
    if (plan.selectors.length === 0 && !sites.some((s) => s.verdict.kind === "proved")) return plan;
    return { ...plan, intrinsics: [...new Set([...plan.intrinsics, ...linked.intrinsics])].sort() };
  },
};

/** The same for one program after another. */
export function continuedSteps({ enforcement, budgets }: SessionOptions): SessionSteps<LinkedProgram> {
  const linker = createLinker({ enforcement, budgets, linear: createLinear() });
  return { ...PROGRAM_STEPS, link: (program) => linker.link(program) };
}
