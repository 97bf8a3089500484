/**
 * Which element accesses and pattern elements owe a `bounds` obligation: the contract "What counts as a `bounds` site" of
 * semantics.md, to the letter. Figures are compared across tools and versions, so nothing here may be smart.
 */
import { ts } from "../typescript.js";
import type { Nullish, ReceiverClass, Site, SiteForm } from "../../core/site.js";
import { accessUse } from "./access-use.js";
import { dereferenceOf } from "./dereference.js";
import { isInsideTry } from "./inside-try.js";
import { isNumberLike, patternReceiverOf, receiverOf } from "./receiver.js";
import { siteText, siteTokens } from "./site-text.js";
import { tolerationOf } from "./toleration.js";

export interface SiteContext {
  readonly checker: ts.TypeChecker;
  readonly sourceFile: ts.SourceFile;
}

export type AccessClass =
  /** One site, or two for an update: the read, then the write. */
  | { readonly kind: "sites"; readonly sites: readonly Site[] }
  | { readonly kind: "tolerated"; readonly reason: string }
  /** No `bounds` site: a dictionary key, `delete`, a receiver that is not indexed by number. */
  | { readonly kind: "none" };

const NONE: AccessClass = { kind: "none" };

/**
 * Classifies `receiver[key]`. Writes are told by what the syntax around the access does to it, so the caller asks once per access,
 * however it comes upon it.
 */
export function classifyAccess(node: ts.ElementAccessExpression, context: SiteContext): AccessClass {
  const use = accessUse(node);
  // `super[i]` names a property of the prototype: no element of an array is read.
  if (use === "delete" || node.expression.kind === ts.SyntaxKind.SuperKeyword) return NONE;
  if (!isNumberLike(context.checker.getTypeAtLocation(node.argumentExpression), context.checker)) return NONE;
  const receiver = receiverOf(context.checker.getTypeAtLocation(node.expression), context.checker);
  if (receiver === null) return NONE;
  const site = (kind: Site["kind"], form: SiteForm): Site =>
    makeSite({ node, kind, form, receiver: receiver.class, element: receiver.element }, context);
  switch (use) {
    case "read": {
      const reason = tolerationOf(node);
      if (reason !== null) return { kind: "tolerated", reason };
      return sites(site("bounds.read", { kind: "read", ...dereferenceOf(node), optionalChain: ts.isOptionalChain(node) }));
    }
    case "assign":
    case "logicalAssign":
    case "target":
      return sites(site("bounds.write", { kind: use }));
    case "update":
      return sites(
        site("bounds.read", { kind: "update", half: "read" }),
        site("bounds.write", { kind: "update", half: "write" }),
      );
  }
}

/**
 * Classifies element number `index` of an array binding pattern, or of an array literal in the place of an assignment pattern, over a
 * value of `sourceType` (see `sourceTypeOfPattern`). Holes and rest elements are none; an element with a default is tolerated.
 */
export function classifyPatternElement(
  element: ts.ArrayBindingElement | ts.Expression,
  { index, sourceType }: PatternPlace,
  context: SiteContext,
): AccessClass {
  if (ts.isOmittedExpression(element) || ts.isSpreadElement(element)) return NONE;
  if (ts.isBindingElement(element) && element.dotDotDotToken !== undefined) return NONE;
  const receiver = patternReceiverOf(sourceType, index, context.checker);
  if (receiver === null) return NONE;
  if (hasDefault(element)) return { kind: "tolerated", reason: "element with a default" };
  return sites(
    makeSite(
      {
        node: element,
        kind: "bounds.read",
        form: { kind: "pattern", index },
        receiver: receiver.class,
        element: receiver.element,
      },
      context,
    ),
  );
}

export interface PatternPlace {
  readonly index: number;
  /** Static type of the value that the pattern takes apart. */
  readonly sourceType: ts.Type;
}

function hasDefault(element: ts.BindingElement | ts.Expression): boolean {
  if (ts.isBindingElement(element)) return element.initializer !== undefined;
  return ts.isBinaryExpression(element) && element.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

interface SiteParts {
  readonly node: ts.Node;
  readonly kind: Site["kind"];
  readonly form: SiteForm;
  readonly receiver: ReceiverClass;
  readonly element: Nullish;
}

function makeSite({ node, kind, form, receiver, element }: SiteParts, { sourceFile }: SiteContext): Site {
  return {
    kind,
    span: { start: node.getStart(sourceFile), end: node.end },
    text: siteText(node, sourceFile),
    receiver,
    element,
    form,
    insideTry: isInsideTry(node),
    tokens: siteTokens(node, sourceFile),
  };
}

function sites(...all: readonly Site[]): AccessClass {
  return { kind: "sites", sites: all };
}
