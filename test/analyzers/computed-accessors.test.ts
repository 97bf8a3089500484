/** Accessors under computed names: what is believed of members beside them under the trusted boundary. */
import { describe, expect, it } from "vitest";
import { BELIEVED, proved, READS } from "./proved-trusted.js";

const KINDS = "const KINDS = { PLANE: 2, SPHERE: 1 } as const; export class Shape { static kinds = KINDS; static n = 3; }";
const believed = (code: string): readonly string[] => {
  const found = proved(READS + KINDS + code);
  return BELIEVED.filter((text) => found.includes(text));
};

describe("accessors under computed names", () => {
  it.each([
    ["a constant of an object", "export class Ray { get [KINDS.SPHERE]() { return 1; } }"],
    ["a constant of a static member", "export class Ray { get [Shape.kinds.SPHERE]() { return 1; } set [Shape.n](v) {} }"],
    ["a member of an enum", "enum E { A } export class Ray { get [E.A]() { return 1; } }"],
    ["a symbol", "const S = Symbol(); export class Ray { get [S]() { return 1; } }"],
  ])("leave members what they are: numbers by %s", (_, code) => {
    expect(believed(code)).toEqual(BELIEVED);
  });

  it.each([
    ["a text", "const N = { X: 'x' } as const; export class Ray { get [N.X]() { return 7; } }"],
    ["anything", "export const make = (name: any) => class { get [name]() { return 7; } };"],
    ["what a call gives", "const name = (): number => 'x' as any; export class Ray { get [name()]() { return 7; } }"],
    [
      "a static member that something else is stored in",
      "(Shape as any).n = 'x'; export class Ray { get [Shape.n]() { return 7; } }",
    ],
    [
      "a constant in an object of which the like was stored",
      "(Shape as any).kinds = { SPHERE: 'x' }; export class Ray { get [Shape.kinds.SPHERE]() { return 7; } }",
    ],
  ])("may be any member where the name is %s", (_, code) => {
    expect(believed(code)).toEqual([]);
  });
});
