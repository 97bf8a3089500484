/** `**` below ES2016, where it is a call of `Math.pow` (A7): by the name `Math`, whatever that stands for there. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import type { ModuleBindings } from "./module-bindings.js";
import { ES2016, isBelow } from "./targets.js";
import { numberType, unknownValue } from "./values.js";

/** `a ** b` or `a **= b`, for such a target. */
export function isCallOfPow(fn: FunctionContext, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind;
  return (kind === AsteriskAsteriskToken || kind === AsteriskAsteriskEqualsToken) && isBelow(fn, ES2016);
}

/** The member is read before the operands are evaluated. */
export function callPow(fn: FunctionContext, operands: () => readonly [ValueId, ValueId]): ValueId {
  if (!isEverywhereGlobal(fn, "Math")) {
    const callee = unknownValue(fn, { construct: "`**` beside another `Math`" });
    return unknownValue(fn, { construct: "`**` beside another `Math`", uses: [callee, ...operands()] });
  }
  const object = fn.b.emit({ op: "global", name: "Math" });
  const claim = { kind: "unknown" } as const;
  fn.b.emit({ op: "getProp", object, name: "pow", claim });
  const args = operands().map((value) => ({ value, spread: false }));
  return fn.b.emit({ op: "callMethod", object, name: "pow", args, claim, callback: null }, numberType(fn));
}

/** Nothing in the file or in scripts is called that, and no code from text may add it. Coarse, since nobody calls a variable so. */
function isEverywhereGlobal({ module, program }: FunctionContext, name: string): boolean {
  const scripts = [...program.modules.values()].filter(({ script }) => script);
  return [module.bindings, ...scripts].every((bindings) => !mayBind(bindings, name));
}

export const mayBind = ({ units, scopeOf }: ModuleBindings, name: string): boolean =>
  units.some(({ dynamic, bindings }) => dynamic || bindings.some((binding) => binding.name === name)) ||
  [...scopeOf.values()].some(({ dynamic, members }) => dynamic || members?.has(name) === true);
