/** The static type of the value that an array pattern takes apart. */
import { ts } from "../typescript.js";

/**
 * Source type of an array binding pattern, or of an array literal that `isAssignmentPattern`. The checker types such a literal by its
 * targets, so its source is found from the outside in. Where a default may step in for a missing value, the value's type speaks.
 */
export function sourceTypeOfPattern(
  pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression,
  checker: ts.TypeChecker,
): ts.Type {
  return ts.isArrayBindingPattern(pattern) ? checker.getTypeAtLocation(pattern) : assignedType(pattern, checker);
}

type Step = { readonly kind: "element"; readonly index: number } | { readonly kind: "property"; readonly name: ts.PropertyName };

/** Climbs to the `=` or loop head that feeds the outermost pattern, then walks the collected steps back down. */
function assignedType(pattern: ts.ArrayLiteralExpression, checker: ts.TypeChecker): ts.Type {
  const steps: Step[] = [];
  let target: ts.Node = pattern;
  for (;;) {
    const { parent }: ts.Node = target;
    if (ts.isBinaryExpression(parent) && parent.left === target) {
      const outer = stepTo(parent);
      if (outer === null) return descend(checker.getTypeAtLocation(parent.right), steps, checker);
      steps.push(outer.step);
      target = outer.literal;
      continue;
    }
    if (ts.isForOfStatement(parent)) return descend(iteratedType(parent, checker), steps, checker);
    const outer = stepTo(target);
    if (outer === null) return checker.getAnyType();
    steps.push(outer.step);
    target = outer.literal;
  }
}

/** The literal around a target, and which of its members the target stands for. */
function stepTo(target: ts.Node): { readonly literal: ts.Node; readonly step: Step } | null {
  const { parent } = target;
  if (ts.isArrayLiteralExpression(parent)) {
    return { literal: parent, step: { kind: "element", index: parent.elements.findIndex((element) => element === target) } };
  }
  if (ts.isPropertyAssignment(parent)) return { literal: parent.parent, step: { kind: "property", name: parent.name } };
  return null;
}

function descend(source: ts.Type, steps: readonly Step[], checker: ts.TypeChecker): ts.Type {
  return steps.reduceRight((type, step) => memberType(checker.getNonNullableType(type), step, checker), source);
}

function memberType(type: ts.Type, step: Step, checker: ts.TypeChecker): ts.Type {
  const name = step.kind === "element" ? String(step.index) : staticName(step.name);
  const property = name === null ? undefined : checker.getPropertyOfType(type, name);
  if (property !== undefined) return checker.getTypeOfSymbol(property);
  const kind = step.kind === "element" ? ts.IndexKind.Number : ts.IndexKind.String;
  return checker.getIndexTypeOfType(type, kind) ?? checker.getAnyType();
}

function staticName(name: ts.PropertyName): string | null {
  if (ts.isComputedPropertyName(name)) return ts.isStringLiteralLike(name.expression) ? name.expression.text : null;
  return name.text;
}

/** Element type of the iterable of a `for…of`; what iterates by other means than a number index is `any`, which has no pattern sites. */
function iteratedType(loop: ts.ForOfStatement, checker: ts.TypeChecker): ts.Type {
  const iterable = checker.getNonNullableType(checker.getTypeAtLocation(loop.expression));
  return checker.getIndexTypeOfType(iterable, ts.IndexKind.Number) ?? iteratorValue(iterable, checker);
}

/** `Map<K, V>`, generators and other iterables: the type argument of the result of `[Symbol.iterator]()`. */
function iteratorValue(iterable: ts.Type, checker: ts.TypeChecker): ts.Type {
  const method = checker.getPropertiesOfType(iterable).find((property) => property.name.startsWith("__@iterator"));
  const signature = method === undefined ? undefined : checker.getTypeOfSymbol(method).getCallSignatures()[0];
  const next = signature === undefined ? undefined : checker.getPropertyOfType(signature.getReturnType(), "next");
  const step = next === undefined ? undefined : checker.getTypeOfSymbol(next).getCallSignatures()[0]?.getReturnType();
  // A step is a union of a result that yields and one that returns; only the former reaches the loop.
  for (const member of step === undefined ? [] : step.isUnion() ? step.types : [step]) {
    const value = checker.getPropertyOfType(member, "value");
    const done = checker.getPropertyOfType(member, "done");
    const ends = done !== undefined && checker.typeToString(checker.getTypeOfSymbol(done)) === "true";
    if (value !== undefined && !ends) return checker.getTypeOfSymbol(value);
  }
  return checker.getAnyType();
}
