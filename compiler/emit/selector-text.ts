/** Prints the test of a selector. */
import { assertNever } from "../../core/errors.js";
import { isAsked, type SelectorExpr } from "../../core/selector.js";
import { LEFT_HAND_SIDE, UNARY, binaryPrecedence, operandPrecedence } from "./precedence.js";

/** The condition: every test, in order. `isTypedArray` names the runtime's function. */
export function selectorText(tests: readonly SelectorExpr[], isTypedArray: () => string): string {
  const print: Print = (expr, least) => {
    const printed = printBare(expr, print, isTypedArray);
    return precedenceOf(expr) < least ? `(${printed})` : printed;
  };
  return tests.map((test) => print(test, binaryPrecedence("&&") + 1)).join(" && ");
}

type Print = (expr: SelectorExpr, least: number) => string;

function precedenceOf(expr: SelectorExpr): number {
  switch (expr.kind) {
    case "binary":
      return binaryPrecedence(expr.operator);
    case "typeof":
      return UNARY;
    default:
      return LEFT_HAND_SIDE;
  }
}

function printBare(expr: SelectorExpr, print: Print, isTypedArray: () => string): string {
  switch (expr.kind) {
    case "number":
      return String(expr.value);
    case "text":
      return JSON.stringify(expr.value);
    case "name":
      return expr.name;
    case "member":
      return `${print(expr.of, LEFT_HAND_SIDE)}${isAsked(expr) ? "?." : "."}${expr.name}`;
    case "length":
      // Where the type lies, reading `length` of nothing must not throw: the comparison fails.
      return `${print(expr.of, LEFT_HAND_SIDE)}${isAsked(expr) ? "?.length" : ".length"}`;
    case "element":
      return `${print(expr.of, LEFT_HAND_SIDE)}?.[${print(expr.index, 0)}]`;
    case "typeof":
      return `typeof ${print(expr.of, UNARY)}`;
    case "typedArray":
      return `${isTypedArray()}(${print(expr.of, 0)})`;
    case "binary": {
      const { left, right } = operandPrecedence(expr.operator);
      return `${print(expr.left, left)} ${expr.operator} ${print(expr.right, right)}`;
    }
    default:
      return assertNever(expr);
  }
}
