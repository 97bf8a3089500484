/** Stand-ins until linking and emission are here: everything is guarded. This file goes when they are. */
import type ts from "typescript";
import type { FunctionId } from "../core/ids.js";
import { InternalError } from "../core/errors.js";
import type { FunctionWork } from "../core/work.js";
import { planModule } from "../verifier/plan.js";
import type { SessionSteps } from "../verifier/session-steps.js";

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

export interface EditedText {
  readonly code: string;
  readonly map: {
    readonly version: number;
    readonly file?: string;
    readonly sources: readonly string[];
    readonly sourcesContent?: readonly string[];
    readonly names: readonly string[];
    readonly mappings: string;
  };
}

export function applyPlan(
  source: string,
  _sourceFile: ts.SourceFile,
  _plan: unknown,
  _options: { readonly harden: string; readonly runtime: string },
): EditedText {
  return { code: source, map: { version: 3, sources: [], names: [], mappings: "" } };
}
