/** What it means to free a scope: which guards go, the worst that could happen then, what they would cost. */
import type { ProgramOverride } from "../../compiler/overrides/override-scopes.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { verifySources } from "../../compiler/verify-program.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { impactOf } from "../../policy/overrides/impact.table.js";
import type { CommandContext } from "../context.js";
import type { ProgramChoice } from "./list.js";

export interface Impact {
  /** In the scope, of what the override frees. */
  readonly obligations: number;
  /** Those that nothing proves: their guards go. */
  readonly unproved: readonly {
    readonly id: string;
    readonly kind: string;
    readonly line: number;
    readonly text: string;
    readonly guard: string;
    readonly reason: string | null;
  }[];
  readonly cwe: string;
  readonly weakness: string;
  readonly cost: string;
}

/** Verifies the program as if nothing were overridden. */
export async function impactOn(scope: ProgramOverride, program: ProgramChoice, context: CommandContext): Promise<Impact> {
  const inputs = { cwd: context.cwd, files: NODE_FILE_SYSTEM, ...program };
  const { report } = await verifySources(inputs, {
    enforcement: DEFAULT_ENFORCEMENT,
    jobs: 1,
    onProgress: null,
    openPool: null,
    witness: "off",
    results: null,
    safety: null,
    now: context.now,
    overrides: null,
  });
  const own = new Set(scope.obligations.map(({ id }) => id));
  const unproved = report.obligations
    .filter(({ id, verdict }) => own.has(id) && verdict !== "proved")
    .map(({ id, kind, line, text, guard, reason }) => ({ id, kind, line, text, guard, reason }));
  const { cwe, weakness, cost } = impactOf(scope.target);
  return { obligations: scope.obligations.length, unproved, cwe, weakness, cost };
}

export function impactLines({ obligations, unproved, cwe, weakness, cost }: Impact): string {
  const proved = obligations - unproved.length;
  return [
    `frees ${unproved.length} of ${obligations} (${proved} proved anyway${unproved.length === 0 && obligations > 0 ? ": the override is not needed" : ""}); at worst ${cwe}, ${weakness}; the guard costs ${cost}`,
    ...unproved.map(({ line, text, guard, reason }) => `  line ${line}: \`${text}\` (guard: ${guard}) ${reason ?? ""}`),
  ].join("\n");
}
