/** JSX: a call of code outside the program with the element's type, properties and children, in order. */
import { ts } from "../typescript.js";
import type { Arg, ObjectMember } from "../../core/hir.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { isIntrinsicTag } from "./scopes.js";
import { stringValue, typeAt, undefinedValue } from "./values.js";

type JsxNode = ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment;

export function lowerJsx(fn: FunctionContext, node: JsxNode): ValueId {
  const args: Arg[] = [];
  const add = (value: ValueId): void => void args.push({ value, spread: false });
  const callee = readFactory(fn, "createElement");
  if (ts.isJsxFragment(node)) {
    add(readFactory(fn, "Fragment"));
  } else {
    const opening = ts.isJsxElement(node) ? node.openingElement : node;
    const { tagName } = opening;
    add(
      ts.isJsxNamespacedName(tagName) || isIntrinsicTag(tagName)
        ? stringValue(fn, tagName.getText())
        : lowerExpression(fn, tagName),
    );
    add(lowerAttributes(fn, opening.attributes));
  }
  for (const child of ts.isJsxSelfClosingElement(node) ? [] : node.children) lowerChild(fn, child, args);
  return fn.b.emit({ op: "call", callee, thisValue: null, args, target: null }, typeAt(fn, node));
}

/**
 * Which factory is called is the emitter's setting; none of them is part of the program. It is read before the attributes are evaluated, as a member of
 * an object, which may run a getter.
 */
function readFactory(fn: FunctionContext, name: string): ValueId {
  const object = fn.b.emit({ op: "import", module: fn.program.options.jsxImportSource ?? "react", name: "*" });
  return fn.b.emit({ op: "getProp", object, name, claim: { kind: "unknown" } });
}

function lowerAttributes(fn: FunctionContext, attributes: ts.JsxAttributes): ValueId {
  let members: ObjectMember[] = [];
  for (const attribute of attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) {
      members.push({ kind: "spread", value: lowerExpression(fn, attribute.expression) });
      // The spread reads its properties before the next attribute is evaluated.
      members = [{ kind: "spread", value: fn.b.emit({ op: "object", members }) }];
      continue;
    }
    const name = ts.isIdentifier(attribute.name) ? attribute.name.text : attribute.name.getText();
    members.push({ kind: "property", name, value: lowerInitializer(fn, attribute.initializer) });
  }
  return fn.b.emit({ op: "object", members });
}

function lowerInitializer(fn: FunctionContext, initializer: ts.JsxAttributeValue | undefined): ValueId {
  if (initializer === undefined) return fn.b.constant({ kind: "boolean", value: true });
  if (ts.isJsxExpression(initializer))
    return initializer.expression === undefined ? undefinedValue(fn) : lowerExpression(fn, initializer.expression);
  return lowerExpression(fn, initializer);
}

function lowerChild(fn: FunctionContext, child: ts.JsxChild, args: Arg[]): void {
  if (ts.isJsxText(child)) {
    if (!child.containsOnlyTriviaWhiteSpaces) args.push({ value: stringValue(fn, child.text), spread: false });
  } else if (ts.isJsxExpression(child)) {
    if (child.expression !== undefined)
      args.push({ value: lowerExpression(fn, child.expression), spread: child.dotDotDotToken !== undefined });
  } else {
    args.push({ value: lowerJsx(fn, child), spread: false });
  }
}
