/** Which guarded expression takes the place of a node: the one table both emitters ask. */
import { ts } from "../typescript.js";
import { guardChain, isChainWithGuards } from "./chain-guards.js";
import { runtimeCall, takeTemporary, violation } from "./guard-context.js";
import type { GuardContext, GuardedSite } from "./guard-context.js";
import { assign, name, sequence, source, type GuardExpr } from "./guard-expr.js";
import type { PatternPlan } from "./pattern-guards.js";
import { directAssignment, directDeclaration } from "../lower/direct-pattern.js";
import { directDeclarators, directMoves, type Declarator } from "./direct-moves.js";
import { bare } from "./quiet.js";
import { guardRead } from "./read-guards.js";
import { guardTarget } from "./target-guards.js";
import { guardCompound, guardStep } from "./update-guards.js";
import { guardAssignment, guardLogicalAssignment } from "./write-guards.js";

export interface Rewriter {
  /** The expression that takes the place of `node`, or null when `node` stays and its children are looked at. */
  replacement(node: ts.Node): GuardExpr | null;
  /** The default that a pattern element gets, or null. */
  defaultOf(node: ts.Node): GuardExpr | null;
  /** What takes the place of a declaration, or null when it stays and its children are looked at. */
  declarators(node: ts.VariableDeclaration): readonly Declarator[] | null;
  /** For a parameter whose pattern moves into the body: the value it is taken from there, given the parameter that replaces it. */
  movedValue(node: ts.ParameterDeclaration, replacement: string): GuardExpr | null;
}

export function createRewriter(context: GuardContext, patterns: PatternPlan): Rewriter {
  /** Nodes whose wrapper is made already: what is inside is the node itself. */
  const entered = new Set<ts.Node>();
  const make = (sites: readonly GuardedSite[]): void => {
    for (const site of sites) context.made.add(site.number);
  };

  const wrap = (node: ts.Expression): GuardExpr | null => {
    const wrapping = patterns.wrapped.get(node);
    if (wrapping === undefined || entered.has(node)) return null;
    entered.add(node);
    make(wrapping.sites);
    return runtimeCall(context, wrapping.kind === "one" ? "d" : "e", wrapping.spec, source(node));
  };

  /** `x = ([a, b] = right)`: the value of the whole is `right` itself, not the wrapper. */
  const patternAssignment = (node: ts.BinaryExpression): GuardExpr | null => {
    if (ts.isExpressionStatement(node.parent) || !patterns.wrapped.has(node.right) || entered.has(node.right)) return null;
    const wrapping = patterns.wrapped.get(node.right);
    if (wrapping?.kind !== "one") return null;
    // A default of an outer pattern has no value of its own.
    if (ts.isArrayLiteralExpression(node.parent) || ts.isPropertyAssignment(node.parent)) return null;
    entered.add(node.right);
    make(wrapping.sites);
    const value = name(takeTemporary(context));
    return sequence(
      assign(source(node.left), runtimeCall(context, "d", wrapping.spec, assign(value, source(node.right)))),
      value,
    );
  };

  const assignment = (node: ts.BinaryExpression): GuardExpr | null => {
    const direct = directAssignment(node);
    if (direct !== null) return directMoves({ context, patterns, make }, node, direct);
    const target = bare(node.left);
    if (!ts.isElementAccessExpression(target)) return patternAssignment(node);
    const [site] = context.sitesAt(target, "assign");
    if (site !== undefined) {
      make([site]);
      return guardAssignment(context, node, { site, target });
    }
    const [logical] = context.sitesAt(target, "logicalAssign");
    if (logical !== undefined) {
      make([logical]);
      return guardLogicalAssignment(context, node, { site: logical, target });
    }
    const halves = context.sitesAt(target, "update");
    if (halves.length === 0) return null;
    make(halves);
    return guardCompound(context, node, { target, sites: halves });
  };

  const access = (node: ts.ElementAccessExpression): GuardExpr | null => {
    const [target] = context.sitesAt(node, "target");
    if (target !== undefined) {
      make([target]);
      return guardTarget(context, node, target);
    }
    const [read] = context.sitesAt(node, "read");
    if (read === undefined) return null;
    make([read]);
    return guardRead(context, node, read);
  };

  const unwrapped = (node: ts.Node): GuardExpr | null => {
    if (isChainWithGuards(node, context)) return guardChain(context, node, { make, isDeleted: false });
    if (ts.isDeleteExpression(node)) {
      const operand = bare(node.expression);
      return isChainWithGuards(operand, context) ? guardChain(context, operand, { make, isDeleted: true }) : null;
    }
    if (ts.isBinaryExpression(node)) return assignment(node);
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      const target = bare(node.operand);
      if (!ts.isElementAccessExpression(target)) return null;
      const halves = context.sitesAt(target, "update");
      if (halves.length === 0) return null;
      make(halves);
      return guardStep(context, node, { target, sites: halves });
    }
    return ts.isElementAccessExpression(node) ? access(node) : null;
  };

  return {
    replacement: (node) => {
      if (!context.contains(node)) return null;
      return (ts.isExpression(node) ? wrap(node) : null) ?? unwrapped(node);
    },
    defaultOf: (node) => {
      const site = patterns.defaults.get(node);
      if (site === undefined) return null;
      make([site]);
      return violation(context, site);
    },
    declarators: (node) => {
      const direct = context.contains(node) ? directDeclaration(node) : null;
      return direct === null ? null : directDeclarators({ context, patterns, make }, node, direct);
    },
    movedValue: (node, replacement) => {
      const wrapping = patterns.moved.get(node);
      if (wrapping === undefined) return null;
      make(wrapping.sites);
      return runtimeCall(context, "d", wrapping.spec, name(replacement));
    },
  };
}
