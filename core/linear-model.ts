/** Linear atoms under given integers. */
import type { LinearAtom } from "./formula.js";

/** Whether an atom holds of the values; null where it speaks of other symbols, or is not exact in doubles. */
export function holdsIn(
  { symbols, coefficients, constant, relation }: LinearAtom,
  values: ReadonlyMap<number, number>,
): boolean | null {
  let sum = constant;
  for (let k = 0; k < symbols.length; k++) {
    const value = values.get(symbols[k] ?? -1);
    if (value === undefined) return null;
    const part = value * (coefficients[k] ?? 0);
    sum += part;
    if (!Number.isSafeInteger(part) || !Number.isSafeInteger(sum)) return null;
  }
  return relation === "==" ? sum === 0 : sum <= 0;
}
