import { describe, expect, it } from "vitest";
import { staticDefaultExport } from "../../../compiler/policy/static-value.js";

const valueOf = (text: string): unknown => {
  const read = staticDefaultExport(text, "surety.config.ts");
  return read.kind === "value" ? read.value : `${read.line}:${read.column}: ${read.message}`;
};

describe("a configuration module, read and not run", () => {
  it("is the value of its default export", () => {
    const text = `
      import type { SuretyConfig } from "surety";
      type Own = SuretyConfig;
      const shared = ["random", \`time.high-resolution\`] as const;
      const folders = { "src/**": { grants: [...shared] } };
      export default { safety: { memory: "proved" }, "grants": [...shared, 'env.read("A")'], ["packages"]: {}, folders,
        ...{ n: -1, yes: true, no: false, nothing: null } } satisfies Own;`;
    expect(valueOf(text)).toEqual({
      safety: { memory: "proved" },
      grants: ["random", "time.high-resolution", 'env.read("A")'],
      packages: {},
      folders: { "src/**": { grants: ["random", "time.high-resolution"] } },
      n: -1,
      yes: true,
      no: false,
      nothing: null,
    });
  });

  it.each([
    [
      'import { readFileSync } from "node:fs"; export default {};',
      '1:1: `import { readFileSync } from "node:fs";` would have to run',
    ],
    ["console.log(1); export default {};", "1:1: `console.log(1);` would have to run"],
    ["let x = 1; export default { x };", "1:1: `let x = 1;` would have to run"],
    ["export default { grants: process.env.X };", "1:26: `process.env.X` would have to run"],
    ["export default f({});", "1:16: `f({})` would have to run"],
    ["export default { a: `x${1}` };", "1:21: `"],
    ["export default { a() {} };", "1:18: `a() {}` would have to run"],
    ["export default { get a() { return 1; } };", "1:18: "],
    ["export default { __proto__: { grants: [] } };", "1:18: "],
    ["const a = b; const b = a; export default { a };", "1:24: `a` would have to run"],
    ["export default { a: [, 1] };", "1:22: "],
    ["export default { a: 1 + 1 };", "1:21: `1 + 1` would have to run"],
    ["export const grants = [];", "1:1: there is no `export default`"],
    ["export default {", "1:17: '}' expected."],
  ])("refuses %s", (text, problem) => {
    expect(String(valueOf(text))).toContain(problem);
  });
});
