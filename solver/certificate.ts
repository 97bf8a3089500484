/** Certificates put together from steps. */
import type { LinearCertificate, LinearStep } from "../core/formula.js";

/** A certificate from its steps: `used` is read off them. */
export function certificateOf(derivation: readonly LinearStep[], hypothesisCount: number): LinearCertificate {
  const used: number[] = [];
  for (const step of derivation) {
    for (const { index } of step.from) if (index >= 0 && index < hypothesisCount && !used.includes(index)) used.push(index);
  }
  used.sort((a, b) => a - b);
  return { used, derivation };
}

/** Both derivations, one after the other. */
export function joinDerivations(
  first: readonly LinearStep[],
  second: readonly LinearStep[],
  hypothesisCount: number,
): readonly LinearStep[] {
  const shift = first.length;
  const moved = second.map(({ from, divisor }) => ({
    from: from.map(({ index, multiplier }) => ({ index: index >= hypothesisCount ? index + shift : index, multiplier })),
    divisor,
  }));
  return [...first, ...moved];
}
