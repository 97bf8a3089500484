/**
 * Line marks in the manner of Go's prover: in files under test/cases/marked/, every site of a line with `// PROVED` must be proved,
 * and a site without the mark must not be. In the other folders a mark only demands proofs.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { ReportedObligation } from "../../core/report.js";
import { casesIn, touchesIntrinsics, type CaseFile, type CaseSet } from "./case-files.js";
import { concurrently, surety } from "./surety-command.js";

const SETS: readonly CaseSet[] = ["marked", "own-provable", "own-traps"];

interface MarkedFile {
  readonly file: CaseFile;
  readonly exact: boolean;
}

const FILES: readonly MarkedFile[] = SETS.flatMap((set) =>
  casesIn(set)
    .map((file) => ({ file, exact: set === "marked" }))
    .filter(({ file, exact }) => exact || file.proved.length > 0),
);

function problems({ file, exact }: MarkedFile, obligations: readonly ReportedObligation[]): readonly string[] {
  const marked = new Set(file.proved);
  const lines = new Set(obligations.map((obligation) => obligation.line));
  const missing = file.proved.filter((line) => !lines.has(line)).map((line) => `line ${line} is marked and has no site`);
  const wrong = obligations.flatMap(({ line, text, kind, verdict, reason }) => {
    if (marked.has(line) && verdict !== "proved") return [`line ${line}: ${kind} of ${text} is not proved: ${reason ?? verdict}`];
    if (exact && !marked.has(line) && verdict === "proved") return [`line ${line}: ${kind} of ${text} must not be proved`];
    return [];
  });
  return [...missing, ...wrong];
}

describe("marked lines", () => {
  const found = new Map<string, readonly ReportedObligation[]>();
  beforeAll(async () => {
    const verify = async (files: readonly CaseFile[]): Promise<void> => {
      if (files.length === 0) return;
      const report = await surety(["verify", ...files.map((file) => file.path)]);
      for (const file of files) {
        found.set(
          file.path,
          report.obligations.filter((obligation) => obligation.file === file.path),
        );
      }
    };
    const all = FILES.map(({ file }) => file);
    await verify(all.filter((file) => !touchesIntrinsics(file)));
    await concurrently(all.filter(touchesIntrinsics), 2, (file) => verify([file]));
  });

  for (const marked of FILES) {
    it(marked.file.path, () => {
      expect(problems(marked, found.get(marked.file.path) ?? [])).toEqual([]);
    });
  }

  const obligation = (line: number, verdict: "proved" | "unknown"): ReportedObligation => ({
    ...({} as ReportedObligation),
    line,
    verdict,
    text: "a[i]",
    kind: "bounds.read",
    reason: null,
  });
  const file = { name: "x", path: "x.ts", text: "", outOfRange: [], proved: [2] } satisfies CaseFile;

  it("accepts exactly what is marked", () => {
    expect(problems({ file, exact: true }, [obligation(1, "unknown"), obligation(2, "proved")])).toEqual([]);
  });

  it("reports a mark without site, a missing proof and a proof too many", () => {
    expect(problems({ file, exact: true }, [])).toHaveLength(1);
    expect(problems({ file, exact: true }, [obligation(2, "unknown")])).toHaveLength(1);
    expect(problems({ file, exact: true }, [obligation(1, "proved"), obligation(2, "proved")])).toHaveLength(1);
    expect(problems({ file, exact: false }, [obligation(1, "proved"), obligation(2, "proved")])).toEqual([]);
  });
});
