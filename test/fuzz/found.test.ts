/** What the fuzzer once found stays found: none of these accesses may be proved again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";
import { foundFiles } from "./found.js";
import { judge, REPORT, THROW, TRUSTED, type Tools } from "./judge.js";
import { createOracle } from "./oracle.js";
import { createVerifier } from "./verify-texts.js";

describe("finds of the fuzzer", () => {
  let tools: Tools;
  beforeAll(async () => {
    tools = { oracle: createOracle(ROOT), verifier: await createVerifier() };
  });
  afterAll(() => {
    tools.oracle.close();
  });

  for (const file of foundFiles(ROOT)) {
    it(file.name, async () => {
      const settings = [REPORT, THROW, ...(file.conforms ? [TRUSTED] : [])];
      const [judgement] = await judge([{ text: file.text, settings, solver: true, full: true, patches: false }], tools);
      const lines = judgement!.outcome.violated.map((access) => Number(/ (\d+):/u.exec(access)![1]));
      expect(lines).toEqual(expect.arrayContaining([...file.outOfRange]));
      expect(judgement!.finds).toEqual([]);
    });
  }
});
