/** HIR of small functions, read by eye for order, edges and branches. */
import { expect, it } from "vitest";
import { printFunction } from "../../../compiler/lower/print-hir.js";
import { functionNamed, lowerText } from "./program-of.js";

const print = (text: string): string => `\n${printFunction(functionNamed(lowerText(text), "f"))}\n`;

it("conditions branch on leaf comparisons", () => {
  expect(print("export function f(a: number[], i: number) { if (i >= 0 && !(i >= a.length)) return a[i]; return -1; }"))
    .toMatchInlineSnapshot(`
    "
    m.ts#f(a, i) [function]
    b0:
      %0 = param 0
      a.0 := %0
      %2 = param 1
      i.1 := %2
      %4 = i.1
      %5 = 0
      %6 = %4 >= %5
      if %6 then b1 else b3
    b1:
      %7 = i.1
      %8 = a.0
      %9 = %8.length <length>
      %10 = %7 >= %9
      if %10 then b3 else b2
    b2:
      %11 = a.0
      %12 = i.1
      %13 = %11[%12] site 0
      return %13
    b3:
      %14 = -1
      return %14
    "
  `);
});

it("an update reads and writes with two sites", () => {
  expect(print("export function f(a: number[], i: number) { a[i++] += a[i]!; }")).toMatchInlineSnapshot(`
    "
    m.ts#f(a, i) [function]
    b0:
      %0 = param 0
      a.0 := %0
      %2 = param 1
      i.1 := %2
      %4 = a.0
      %5 = i.1
      %6 = toNumeric %5
      %7 = increment 1 %6
      i.1 := %7
      %9 = %4[%6] site 0
      %10 = a.0
      %11 = i.1
      %12 = %10[%11] site 2
      %13 = %12
      %14 = %9 + %13
      %4[%6] := %14 site 1
      %16 = undefined
      return %16
    "
  `);
});

it("a swap evaluates each target before its step", () => {
  expect(print("export function f(a: number[], i: number) { [a[i], a[0]] = [a[0]!, a[i]!]; }")).toMatchInlineSnapshot(`
    "
    m.ts#f(a, i) [function]
    b0:
      %0 = param 0
      a.0 := %0
      %2 = param 1
      i.1 := %2
      %4 = a.0
      %5 = 0
      %6 = %4[%5] site 0
      %7 = %6
      %8 = a.0
      %9 = i.1
      %10 = %8[%9] site 1
      %11 = %10
      %12 = undefined
      %13 = a.0
      %14 = i.1
      literalElem %7 0 of 2 site 3
      %13[%14] := %7 site 2
      %17 = a.0
      %18 = 0
      literalElem %11 1 of 2 site 5
      %17[%18] := %11 site 4
      %21 = undefined
      return %21
    "
  `);
});

it("instructions in a try have exceptional edges, and finally is copied", () => {
  expect(
    print(
      "export function f(g: () => number) { let n = 0; try { n = 1; n = g(); } catch { return n; } finally { n++; } return n; }",
    ),
  ).toMatchInlineSnapshot(`
    "
    m.ts#f(g) [function]
    b0:
      %0 = param 0
      g.0 := %0
      %2 = 0
      n.1 := %2
      %4 = 1
      n.1 := %4
      %6 = g.0
      try b1 else b2
    b1:
      %7 = call %6()
      n.1 := %7
      %15 = n.1
      %16 = increment 1 %15
      n.1 := %16
      %22 = n.1
      return %22
    b2:
      aborted call %6()
      %10 = caught
      %11 = n.1
      %12 = n.1
      %13 = increment 1 %12
      n.1 := %13
      return %11
    "
  `);
});

it("for-of closes its iterator on break", () => {
  expect(print("export function f(a: number[]) { for (const x of a) { if (x > 1) break; } }")).toMatchInlineSnapshot(`
    "
    m.ts#f(a) [function]
    b0:
      %0 = param 0
      a.0 := %0
      %2 = a.0
      %3 = iterStart %2
      goto b1
    b1:
      %4 = iterNext %3
      %5 = iterDone %4
      if %5 then b4 else b2
    b2:
      %6 = iterValue %4
      x.1 := %6
      %8 = x.1
      %9 = 1
      %10 = %8 > %9
      if %10 then b3 else b1
    b3:
      iterClose %3
      goto b4
    b4:
      %12 = undefined
      return %12
    "
  `);
});

it("a method is read before arguments that depend on state", () => {
  expect(print("export function f(out: number[], a: number[], i: number) { out.push(i + 1); out.push(a[i]!); }"))
    .toMatchInlineSnapshot(`
    "
    m.ts#f(out, a, i) [function]
    b0:
      %0 = param 0
      out.0 := %0
      %2 = param 1
      a.1 := %2
      %4 = param 2
      i.2 := %4
      %6 = out.0
      %7 = i.2
      %8 = 1
      %9 = %7 + %8
      %10 = call %6.push(%9) <property>
      %11 = out.0
      %12 = %11.push <property>
      %13 = a.1
      %14 = i.2
      %15 = %13[%14] site 0
      %16 = %15
      %17 = call %11.push(%16) <property>
      %18 = undefined
      return %18
    "
  `);
});

it("a yield may return through clean-ups", () => {
  expect(print("export function* f(g: () => void) { try { yield 1; } finally { g(); } }")).toMatchInlineSnapshot(`
    "
    m.ts#f(g) [function generator]
    b0:
      %0 = param 0
      g.0 := %0
      %2 = undefined
      %3 = yield %2
      %4 = 1
      try b1 else b2
    b1:
      %5 = yield %4
      %13 = g.0
      %14 = call %13()
      %18 = undefined
      return %18
    b2:
      aborted yield %4
      %7 = caught
      if %7 then b3 else b4
    b3:
      (return).2 := %7
      %10 = g.0
      %11 = call %10()
      %12 = (return).2
      return %12
    b4:
      (thrown).1 := %7
      %15 = caught
      %16 = g.0
      %17 = call %16()
      throw %15
    "
  `);
});

it("captured parameters and loop variables are cells", () => {
  expect(print("export function f(n: number) { for (let i = 0; i < n; i++) { const g = () => n + i; g(); } }"))
    .toMatchInlineSnapshot(`
    "
    m.ts#f(n) [function]
    b0:
      %0 = param 0
      cell m.ts#f/n~1 :== %0
      %2 = 0
      cell m.ts#f/i~1 :== %2
      goto b1
    b1:
      %4 = cell m.ts#f/i~1
      %5 = cell m.ts#f/n~1
      %6 = %4 < %5
      if %6 then b2 else b3
    b2:
      %7 = closure m.ts#f.g
      g.0 := %7
      %9 = g.0
      %10 = call %9() -> m.ts#f.g
      %11 = cell m.ts#f/i~1
      %12 = increment 1 %11
      cell m.ts#f/i~1 := %12
      goto b1
    b3:
      %14 = undefined
      return %14
    "
  `);
});
