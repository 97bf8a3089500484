import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { INTRINSICS } from "../../core/intrinsics.table.js";
import { INTRINSIC_NAMES } from "../../runtime/src/intrinsic-names.table.js";
import { ROOT } from "../source-files.js";

it("the runtime hardens what the analysers may use", () => {
  if (process.env["SURETY_UPDATE"] === "1") {
    const rows = INTRINSICS.map((name) => `  "${name}",\n`).join("");
    writeFileSync(
      path.join(ROOT, "runtime/src/intrinsic-names.table.ts"),
      "/** Generated from core/intrinsics.table.ts (`SURETY_UPDATE=1 npx vitest run test/runtime/intrinsics.test.ts`); a test compares. */\n" +
        `export const INTRINSIC_NAMES: readonly string[] = [\n${rows}];\n`,
    );
    return;
  }
  expect(INTRINSIC_NAMES).toEqual(INTRINSICS);
  expect(new Set(INTRINSICS).size).toBe(INTRINSICS.length);
});
