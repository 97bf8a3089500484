/** Assignments and declarations of `direct-pattern.ts`: the values first, then each target, its value and its default, as in ECMA-262. */
import type { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import { evaluateTarget, storeTarget } from "./assignments.js";
import type { FunctionContext } from "./context.js";
import type { DirectAssignment, DirectDeclaration, DirectElement } from "./direct-pattern.js";
import { lowerExpression } from "./expressions.js";
import { bindName, patternSite } from "./patterns.js";
import { compoundTypeAt, undefinedValue, withDefault } from "./values.js";

/** The value of the assignment; undefined where nobody looks, since then the array is never made. */
export function lowerDirectAssignment(fn: FunctionContext, node: ts.BinaryExpression, direct: DirectAssignment): ValueId {
  const values = direct.values.map((value) => lowerExpression(fn, value));
  const result = direct.resultUsed
    ? fn.b.emit({ op: "array", elements: values.map((value) => ({ kind: "value", value })) }, compoundTypeAt(fn, node.right))
    : undefinedValue(fn);
  for (const element of direct.elements) {
    const target = evaluateTarget(fn, element.target);
    storeTarget(fn, target, moved(fn, { direct, element, values }));
  }
  return result;
}

export function lowerDirectDeclaration(fn: FunctionContext, direct: DirectDeclaration): void {
  const values = direct.values.map((value) => lowerExpression(fn, value));
  for (const element of direct.elements) bindName(fn, element.target, moved(fn, { direct, element, values }));
}

interface Move {
  readonly direct: DirectAssignment | DirectDeclaration;
  readonly element: DirectElement;
  readonly values: readonly ValueId[];
}

/** The value that an element takes, with its default. The site stays an obligation of its own; the move itself needs no instruction. */
function moved(fn: FunctionContext, { direct, element, values }: Move): ValueId {
  const { index, node, fallback } = element;
  const value = values[index] ?? undefinedValue(fn);
  const site = patternSite(fn, { pattern: direct.pattern, element: node, index });
  if (site !== null) fn.b.emit({ op: "literalElem", value, index, length: values.length, site });
  return fallback === null ? value : withDefault(fn, value, () => lowerExpression(fn, fallback));
}
