/** Which instructions get an exceptional edge inside a `try`. */
import type { InstrBody } from "./function-builder.js";

/**
 * False only where ECMA-262 gives no way to throw: no allocation, call, coercion, property access or binding that may be missing.
 * `===` compares without coercion; `typeof`, `void` and `!` read no property. (`typeof` of a global may find an accessor, or a script's `let` that is not there yet.)
 */
export function canThrow(body: InstrBody): boolean {
  switch (body.op) {
    case "const":
    case "param":
    case "getLocal":
    case "setLocal":
    case "copy":
    case "closure":
    case "newTarget":
    case "caught":
    case "aborted":
    case "forInDone":
    case "forInKey":
      return false;
    case "literalElem":
      return body.index >= body.length;
    case "violated":
      return body.site !== null;
    case "setCell":
      return !body.initialises;
    case "unary":
      return body.operator !== "typeof" && body.operator !== "void" && body.operator !== "!";
    case "binary":
      return body.operator !== "===" && body.operator !== "!==";
    default:
      return true;
  }
}
