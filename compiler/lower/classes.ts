/** Class definitions: heritage, computed keys in order, the class, its name, its static parts. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { ClassInfo } from "./binding.js";
import { isField } from "./class-scopes.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { lowerComputedName } from "./literals.js";
import { exportingNamespace, exportToNamespace } from "./namespace-export.js";
import { hasBody, heritageOf, isAmbient } from "./syntax.js";
import { ES2015, isBelow, rewriting } from "./targets.js";
import { functionType, unknownValue } from "./values.js";
import { isInitialiser, writeBinding } from "./variables.js";

export function lowerClassDeclaration(fn: FunctionContext, node: ts.ClassDeclaration): void {
  if (isAmbient(node)) return;
  const value = lowerClass(fn, node);
  const info = fn.module.bindings.classOf.get(node);
  const namespace = exportingNamespace(fn, node);
  if (info?.binding && namespace !== null) exportToNamespace(fn, namespace, { name: info.binding.name, value });
}

export function lowerClass(fn: FunctionContext, node: ts.ClassLikeDeclaration): ValueId {
  const { b } = fn;
  const info = fn.module.bindings.classOf.get(node);
  if (info === undefined) return unknownValue(fn, { construct: "class" });
  const decorators = (ts.getDecorators(node) ?? []).map(({ expression }) => lowerExpression(fn, expression));
  const base = heritageOf(node);
  const heritage = base === undefined ? null : lowerExpression(fn, base.expression);
  const keys: ValueId[] = [];
  for (const member of node.members) lowerMemberHead(fn, { info, member }, { keys, decorators });
  let value = b.emit({ op: "class", class: info.id, heritage, keys }, functionType(fn));
  // A function that anybody may call, on any `this`; its members are assigned to its prototype.
  if (isBelow(fn, ES2015)) rewriting(fn, { construct: "class", below: ES2015, uses: [value] });
  nameClass(fn, info, value);
  const staticUnit = fn.module.bindings.staticUnitOf.get(node);
  if (staticUnit !== undefined) {
    // Those of methods run before static parts, those of the class before or after them.
    if (decorators.length > 0) unknownValue(fn, { construct: "decorators", uses: [value, ...decorators] });
    const callee = b.emit({ op: "closure", function: staticUnit.id }, functionType(fn));
    b.emit({ op: "call", callee, thisValue: value, args: [], target: staticUnit.id });
  }
  if (decorators.length > 0) {
    // Decorators may replace the class, its members and what its fields hold.
    value = unknownValue(fn, { construct: "decorators", uses: [value, ...decorators] }, functionType(fn));
    if (info.binding !== null && info.binding.cell === null) nameClass(fn, info, value);
  }
  return value;
}

/** Decorators and computed keys of a member, at its place. */
function lowerMemberHead(
  fn: FunctionContext,
  { info, member }: { info: ClassInfo; member: ts.ClassElement },
  found: { keys: ValueId[]; decorators: ValueId[] },
): void {
  const own = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
  const ofParameters = hasBody(member) ? member.parameters.flatMap((parameter) => ts.getDecorators(parameter) ?? []) : [];
  for (const { expression } of [...own, ...ofParameters]) found.decorators.push(lowerExpression(fn, expression));
  const { name } = member;
  const exists = hasBody(member) || isField(member);
  if (!exists || name === undefined || !ts.isComputedPropertyName(name) || ts.isStringLiteralLike(name.expression)) return;
  const key = lowerComputedName(fn, name);
  found.keys.push(key);
  const kept = info.fieldKeys.get(member);
  if (kept !== undefined && isField(member)) writeBinding(fn, kept, { value: key, initialises: true });
}

function nameClass(fn: FunctionContext, { binding, node }: ClassInfo, value: ValueId): void {
  if (binding === null) return;
  // A name that nobody mentions outside its class expression needs no variable.
  if (binding.kind === "ownName" && binding.references.length === 0) return;
  writeBinding(fn, binding, { value, initialises: isInitialiser(binding, node.name ?? node) });
}
