import { describe, expect, it } from "vitest";
import { modulePathOf, slashedRelative } from "../../../compiler/program/module-path.js";

describe("module paths", () => {
  it("are relative to the project root with forward slashes", () => {
    expect(modulePathOf("/p", "/p/src/ring.ts")).toBe("src/ring.ts");
    expect(modulePathOf("/p/a", "/p/b/ring.ts")).toBe("../b/ring.ts");
  });
  it("a folder is `.` from itself", () => {
    expect(slashedRelative("/p", "/p")).toBe(".");
  });
});
