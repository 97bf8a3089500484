/** The oracle's process: places of accesses are those of the program that runs, however many others came between. */
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";
import { createOracle } from "./oracle.js";

const FIRST = "export function run(): void { const a = [1]; void a[0]; void a[3]; void a[4]; }";
const OTHER = "export function run(): void {\n const b = [1]; void b[0];\n void b[0]; void b[7]; }";

describe("the oracle", () => {
  const oracle = createOracle(ROOT);
  afterAll(() => {
    oracle.close();
  });

  it("runs a program again, stopping it", async () => {
    const goesOn = { stopAt: null, hardened: false };
    const [first, other] = await oracle.ask([
      { text: FIRST, ...goesOn },
      { text: OTHER, ...goesOn },
    ]);
    expect(first!.violated).toEqual(["read 1:62-1:66", "read 1:73-1:77"]);
    expect(other!.violated).toEqual(["read 3:18-3:22"]);
    const [again, stopped, between] = await oracle.ask([
      { text: FIRST, ...goesOn },
      { text: FIRST, stopAt: ["read 1:62-1:66"], hardened: false },
      { text: OTHER, stopAt: ["read 1:62-1:66"], hardened: true },
    ]);
    expect(again).toEqual(first);
    expect(stopped).toMatchObject({ violated: ["read 1:62-1:66"], end: "threw Error: stopped at read 1:62-1:66", accesses: 2 });
    expect(between).toEqual(other);
  });

  it("ends a program that makes an array of 2^31 places, which no built-in method comes to the end of", async () => {
    const text =
      "export function run(): void { const a = [1]; try { a[2147483647] = 1; } catch { void a[1]; } for (;;) a.splice(0, 1); }";
    const [outcome] = await oracle.ask([{ text, stopAt: null, hardened: false }]);
    expect(outcome!.violated).toEqual(["write 1:52-1:65"]);
  });
});
