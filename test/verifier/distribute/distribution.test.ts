/** Sessions with workers elsewhere, against a real Redis. Whatever goes wrong, they say what a session without workers says. */
import { Queue, Worker, type Job } from "bullmq";
import { Redis } from "ioredis";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { openDistribution, type Distribution } from "../../../verifier/distribute/distribution.js";
import { decodeSentTask } from "../../../verifier/distribute/exchange.js";
import { QUEUE } from "../../../verifier/distribute/link.js";
import { bytesOf, seal, unseal, type JobId } from "../../../verifier/distribute/seal.js";
import { toolDigest } from "../../../cache/tool-digest.js";
import { verifyHir } from "../../../verifier/session.js";
import { perform } from "../fixtures/behaviour.mjs";
import { fixture, fn, programOf, session, site, steps } from "../program.js";
import { createStage, MISSING, SECRET, unlessMissing } from "./redis.js";

const stage = createStage();
const open = new Set<Distribution>();
afterEach(async () => {
  await Promise.all([...open].map((one) => one.close()));
  open.clear();
  await stage.clear();
});

const names = (count: number, name: string): readonly string[] => Array.from({ length: count }, (_, at) => `${name}${at}`);
const functions = (...all: readonly string[]) => programOf(...all.map((name, at) => fn("a.ts", name, [site(at * 10)])));
type Program = ReturnType<typeof functions>;

/** One batch a function; what is done here is done by doubles as well, and not noted. */
const local = (program: Program, changes: Parameters<typeof session>[0] = {}) =>
  verifyHir(program, session({ workerFile: fixture("double.mjs"), batchObligations: 1, ...changes }), steps);

async function distributed(program: Program, url: string, wait = 20_000) {
  const told: string[] = [];
  const environment = { SURETY_DISTRIBUTE_SECRET: SECRET };
  const distribution = await openDistribution({ url, environment, wait, tell: (message) => told.push(message) });
  open.add(distribution);
  const run = async () => JSON.stringify(await local(program, { openPool: distribution.openPool }));
  return { told, result: run() };
}
/** Without what is told of a worker or a Redis that takes its time to start, as it does on a busy machine. */
const withoutPatience = (told: readonly string[]) => told.filter((message) => !/^(no worker answers|Redis at )/.test(message));
const alone = async (program: Program): Promise<string> => JSON.stringify(await local(program));

/** A worker of somebody else's. */
async function stranger(port: number, answer: (job: Job) => unknown): Promise<() => Promise<void>> {
  const worker = new Worker(QUEUE.name, async (job) => answer(job), { connection: { port }, prefix: QUEUE.prefix });
  worker.on("error", () => undefined);
  await worker.waitUntilReady();
  return () => worker.close(true);
}

describe.skipIf(MISSING !== null)(unlessMissing("workers elsewhere"), () => {
  it("say what lanes here say, whatever becomes of a function", async () => {
    const redis = await stage.redis();
    const worker = await stage.worker(redis.url);
    const program = functions(...names(20, "easy"), "hard", "unknown", "exit", "throw", "garbage", "lazy", "swap");
    const { told, result } = await distributed(program, redis.url);
    expect(await result).toBe(await alone(program));
    expect(told.join("\n")).toMatch(/a batch is verified here, not by a worker: a worker did not get to the end of it/);
    expect(stage.worked()).toEqual(expect.arrayContaining(["easy0", "easy19", "hard", "unknown"]));
    expect(await worker.end("SIGTERM")).toBe(0);
  });

  it("are asked once for the same work", async () => {
    const redis = await stage.redis();
    await stage.worker(redis.url);
    const program = functions(...names(4, "easy"), "slow");
    const [first, second] = await Promise.all([distributed(program, redis.url), distributed(program, redis.url)]);
    const expected = await alone(program);
    expect(await Promise.all([first.result, second.result])).toEqual([expected, expected]);
    const third = await distributed(program, redis.url);
    expect(await third.result).toBe(expected);
    expect(stage.worked()).toEqual([...names(4, "easy"), "slow"]);
    expect(withoutPatience([...first.told, ...second.told, ...third.told])).toEqual([]);
  });

  it("may be killed in the middle of a job", async () => {
    const redis = await stage.redis();
    const victim = await stage.worker(redis.url);
    const program = functions(...names(6, "slow"));
    const { told, result } = await distributed(program, redis.url);
    await victim.printed("job done");
    await sleep(300);
    await victim.end("SIGKILL");
    await stage.worker(redis.url);
    expect(await result).toBe(await alone(program));
    expect(withoutPatience(told)).toEqual([]);
    // What the victim was at is done twice, and not here.
    expect(stage.worked().length).toBeGreaterThan(6);
  });

  it("finish what they are at when told to stop", async () => {
    const redis = await stage.redis();
    const worker = await stage.worker(redis.url);
    const program = functions(...names(4, "slow"));
    const { result } = await distributed(program, redis.url, 3000);
    await worker.printed("job done");
    await sleep(300);
    expect(await worker.end("SIGTERM")).toBe(0);
    expect(worker.out().split("job done").length - 1).toBe(stage.worked().length);
    expect(await result).toBe(await alone(program));
  });

  it("are waited for, then done without", async () => {
    const redis = await stage.redis();
    const program = functions(...names(5, "easy"), "hard");
    const { told, result } = await distributed(program, redis.url, 1000);
    expect(await result).toBe(await alone(program));
    expect(told).toEqual([
      expect.stringMatching(/^no worker answers at redis:\/\/127.0.0.1:\d+: is `surety worker` running/),
      expect.stringMatching(/^no sign of life of a worker .* for 1 s: what is left is verified here$/),
    ]);
  });

  it("are not believed without the secret", async () => {
    const redis = await stage.redis();
    await stage.worker(redis.url, { SURETY_DISTRIBUTE_SECRET: "a secret of somebody else" });
    const program = functions(...names(5, "unknown"));
    const { told, result } = await distributed(program, redis.url);
    expect(await result).toBe(await alone(program));
    expect(withoutPatience(told)).toEqual(["a batch is verified here, not by a worker: the task is not signed with our secret"]);
    expect(stage.worked()).toEqual([]);
  });

  it("are not believed when they forge", async () => {
    const redis = await stage.redis();
    const own = { secret: SECRET, tool: toolDigest() };
    const earlier: unknown[] = [];
    const forge = (job: Job): unknown => {
      const { batch } = decodeSentTask(unseal(own, "task", job.id ?? "", job.data));
      const messages: unknown[] = [];
      const lie = { ...batch, works: batch.works.map((work) => ({ ...work, function: { ...work.function, name: "proved" } })) };
      perform({ ...lie, solver: { kind: "none" } }, (message: unknown) => messages.push(message));
      const sealed = seal({ ...own, secret: "guessed, not known" }, "result", job.id as JobId, bytesOf(messages));
      earlier.push(seal(own, "result", "another job" as JobId, bytesOf(messages)));
      // In turn: signed with another secret, signed for another job, the task itself, not signed, nothing.
      return [sealed, earlier[0], job.data, { ...sealed, mac: "" }, null][earlier.length % 5];
    };
    const stop = await stranger(redis.port, forge);
    const program = functions(...names(10, "unknown"));
    const { told, result } = await distributed(program, redis.url);
    const found = await result;
    await stop();
    expect(found).toBe(await alone(program));
    expect(found).not.toContain('"proved","evidence"');
    expect(withoutPatience(told).sort()).toEqual([
      "an answer of a worker is refused: the result has no form that this build of Surety knows",
      "an answer of a worker is refused: the result is not signed with our secret",
    ]);
  });

  it("are not believed by forged events, nor missed when events break off", async () => {
    const redis = await stage.redis();
    const program = functions("slow0", "slow1");
    const { told, result } = await distributed(program, redis.url);
    const queue = new Queue(QUEUE.name, { connection: { port: redis.port }, prefix: QUEUE.prefix });
    const jobs = async (): Promise<Job[]> => {
      for (;;) {
        const waiting = await queue.getWaiting();
        if (waiting.length === 2) return waiting;
        await sleep(20);
      }
    };
    const [first] = await jobs();
    const client = new Redis(redis.port);
    const event = (returnvalue: string) =>
      client.xadd(
        `${QUEUE.prefix}:${QUEUE.name}:events`,
        "*",
        "event",
        "completed",
        "jobId",
        first?.id ?? "",
        "returnvalue",
        returnvalue,
      );
    await event(JSON.stringify({ schemaVersion: 1 }));
    await event("{ no JSON");
    await stage.worker(redis.url);
    expect(await result).toBe(await alone(program));
    expect(withoutPatience(told)).toEqual([
      "an answer of a worker is refused: the result has no form that this build of Surety knows",
    ]);
    client.disconnect();
    await queue.close();
  });

  it("of another build are told apart", async () => {
    const redis = await stage.redis();
    const own = { secret: SECRET, tool: "f".repeat(64) };
    const stop = await stranger(redis.port, (job) => unseal(own, "task", job.id ?? "", job.data));
    const program = functions(...names(3, "easy"));
    const { told, result } = await distributed(program, redis.url);
    expect(await result).toBe(await alone(program));
    await stop();
    expect(withoutPatience(told)).toEqual([
      "a batch is verified here, not by a worker: the task is of another build of Surety than ffffffffffff",
    ]);
  });

  it("go on after Redis has been restarted and has lost everything", async () => {
    const redis = await stage.redis();
    await stage.worker(redis.url);
    const program = functions(...names(6, "slow"), ...names(4, "easy"));
    const { told, result } = await distributed(program, redis.url);
    await sleep(1500);
    await redis.end();
    await sleep(500);
    await redis.start();
    expect(await result).toBe(await alone(program));
    expect(withoutPatience(told)).toEqual([]);
    expect(stage.worked().length).toBeGreaterThanOrEqual(10);
  });

  it("are given up with a Redis that does not come back", async () => {
    const redis = await stage.redis();
    const worker = await stage.worker(redis.url);
    const program = functions(...names(6, "slow"));
    const { told, result } = await distributed(program, redis.url, 5000);
    await worker.printed("job done");
    await redis.end();
    expect(await result).toBe(await alone(program));
    expect(told.slice(-2)).toEqual([
      expect.stringMatching(/^Redis at redis:\/\/127.0.0.1:\d+ does not answer \(connect ECONNREFUSED/),
      expect.stringMatching(/^no sign of life of a worker/),
    ]);
    await worker.printed("is gone; waiting for it");
    expect(await worker.end("SIGTERM")).toBe(0);
  });
});
