/** Programs written by hand: how a file is read, and that what goes wrong is told from what is proved. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";
import { judgeByHand, programsOf } from "./by-hand.js";
import { createOracle } from "./oracle.js";
import { createVerifier } from "./verify-texts.js";

const folder = mkdtempSync(path.join(tmpdir(), "surety-by-hand-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("programs written by hand", () => {
  it("are judged one by one", { timeout: 120_000 }, async () => {
    const file = path.join(folder, "programs.ts");
    writeFileSync(
      file,
      `//--- goes wrong at a guard
function f(n: number): number {
  const xs = new Uint8Array(4);
  return xs[n]!;
}
//! f(3)
//! f(4)
//--- is proved
function g(): number {
  const xs = new Uint8Array(4);
  return xs[3]!;
}
//! g()
//--- is mistyped
function h(xs: number[], lo: number): number {
  const x = xs[lo]!;
  return lo === 0 ? h(xs, xs) : x;
}
//! h([2, 0, 2], 0)
//--- has its own run
export async function run(): Promise<void> {
  const xs = [1];
  if (xs[0] !== 1) throw new Error();
}
`,
    );
    const programs = programsOf(file);
    expect(programs.map(({ title }) => title)).toEqual(["goes wrong at a guard", "is proved", "is mistyped", "has its own run"]);
    const tools = { oracle: createOracle(ROOT), verifier: await createVerifier() };
    const judged = await judgeByHand(programs, tools, { solver: false, patches: false });
    tools.oracle.close();
    expect(judged).toEqual([
      { lines: ["== goes wrong at a guard [returned; 2 accesses]", "   --- WRONG read 3: xs[n]"], finds: 0 },
      { lines: ["== is proved [returned; 1 accesses]", "   PPP       read 3: xs[3]"], finds: 0 },
      // Proved under the trusted boundary; TypeScript says that it conforms to no types.
      { lines: ["== is mistyped [returned; 2 accesses]", "   --P WRONG read 2: xs[lo]"], finds: 0 },
      { lines: ["== has its own run [returned; 1 accesses]", "   PPP       read 3: xs[0]"], finds: 0 },
    ]);
  });
});
