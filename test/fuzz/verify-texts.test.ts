/** Verdicts of some functions are those that they get among all: what saves most of the time may not change what is found. */
import { describe, expect, it } from "vitest";
import { generate } from "./generate.js";
import { REPORT, THROW, TRUSTED } from "./judge.js";
import { createVerifier, type JudgedAccess } from "./verify-texts.js";

const shown = ({ access, verdict, evidence }: JudgedAccess): unknown => [access, verdict.kind, evidence];
const sorted = (accesses: readonly JudgedAccess[]): readonly string[] => accesses.map((one) => JSON.stringify(shown(one))).sort();

describe("verdicts on demand", () => {
  it("are the same for a part as for all", { timeout: 600_000 }, async () => {
    const { open } = await createVerifier();
    const questions = Array.from({ length: 8 }, (_, k) => ({ text: generate(9100 + k).text, solver: false }));
    const [wholes, parts] = [open(questions), open(questions)];
    let compared = 0;
    for (const [k, whole] of wholes.entries()) {
      const setting = [REPORT, THROW, TRUSTED][k % 3]!;
      const all = whole.verdicts(setting, null).accesses;
      const [first, last] = [all[0]!.access, all[all.length - 1]!.access];
      const some = parts[k]!.verdicts(setting, new Set([last])).accesses;
      expect(some.map(({ access }) => access)).toContain(last);
      expect(sorted(all)).toEqual(expect.arrayContaining([...sorted(some)]));
      const more = parts[k]!.verdicts(setting, new Set([first])).accesses;
      expect(sorted(more)).toEqual(expect.arrayContaining([...sorted(some)]));
      expect(sorted(all)).toEqual(expect.arrayContaining([...sorted(more)]));
      expect(sorted(parts[k]!.verdicts(setting, null).accesses)).toEqual(sorted(all));
      compared += some.length;
    }
    expect(compared).toBeGreaterThan(8);
  });
});
