/** Overrides in force, in a report for people: how many, how old, whose, and which of them end soon. */
import type { ReportedOverride } from "../../core/report.js";
import { count } from "./count.js";
import type { Paint } from "./lines.js";

const DAY = 86_400_000;

/** `now` in milliseconds since 1970. Empty when none is in force, else ends in a line feed. */
export function renderOverrides(overrides: readonly ReportedOverride[], now: number, paint: Paint): string {
  if (overrides.length === 0) return "";
  const oldest = Math.max(...overrides.map(({ requested }) => Math.floor((now - Date.parse(requested)) / DAY)));
  const owners = new Map<string, number>();
  for (const { requester } of overrides) owners.set(requester, (owners.get(requester) ?? 0) + 1);
  const byOwner = [...owners].sort(([a], [b]) => (a < b ? -1 : 1)).map(([owner, number]) => `${owner} ${String(number)}`);
  const soon = overrides.filter(({ expiringSoon }) => expiringSoon);
  const emergencies = overrides.filter(({ emergency }) => emergency).length;
  const head = [
    `${count(overrides.length, "override")} in force`,
    `the oldest asked for ${count(oldest, "day")} ago`,
    `${String(soon.length)} expiring soon`,
    ...(emergencies > 0 ? [paint.error(`${String(emergencies)} by emergency`)] : []),
  ].join(", ");
  const lines = soon.map(
    ({ file, line, target, requester, until }) =>
      `  ${file}(${String(line)}): \`${target}\` ends ${until.slice(0, 10)} (${requester})\n`,
  );
  return `${head}; by owner: ${byOwner.join(", ")}\n${lines.join("")}`;
}
