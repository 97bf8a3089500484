/** Guards in decorators, which are evaluated in no function's body. */
import { expect, it } from "vitest";
import { guard, toJavaScript, VARIANTS } from "./guarded.js";

const CODE =
  "declare const decs: (((...all: unknown[]) => void) | null)[]; let w = 0; export function set(n: number) { w = n; }\n" +
  "export class C { @(decs[w]!) m(@(decs[w]!) x: number, @((decs[w + 1])!) y: number) { return x + y; } }";

it.each(VARIANTS.map((variant) => [variant.name, variant] as const))("have a place: %s", (_, variant) => {
  const guarded = guard({ code: CODE }, variant);
  // `@` takes no call of what stands in parentheses, but what stands in parentheses.
  const decorators = guarded.split("\n").find((line) => line.includes("class C")) ?? "";
  expect(decorators.match(/@\(/gu)?.length).toBe(3);
  expect(() => toJavaScript(guarded)).not.toThrow();
});
