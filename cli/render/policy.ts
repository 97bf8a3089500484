/** Why policy is as it is, as lines. */
import type { ExplainedGrants, ExplainedModule, ExplainedPackage } from "../../compiler/policy/explain-policy.js";
import type { Paint } from "./lines.js";

export function renderPolicy(explained: ExplainedModule | ExplainedPackage, paint: Paint): string {
  return explained.kind === "module" ? renderModule(explained, paint) : renderPackage(explained, paint);
}

function renderModule({ module, coveredBy, levels, grants }: ExplainedModule, paint: Paint): string {
  const rows = levels.map(({ key, level, decidedBy, stated }) => {
    const others = stated.filter(({ by }) => by !== decidedBy).map(({ by, level: said }) => `${by} says ${said}`);
    return `  ${key.padEnd(10)} ${paint.bold(level.padEnd(8))} ${decidedBy}${others.length === 0 ? "" : paint.dim(` (${others.join("; ")})`)}\n`;
  });
  return `${paint.bold(module)}\n  ${"covered by".padEnd(10)} ${coveredBy}\n${rows.join("")}${renderGrants(grants, paint)}`;
}

function renderPackage({ name, version, entries, grants }: ExplainedPackage, paint: Paint): string {
  const named = entries.length === 0 ? "no configuration names it in `packages`" : entries.map((key) => `\`${key}\``).join(", ");
  return `${paint.bold(`${name}@${version}`)}\n  ${"entries".padEnd(10)} ${named}\n${renderGrants(grants, paint)}`;
}

function renderGrants({ granted, layers }: ExplainedGrants, paint: Paint): string {
  const may = granted.length === 0 ? "nothing" : granted.join(", ");
  const said = layers.map(
    ({ by, layer, grants }) =>
      `  ${"".padEnd(10)} ${paint.dim(`${by} ${layer === "module" ? "declares" : "grants"} ${grants.length === 0 ? "nothing" : grants.join(", ")}`)}\n`,
  );
  return `  ${"may use".padEnd(10)} ${paint.bold(may)}\n${said.join("")}`;
}
