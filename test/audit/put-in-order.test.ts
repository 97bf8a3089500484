import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { nodeSignatures } from "../../audit/keys.js";
import { ledgerFileOf } from "../../audit/ledger-file.js";
import { putInOrder } from "../../audit/put-in-order.js";
import { verifyLedger } from "../../audit/verify-ledger.js";
import { lineOf, timeText } from "../../policy/ledger/record.js";

const root = mkdtempSync(path.join(tmpdir(), "surety-order-"));
const file = ledgerFileOf(root);
mkdirSync(path.dirname(file), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const verified = () => verifyLedger(root, { keys: [], signatures: nodeSignatures(), emergencyHours: 72, now: 0 });
const linesNow = () => readFileSync(file, "utf8").split("\n");
const write = (lines: readonly string[]) => writeFileSync(file, lines.map((line) => `${line}\n`).join(""));

/** Records of a random history in an order that holds. Each choice: which earlier records it follows. */
function history(choices: readonly (readonly number[])[]): readonly string[] {
  const records: { line: string; hash: string; n: number }[] = [];
  choices.forEach((choice, at) => {
    const parents = at === 0 ? [] : [...new Set(choice.map((one) => records[one % at]))].filter((one) => one !== undefined);
    const body = { kind: "override.use", requests: [`r${at}`], output: "", guards: at };
    const { line, hash } = lineOf({ parents, time: timeText(1000 * at), body }, NODE_DIGESTS);
    records.push({ line, hash, n: 1 + Math.max(0, ...parents.map(({ n }) => n)) });
  });
  return records.map(({ line }) => line);
}

const histories = fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }).map(history);

describe("a ledger put in order", () => {
  it("is sound whatever the order was, loses nothing but repeats, and stays as it is the next time", async () => {
    await fc.assert(
      fc.asyncProperty(
        histories.chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length }), fc.subarray([...lines])),
        ),
        async ([lines, shuffled, repeated]) => {
          write(lines);
          expect(await putInOrder(root)).toBe(false);
          write([...shuffled, ...repeated]);
          await putInOrder(root);
          expect(verified()).toMatchObject({ problems: [], records: lines.length });
          const after = linesNow();
          expect(new Set(after.slice(0, -1))).toEqual(new Set(lines));
          expect(await putInOrder(root)).toBe(false);
          expect(linesNow()).toEqual(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("moves no more than it must", async () => {
    // The records of a union merge by which `join` came before what it follows.
    const [base, a, b, join, next] = history([[0], [0], [0], [1, 2], [1]]);
    write([base ?? "", a ?? "", join ?? "", b ?? "", next ?? ""]);
    expect(verified().problems).toMatchObject([{ kind: "parent", line: 3 }]);
    expect(await putInOrder(root)).toBe(true);
    expect(linesNow()).toEqual([base, a, b, join, next, ""]);
  });

  it("stays as it is where order is not what is wrong", async () => {
    const [first, second, third] = history([[0], [0], [1]]) as [string, string, string];
    for (const text of [`${third}\n${first}\n`, `${first}\n`]) {
      // A record that it follows is nowhere, or nothing is wrong.
      writeFileSync(file, text);
      const before = verified().problems.length;
      await putInOrder(root);
      expect(verified().problems.length).toBe(before);
    }
    const altered = second.replace("r1", "r9");
    for (const text of [`${altered}\n${first}\n`, `<<<<<<< HEAD\n${second}\n${first}\n`]) {
      writeFileSync(file, text);
      expect(await putInOrder(root)).toBe(false);
      expect(readFileSync(file, "utf8")).toBe(text);
    }
  });

  it("keeps a whole record whose line feed is missing, and drops one that was never finished", async () => {
    const [first, second, third] = history([[0], [0], [1]]) as [string, string, string];
    writeFileSync(file, `${second}\n${first}\n${third}`);
    expect(await putInOrder(root)).toBe(true);
    expect(linesNow()).toEqual([first, second, third, ""]);
    writeFileSync(file, `${second}\n${first}\n${third.slice(0, -5)}`);
    expect(await putInOrder(root)).toBe(true);
    expect(linesNow()).toEqual([first, second, ""]);
  });
});
