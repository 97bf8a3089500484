/** What `surety init --observe` tells of a run, a sentence each. */
import type { Observed } from "../../policy/observe/observed.js";

const MOST_NAMED = 10;

export function notesOn({ sites, authority, command, exitCode, modules }: Observed): readonly string[] {
  const ending = exitCode === null ? "a signal" : `exit code ${String(exitCode)}`;
  const failed = exitCode === 0 ? [] : [`\`${command}\` ended with ${ending}: what it did not reach was not seen`];
  const { guarded, notLoaded } = modules;
  if (guarded === 0) return [...failed, `nothing to observe: no module holds a guard`];
  if (notLoaded.length === guarded) return [...failed, blind(command, guarded)];
  const mechanical = sites.filter((site) => site.mechanical).length;
  const seen =
    sites.length === 0
      ? `no guarded access left its range while \`${command}\` ran`
      : `${String(sites.length)} ${sites.length === 1 ? "place" : "places"} left their range while \`${command}\` ran; \`surety migrate\` gives ${String(mechanical)} of them an explicit form`;
  return [
    ...failed,
    seen,
    ...(notLoaded.length === 0 ? [] : [unloaded(notLoaded, guarded)]),
    ...sites.map(
      ({ file, line, column, text, observed, proposal }) =>
        `${file}:${String(line)}:${String(column)}: \`${text}\` (${observed}): ${proposal}`,
    ),
    ...authority.map(
      ({ module, action, resources }) =>
        `${module} used \`${action}\`${resources.length === 0 ? "" : ` on ${resources.map((one) => `\`${one}\``).join(", ")}`}`,
    ),
  ];
}

function blind(command: string, guarded: number): string {
  const count = guarded === 1 ? "the guarded module was not" : `none of the ${String(guarded)} guarded modules was`;
  return (
    `${count} loaded while \`${command}\` ran, so nothing is recorded: it ran what was built before (\`surety init --observe ` +
    `"npm run build && ${command}"\` builds the guarded sources first), or code that is installed elsewhere, or ran in a browser`
  );
}

function unloaded(modules: readonly string[], guarded: number): string {
  const named = modules.slice(0, MOST_NAMED).map((one) => `\`${one}\``);
  const more = modules.length > named.length ? `, and ${String(modules.length - named.length)} more` : "";
  return `${String(modules.length)} of ${String(guarded)} guarded modules were never loaded, and nothing is known of them: ${named.join(", ")}${more}`;
}
