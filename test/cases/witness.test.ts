/** Witnesses on the cases: what is always in range is never refuted; what is refuted is really out of range, on a line that says so. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { verifyProgram, type ReportedObligation } from "../../compiler/api.js";
import { halfOf } from "./case-files.js";

const folder = (name: string): string => path.join(import.meta.dirname, name);
/** A quarter: running what goes wrong in another process is the dearest thing that is done with a case. */
const sources = (name: string): readonly string[] => {
  const files = readdirSync(folder(name)).filter((file) => file.endsWith(".ts"));
  return halfOf(halfOf(files, 0), 0);
};

async function refutedIn(name: string): Promise<readonly ReportedObligation[]> {
  const { obligations } = await verifyProgram({ cwd: folder(name), paths: sources(name), jobs: 2, witness: "run" });
  return obligations.filter((one) => one.verdict === "refuted");
}

describe("witnesses on the cases", () => {
  it.each(["provable", "own-provable"])(
    "%s: nothing is refuted",
    async (name) => {
      expect((await refutedIn(name)).map(({ file, line, witness }) => [file, line, witness])).toEqual([]);
    },
    600_000,
  );

  it.each([
    ["traps", 12],
    ["own-traps", 55],
  ] as const)(
    "%s: only marked lines are refuted, and many of them",
    async (name, least) => {
      const refuted = await refutedIn(name);
      const unmarked = refuted.filter(({ file, line }) => {
        const text = readFileSync(path.join(folder(name), file), "utf8").split("\n")[line - 1] ?? "";
        return !text.includes("// OOB");
      });
      expect(unmarked).toEqual([]);
      expect(refuted.length).toBeGreaterThanOrEqual(least);
    },
    600_000,
  );
});
