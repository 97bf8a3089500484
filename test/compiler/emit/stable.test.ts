/** Which names may be evaluated again after something else, and which have to be kept in a temporary. */
import { describe, expect, it } from "vitest";
import ts from "typescript";
import { bindingsOf } from "../../../compiler/emit/bindings.js";
import { isStable } from "../../../compiler/emit/quiet.js";

/** The statement `a[NAME] = between()`: whether NAME is stable over the right-hand side. */
function stable(text: string): boolean {
  const file = ts.createSourceFile("s.ts", text, ts.ScriptTarget.ESNext, true);
  const bindings = bindingsOf(file);
  const found: boolean[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && ts.isElementAccessExpression(node.left) && node.left.expression.getText() === "a")
      found.push(isStable(node.left.argumentExpression, [node.right], bindings));
    ts.forEachChild(node, visit);
  };
  visit(file);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("a name is stable", () => {
  it.each([
    "export function f(a: number[], k: number) { a[k] = g(); }",
    "const k = 1; export function f(a: number[]) { a[k] = g(); }",
    "export const k = 1; export function f(a: number[]) { a[k] = g(); }",
    "let k = 1; export function f(a: number[]) { a[k] = g(); }",
    "export function f(a: number[]) { for (let k = 0; k < 3; k++) a[k] = g(); }",
    "namespace N { export function f(a: number[], k: number) { a[k] = g(); } }",
    "namespace N { let k = 1; export function f(a: number[]) { a[k] = g(); } }",
    "export function f(a: number[], k: number) { const h = () => 1; function i() { return arguments; } a[k] = g(); }",
  ])("%s", (text) => {
    expect(stable(text)).toBe(true);
  });

  it.each([
    ["assigned in between", "export function f(a: number[], k: number) { a[k] = (k = 2, g()); }"],
    ["assigned by another function", "let k = 1; function h() { k = 2; } export function f(a: number[]) { a[k] = g(); }"],
    ["`exports.k` of a CommonJS module", "export let k = 1; export function f(a: number[]) { a[k] = g(); }"],
    ["a member of the namespace", "namespace N { export let k = 1; export function f(a: number[]) { a[k] = g(); } }"],
    [
      "a member that types alone make constant",
      "namespace N { export const k = 1; export function f(a: number[]) { a[k] = g(); } }",
    ],
    [
      "perhaps a member of another declaration of the namespace",
      "const k = 1; namespace N { export let k = 2; } namespace N { export function f(a: number[]) { a[k] = g(); } }",
    ],
    ["assigned through `arguments`", "function f(a: number[], k: number) { a[k] = (arguments[1] = 2, 7); }"],
    [
      "assigned through `arguments` in an arrow function",
      "function f(a: number[], k: number) { const h = () => (arguments[1] = 2); a[k] = h(); }",
    ],
  ])("not %s", (_, text) => {
    expect(stable(text)).toBe(false);
  });
});
