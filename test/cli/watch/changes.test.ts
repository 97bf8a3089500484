/** The end of watching: nothing is left that keeps the process alive. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { watchChanges } from "../../../cli/watch/changes.js";

const watchers = (): number => process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap").length;

it("leaves nothing behind, also when it is closed while files go", async () => {
  for (let round = 0; round < 6; round++) {
    const folder = mkdtempSync(path.join(tmpdir(), "surety-changes-"));
    const files = Array.from({ length: 200 }, (_, at) => path.join(folder, "src", `m${String(at)}.ts`));
    mkdirSync(path.join(folder, "src"));
    for (const file of files) writeFileSync(file, "");
    const before = watchers();
    const source = await watchChanges({ roots: [folder], ignored: [] }, () => false);
    for (const file of files) rmSync(file);
    if (round % 2 === 0) await source.next();
    else await setTimeout(round);
    await source.close();
    // What was asked of the files is answered meanwhile; without care that was when they were watched again, in one round of four.
    await setTimeout(200);
    expect({ round, watchers: watchers() }).toEqual({ round, watchers: before });
    rmSync(folder, { recursive: true, force: true });
  }
});
