/** Stand-ins until lowering, linking and planning are here: everything is guarded. This file goes when they are. */
import type ts from "typescript";
import type { HirProgram } from "../core/hir.js";
import { modulePath, type FunctionId } from "../core/ids.js";
import { InternalError } from "../core/errors.js";
import type { FunctionWork } from "../core/work.js";
import { planModule } from "../verifier/plan.js";
import type { SessionSteps } from "../verifier/session-steps.js";
import { modulePathOf } from "./program/module-path.js";

export function lowerProgram(_program: ts.Program, files: readonly ts.SourceFile[], projectRoot: string): HirProgram {
  return {
    schemaVersion: 1,
    modules: files.map((file) => ({ path: modulePath(modulePathOf(projectRoot, file.fileName)), functions: [], tolerated: [], imports: [] })),
    cells: [],
    classes: [],
    uncompiledModules: [],
  };
}

export const PENDING_STEPS: SessionSteps = {
  link: (program, { enforcement, budgets }) => ({
    work: (id: FunctionId): FunctionWork => {
      const found = program.modules.flatMap((module) => module.functions).find((fn) => fn.id === id);
      if (found === undefined) throw new InternalError(`no function ${id}`);
      return { schemaVersion: 1, function: found, environment: null, enforcement, budgets };
    },
  }),
  plan: ({ module, sites, enforcement }) => planModule({ module: module.path, sites, enforcement, a2: { kind: "enforceable" } }),
};
