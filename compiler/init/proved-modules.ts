/**
 * Modules that keep `memory=proved` today: they hold obligations, and all of those are proved. A module without any would keep it as well, and
 * saying so would bind whoever writes its first access without having shown anything; the baseline holds it at none unproved all the same.
 *
 * Of the other levels nothing is inferred: no analysis shows them, and a level that is written down is believed.
 */
import path from "node:path";
import type { Report } from "../../core/report.js";
import { slashedRelative } from "../program/module-path.js";

/** Paths from the project root. Of an ordinary run. */
export function provedModules(
  { obligations }: Pick<Report, "obligations">,
  { cwd, projectRoot }: { readonly cwd: string; readonly projectRoot: string },
): ReadonlySet<string> {
  const proved = new Map<string, boolean>();
  for (const { file, kind, verdict } of obligations) {
    if (kind === "capability") continue;
    const name = slashedRelative(projectRoot, path.resolve(cwd, file));
    proved.set(name, (proved.get(name) ?? true) && verdict === "proved");
  }
  return new Set([...proved].flatMap(([name, isProved]) => (isProved ? [name] : [])));
}
