import { assertNever } from "../../core/errors.js";
import type { ContractForm, Site } from "../../core/site.js";

/** Receiver and key of an element access as written, or null when `text` does not end in a bracketed key (it was cut). */
export function splitAccess(text: string): { readonly receiver: string; readonly key: string } | null {
  const trimmed = text.trimEnd();
  if (!trimmed.endsWith("]")) return null;
  // Quotes inside keys could unbalance the count; then the split fails or is only wording.
  let depth = 0;
  for (let at = trimmed.length - 1; at >= 0; at--) {
    const character = trimmed.charAt(at);
    if (character === "]") depth++;
    if (character === "[") depth--;
    if (depth === 0) {
      const receiver = trimmed.slice(0, at).replace(/\?\.$/, "").trim();
      const key = trimmed.slice(at + 1, -1).trim();
      return receiver === "" || key === "" ? null : { receiver, key };
    }
  }
  return null;
}

function elementWord(site: Site): string {
  return site.receiver === "string" ? "a character" : "an own element";
}

/** What must hold at the site, in terms of the source. */
export function describeGoal(site: Site): string {
  if (site.form.kind === "contract") return contractGoal(site.form);
  if (site.form.kind === "pattern") {
    return `the array destructured at \`${site.text}\` has an own element number ${String(site.form.index)}`;
  }
  const access = splitAccess(site.text);
  if (access === null) return `\`${site.text}\` is in range`;
  const { receiver, key } = access;
  const inRange = `\`${key}\` is an integer with \`0 <= ${key}\` and \`${key} < ${receiver}.length\``;
  switch (site.kind) {
    case "bounds.read":
      return `${elementWord(site)} is there: ${inRange}${site.receiver === "typedArray" || site.receiver === "string" ? "" : ", and there is no hole"}`;
    case "bounds.write":
      return site.receiver === "array" || site.receiver === "tuple" || site.receiver === "other" || site.receiver === "open"
        ? `the store hits an element or appends one: \`${key}\` is an integer with \`0 <= ${key}\` and \`${key} <= ${receiver}.length\``
        : `the store hits an element: ${inRange}`;
    case "contract":
      return `\`${site.text}\` holds`;
    default:
      return assertNever(site.kind);
  }
}

function contractGoal({ role, contract, subject }: ContractForm): string {
  const condition = `\`${contract.text}\` holds`;
  switch (role) {
    case "entry":
      return `${condition} whenever \`${subject}\` is entered`;
    case "call":
      return `${condition} for the arguments of this call of \`${subject}\``;
    case "exit":
      return `${condition} when \`${subject}\` returns here`;
    case "loop":
      return `${condition} whenever control comes to the head of the loop: at first, and after each pass`;
    default:
      return assertNever(role);
  }
}
