import { expect, it } from "vitest";
import { memoryStore } from "../../cache/memory-store.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { runCache, type KeptRun, type RunRequest } from "../../compiler/run-cache.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";

it("recalls a run no longer than the approvals that it rests on, nor before it was made", async () => {
  const inputs = { cwd: "/nowhere", paths: ["a.ts"], project: null, files: NODE_FILE_SYSTEM };
  const request: RunRequest = { inputs, enforcement: DEFAULT_ENFORCEMENT, safety: null };
  const clock = { now: 1_000 };
  const cache = runCache(memoryStore(1 << 20), "origin", () => clock.now);
  const run = { report: { schemaVersion: 1 }, functions: 3, holds: { from: 1_000, to: 2_000 } } as unknown as KeptRun;
  await cache.keep(request, run, []);
  const found: (KeptRun | null)[] = [];
  for (const now of [1_000, 2_000, 2_001, 999]) {
    clock.now = now;
    found.push(await cache.recall(request));
  }
  expect(found).toEqual([run, run, null, null]);
});
