import ts from "typescript";
import { describe, expect, it } from "vitest";
import { staticTypeOf } from "../../../compiler/lower/static-type.js";
import type { StaticTypeOptions } from "../../../compiler/lower/static-type.js";
import type { StaticType } from "../../../core/static-type.js";
import { checkSnippet } from "./collect-sites.js";

const NUMBER: StaticType = { kind: "number", literal: null };
const STRING: StaticType = { kind: "string", literal: null };
const literal = (value: number): StaticType => ({ kind: "number", literal: value });
const text = (value: string): StaticType => ({ kind: "string", literal: value });

/** The type named `T` of a snippet. */
function typeNamedT(code: string, options: StaticTypeOptions = {}): StaticType {
  const { program, sourceFile } = checkSnippet(code);
  const checker = program.getTypeChecker();
  const declaration = sourceFile.statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === "T",
  );
  if (declaration === undefined || !ts.isTypeAliasDeclaration(declaration)) throw new Error("no type T");
  return staticTypeOf(checker.getTypeFromTypeNode(declaration.type), checker, options);
}

const ROWS: readonly (readonly [string, StaticType])[] = [
  ["type T = number", NUMBER],
  ["type T = 5", literal(5)],
  ["type T = 'x'", text("x")],
  ["type T = `a${string}`", STRING],
  ["type T = true", { kind: "boolean" }],
  ["type T = boolean", { kind: "boolean" }],
  ["type T = 1n", { kind: "bigint" }],
  ["type T = symbol", { kind: "symbol" }],
  ["type T = void", { kind: "unknown" }],
  ["type T = null", { kind: "null" }],
  ["type T = never", { kind: "never" }],
  ["type T = any", { kind: "any" }],
  ["type T = unknown", { kind: "unknown" }],
  ["enum E { A, B } type T = E", NUMBER],
  ["enum E { A = 'a' } type T = E", text("a")],
  ["enum E { A = Math.random() } type T = E", NUMBER],
  ["type T = number | boolean | undefined", { kind: "union", members: [{ kind: "boolean" }, NUMBER, { kind: "undefined" }] }],
  ["type T = 1|2|3|4|5|6|7|8|9|10", NUMBER],
  ["type T = number[]", { kind: "array", element: NUMBER, readonly: false }],
  ["type T = readonly string[]", { kind: "array", element: STRING, readonly: true }],
  ["class Own extends Array<number> {} type T = Own", { kind: "array", element: NUMBER, readonly: false }],
  [
    "type T = RegExpExecArray",
    { kind: "array", element: { kind: "union", members: [STRING, { kind: "undefined" }] }, readonly: false },
  ],
  ["type T = [number, string]", { kind: "tuple", elements: [NUMBER, STRING], minLength: 2, rest: null, readonly: false }],
  ["type T = readonly [number, ...string[]]", { kind: "tuple", elements: [NUMBER], minLength: 1, rest: STRING, readonly: true }],
  [
    "type T = [1, ...string[], 2]",
    {
      kind: "tuple",
      elements: [literal(1)],
      minLength: 1,
      rest: { kind: "union", members: [literal(2), STRING] },
      readonly: false,
    },
  ],
  ["type T = Uint8Array", { kind: "typedArray", name: "Uint8Array" }],
  ["type T = Float32Array<ArrayBuffer>", { kind: "typedArray", name: "Float32Array" }],
  ["interface Buf extends Uint8Array {} type T = Buf", { kind: "typedArray", name: "Uint8Array" }],
  ["type T = Uint8Array & { brand: 1 }", { kind: "typedArray", name: "Uint8Array" }],
  ["type T = Uint8ArrayConstructor", { kind: "function", result: null }],
  ["type T = IArguments", { kind: "arguments" }],
  ["type T = ArrayLike<number>", { kind: "arrayLike", element: NUMBER }],
  ["type T = { [i: number]: string }", { kind: "object", name: "(anonymous)", class: null, members: null, primitives: true }],
  ["type T = () => void", { kind: "function", result: null }],
  ["type T = () => number", { kind: "function", result: NUMBER }],
  ["type T = { (): number; (x: string): number }", { kind: "function", result: null }],
  ["type T = <X>(x: X) => number", { kind: "function", result: null }],
  ["type T = () => any", { kind: "function", result: null }],
  ["type T = typeof Map", { kind: "function", result: null }],
  ["type T = number & { brand: 1 }", NUMBER],
  [
    "interface Point { x: number } type T = Point",
    { kind: "object", name: "Point", class: null, members: null, primitives: false },
  ],
  ["type T = object", { kind: "object", name: "object", class: null, members: null, primitives: true }],
  [
    "type T = number[][][][]",
    {
      kind: "array",
      element: { kind: "array", element: { kind: "array", element: { kind: "unknown" }, readonly: false }, readonly: false },
      readonly: false,
    },
  ],
];

describe("static types", () => {
  for (const [code, expected] of ROWS) it(code, () => expect(typeNamedT(code)).toEqual(expected));

  it("optional elements of a tuple may be undefined", () => {
    expect(typeNamedT("type T = [number, string?]")).toEqual({
      kind: "tuple",
      elements: [NUMBER, { kind: "union", members: [STRING, { kind: "undefined" }] }],
      minLength: 1,
      rest: null,
      readonly: false,
    });
  });

  it("type parameters carry their constraint", () => {
    const { program, sourceFile } = checkSnippet("function f<T extends number[]>(p: T, q: T[number]) {} function g<T>(p: T) {}");
    const checker = program.getTypeChecker();
    const types = sourceFile.statements.flatMap((statement) =>
      ts.isFunctionDeclaration(statement)
        ? statement.parameters.map((parameter) => staticTypeOf(checker.getTypeAtLocation(parameter), checker))
        : [],
    );
    expect(types).toEqual([
      { kind: "typeParameter", constraint: { kind: "array", element: NUMBER, readonly: false } },
      NUMBER,
      { kind: "typeParameter", constraint: { kind: "unknown" } },
    ]);
  });

  it("asks the caller for the names of classes, not of their constructors", () => {
    const classIdOf = (symbol: ts.Symbol): string => `id of ${symbol.name}`;
    expect(typeNamedT("class C<X> { x?: X } type T = C<number>", { classIdOf })).toEqual({
      kind: "object",
      name: "C",
      class: "id of C",
      primitives: true,
      members: null,
    });
    expect(typeNamedT("class C {} type T = typeof C", { classIdOf })).toEqual({ kind: "function", result: null });
    expect(typeNamedT("interface I {} type T = I", { classIdOf })).toEqual({
      kind: "object",
      name: "I",
      class: null,
      members: null,
      primitives: true,
    });
  });

  it("answers the same from its cache", () => {
    const cache = new WeakMap<ts.Type, Map<number, StaticType>>();
    const { program, sourceFile } = checkSnippet("declare const a: { x: number }[][]; export const b = a;");
    const checker = program.getTypeChecker();
    const type = checker.getTypeAtLocation(sourceFile.statements[1] ?? sourceFile);
    expect(staticTypeOf(type, checker, { cache })).toEqual(staticTypeOf(type, checker));
    expect(staticTypeOf(type, checker, { cache })).toBe(staticTypeOf(type, checker, { cache }));
  });

  it("ends on recursive types", () => {
    expect(typeNamedT("type T = T[] | number").kind).toBe("union");
    expect(typeNamedT("class A<X> extends Array<A<A<X>>> {} type T = A<number>").kind).toBe("array");
  });
});
