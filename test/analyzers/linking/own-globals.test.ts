/** Members of the global object that the program writes: those of its own leave intrinsics what they are (A2), others do not. */
import { describe, expect, it } from "vitest";
import { intrinsicsStatus } from "../../../analyzers/linking/tamper.js";
import { lowerText } from "../../compiler/lower/program-of.js";

const status = (code: string): string => intrinsicsStatus(lowerText(`declare const any: any; ${code}`)).kind;

describe("a write to the global object", () => {
  it.each([
    "(globalThis as any).library = { version: 1 };",
    "(window as any).library ??= 1;",
    "const g: any = globalThis; g.onerror = () => 0; delete g.library;",
    "const KEY = Symbol.for('library'); (globalThis as any)[KEY] = 1;",
    "const KEY = Symbol.for('library'); export function set(to: any) { (globalThis as any)[KEY] = to; }",
  ])("under a name of its own changes no intrinsic: %s", (code) => {
    expect(status(code)).toBe("enforceable");
  });

  it.each([
    "(globalThis as any).Array = any;",
    "(globalThis as any).Map = any;",
    "delete (globalThis as any).JSON;",
    "(globalThis as any).__proto__ = any;",
    "(globalThis as any).globalThis = any;",
    "(globalThis as any)[any] = 1;",
    "(globalThis as any).library = Array.prototype;",
    "(globalThis as any).Array.prototype.push = any;",
    "const key: string = any; (self as any)[key] = 1;",
  ])("may change one: %s", (code) => {
    expect(status(code)).toBe("broken");
  });
});
