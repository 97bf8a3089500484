/** Tests of selectors as people write them, in the grammar of contracts. */
import type { SelectorExpr } from "../../core/selector.js";

/** The empty text for what the other tests imply. */
export function selectorWords(test: SelectorExpr): string {
  if (test.kind !== "binary" || test.operator !== "===" || isRest(test.left)) return words(test);
  // A `typeof` stands only in front of the test that its operand is an index.
  return test.left.kind === "typeof" ? "" : `Number.isInteger(${words(test.right)}) && ${words(test.right)} >= 0`;
}

const isRest = (expr: SelectorExpr): boolean => expr.kind === "binary" && expr.operator === "%";

function words(expr: SelectorExpr): string {
  switch (expr.kind) {
    case "number":
      return String(expr.value);
    case "text":
      return JSON.stringify(expr.value);
    case "name":
      return expr.name;
    case "member":
      return `${words(expr.of)}.${expr.name}`;
    case "length":
      return `${words(expr.of)}.length`;
    case "element":
      return `${words(expr.of)}[${words(expr.index)}]`;
    case "typeof":
      return `typeof ${words(expr.of)}`;
    case "typedArray":
      return `isTypedArray(${words(expr.of)})`;
    case "binary": {
      const part = (one: SelectorExpr): string =>
        (expr.operator === "*" || expr.operator === "%") && one.kind === "binary" && one.operator !== "*"
          ? `(${words(one)})`
          : words(one);
      return `${part(expr.left)} ${expr.operator} ${part(expr.right)}`;
    }
  }
}

export function variablesIn(expr: SelectorExpr): readonly string[] {
  switch (expr.kind) {
    case "name":
      return [expr.name];
    case "member":
    case "length":
    case "typeof":
    case "typedArray":
      return variablesIn(expr.of);
    case "element":
      return [...variablesIn(expr.of), ...variablesIn(expr.index)];
    case "binary":
      return [...variablesIn(expr.left), ...variablesIn(expr.right)];
    default:
      return [];
  }
}
