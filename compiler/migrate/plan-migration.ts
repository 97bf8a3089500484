/** What `surety migrate` would write: explicit forms where reads were seen to leave their range. Text in, text out. */
import MagicString from "magic-string";
import { ts } from "../typescript.js";
import type { ModulePlan, PlannedSite } from "../../core/plan.js";
import type { PlannedFile } from "../init/plan-init.js";
import type { LoadedProgram } from "../program/load.js";
import { modulePathOf } from "../program/module-path.js";
import { explicitFormOf, type ExplicitForm } from "./explicit-reads.js";

export interface FoundRead {
  readonly site: PlannedSite;
  readonly access: ts.ElementAccessExpression;
  readonly form: ExplicitForm;
}

/** The reads among `obligations`, with an explicit form each, in source order. */
export function readsOf(
  { program, projectRoot, files }: Pick<LoadedProgram, "program" | "projectRoot" | "files">,
  plans: readonly ModulePlan[],
  obligations: ReadonlySet<string>,
): ReadonlyMap<ts.SourceFile, readonly FoundRead[]> {
  const checker = program.getTypeChecker();
  const planOf = new Map<string, ModulePlan>(plans.map((plan) => [plan.module, plan]));
  return new Map(
    files.map((file) => {
      const sites = planOf.get(modulePathOf(projectRoot, file.fileName))?.sites ?? [];
      const wanted = sites.filter(({ id, site }) => obligations.has(id) && site.form.kind === "read");
      const found = wanted.flatMap((site) => {
        const access = accessAt(file, site.site.span);
        return access === null ? [] : [{ site, access, form: explicitFormOf(access, checker) }];
      });
      return [file, found] as const;
    }),
  );
}

/** One file for each that changes. */
export function planMigration(reads: ReadonlyMap<ts.SourceFile, readonly FoundRead[]>): readonly PlannedFile[] {
  return [...reads].flatMap(([file, found]): readonly PlannedFile[] => {
    const mechanical = found.filter(({ form }) => form.mechanical);
    if (mechanical.length === 0) return [];
    const edited = new MagicString(file.text);
    for (const { access, form } of mechanical) {
      // From the outside, so that an access within the index of another one is edited as well.
      const isBare = !ts.isParenthesizedExpression(access.parent);
      edited.appendLeft(access.getStart(file), isBare ? "(" : "");
      edited.appendRight(access.end, `${form.text.slice(1 + access.getText(file).length, -1)}${isBare ? ")" : ""}`);
    }
    return [{ file: file.fileName, before: file.text, after: edited.toString(), status: "write" }];
  });
}

function accessAt(
  file: ts.SourceFile,
  { start, end }: { readonly start: number; readonly end: number },
): ts.ElementAccessExpression | null {
  const found: { access: ts.ElementAccessExpression | null } = { access: null };
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return;
    if (ts.isElementAccessExpression(node) && node.getStart(file) === start && node.end === end) found.access = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.access;
}
