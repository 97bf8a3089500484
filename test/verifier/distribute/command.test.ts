/** `surety verify --distribute` and `surety worker`, against a real Redis. */
import { afterEach, describe, expect, it } from "vitest";
import { MAIN, projectOf, surety } from "../../cli/surety.js";
import { createStage, freePort, MISSING, SECRET, unlessMissing } from "./redis.js";

const stage = createStage();
afterEach(() => stage.clear());

const environment = { SURETY_DISTRIBUTE_SECRET: SECRET };
const PROJECT = {
  "ring.ts":
    "export function at(items: readonly number[], i: number): number {\n" +
    "  return i >= 0 && i < items.length ? items[i]! : 0;\n}\n" +
    "export function sum(items: readonly number[]): number {\n" +
    "  let total = 0;\n  for (let i = 0; i < items.length; i++) total += items[i]!;\n  return total;\n}\n",
  "hard.ts":
    "export function pick(items: readonly number[], i: number, j: number): number {\n" +
    "  if (i >= 0 && j >= 0 && 2 * i + 3 * j < items.length) return items[i + j]!;\n  return items[i * j]!;\n}\n",
  "main.ts":
    'import { at } from "./ring.js";\nimport { pick } from "./hard.js";\n' +
    "const words = new Uint8Array(16);\n" +
    "export function run(k: number): number {\n  return at([1, 2, 3], k) + pick([1, 2, 3, 4], 1, 0) + words[k]!;\n}\n",
};

describe("without a Redis", () => {
  const folder = () => projectOf({ "a.ts": "export const a = 1;\n" });

  it.each([["verify", "--distribute"], ["build", "--outDir", "out", "--distribute"], ["worker"]])(
    "%s needs the secret before all else",
    (...command) => {
      const { code, out, err } = surety(folder(), [...command, "redis://127.0.0.1:1"]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toBe(
        "surety: SURETY_DISTRIBUTE_SECRET is not set: verifications and workers need one secret in common to believe each other\n",
      );
    },
  );

  it.each([["verify", "--distribute"], ["worker"]])("%s says so", async (...command) => {
    const port = String(await freePort());
    const { code, out, err } = surety(folder(), [...command, `redis://:hush@127.0.0.1:${port}/2`], environment);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      `surety: no Redis to work with at \`redis://127.0.0.1:${port}/2\`: connect ECONNREFUSED 127.0.0.1:${port}\n`,
    );
  });

  it("refuses an address that is none, and a time to wait that is none", () => {
    const { code, err } = surety(folder(), ["verify", "--distribute", "localhost:6379"], environment);
    expect([code, err]).toEqual([2, expect.stringMatching(/^surety: the address of Redis .* must read `redis:/)]);
    const wait = surety(folder(), ["verify", "--distribute", "redis://h", "--distribute-wait", "1"], environment);
    expect([wait.code, wait.err]).toEqual([2, expect.stringMatching(/whole number of seconds from 5/)]);
  });
});

describe.skipIf(MISSING !== null)(unlessMissing("with a Redis"), () => {
  it("a report is the same to the byte, and the worker ends with 0", async () => {
    const redis = await stage.redis();
    const worker = stage.node([MAIN, "worker", redis.url, "--jobs", "2"]);
    await worker.printed("ready: 2 jobs at once from redis://127.0.0.1:");
    const folder = projectOf(PROJECT);
    const local = surety(folder, ["verify", ".", "--json"]);
    const distributed = surety(folder, ["verify", ".", "--json", "--distribute", redis.url], environment);
    expect(distributed).toEqual({ ...local, err: "" });
    expect(JSON.parse(local.out).obligations.length).toBeGreaterThan(4);
    const built = surety(folder, ["build", ".", "--outDir", "out", "--json", "--distribute", redis.url], environment);
    expect(built).toEqual({ ...local, err: expect.stringMatching(/^surety: `@surety\/runtime` is not installed.*\n$/) });
    expect(await worker.end("SIGTERM")).toBe(0);
    expect(worker.out().split("\n")).toHaveLength(2);
  });

  it("a verification ends without a worker", async () => {
    const redis = await stage.redis();
    const folder = projectOf(PROJECT);
    const local = surety(folder, ["verify", ".", "--json"]);
    const alone = surety(folder, ["verify", ".", "--json", "--distribute", redis.url, "--distribute-wait", "5"], environment);
    expect(alone).toEqual({
      ...local,
      err: expect.stringMatching(/^surety: no worker answers at .*\nsurety: no sign of life of a worker at .* for 5 s: .*\n$/),
    });
  });

  it("the password is taken from the environment, and never told", async () => {
    const redis = await stage.redis(["--requirepass", "hush"]);
    const folder = projectOf({ "a.ts": "export const a = 1;\n" });
    const verify = (url: string, password: string | undefined) =>
      surety(folder, ["verify", "a.ts", "--distribute", url], { ...environment, SURETY_REDIS_PASSWORD: password });
    expect(verify(redis.url, "hush")).toMatchObject({ code: 0, err: "" });
    expect(verify(redis.url.replace("//", "//:hush@"), undefined)).toMatchObject({ code: 0, err: "" });
    for (const wrong of [undefined, "wrong-hush"]) {
      const { code, err } = verify(redis.url, wrong);
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/^surety: no Redis to work with at `redis:\/\/127.*`: (NOAUTH|WRONGPASS)/),
      ]);
      expect(err).not.toContain("hush");
    }
  });
});
