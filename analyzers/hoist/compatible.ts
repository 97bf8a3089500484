/** Whether tests can hold together: behind a test that never holds any site is shown to be right, and no guard is ever spared. */
import type { LinearPort } from "../../core/formula.js";
import { addForms, atomOf, constantForm, type LinearForm } from "../facts/linear-form.js";
import type { OfferedTest } from "./offers.js";

const STEPS = 2000;

/** What a test says of what it names: `sum(coefficient * named) + constant <= 0`. */
export interface NamedForm {
  readonly terms: readonly { readonly name: string; readonly coefficient: number; readonly isLength: boolean }[];
  readonly constant: number;
}

/** False where it is shown that the test cannot hold together with the others. */
export function canHoldTogether(test: NamedForm, others: readonly OfferedTest[], linear: LinearPort): boolean {
  const symbols = new Map<string, number>();
  const known: LinearForm[] = [];
  const symbolOf = ({ name, isLength }: NamedForm["terms"][number]): number => {
    const found = symbols.get(name);
    if (found !== undefined) return found;
    const symbol = symbols.size;
    symbols.set(name, symbol);
    if (isLength) known.push({ terms: [[symbol, -1]], constant: 0 });
    return symbol;
  };
  const formOf = ({ terms, constant }: NamedForm): LinearForm => ({
    terms: terms.map((term) => [symbolOf(term), term.coefficient] as const).sort(([a], [b]) => a - b),
    constant,
  });
  const form = formOf(test);
  for (const { named } of others) if (named !== null) known.push(formOf(named));
  const negated = addForms(constantForm(1), form, -1);
  if (negated === null) return true;
  const atoms = known.map((one) => atomOf(one, "<="));
  return linear.entails(atoms, atomOf(negated, "<="), { steps: STEPS }) === null;
}
