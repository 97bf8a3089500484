import { describe, expect, it } from "vitest";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../../core/options.js";
import type { FunctionWork } from "../../../core/work.js";
import { answerOf, decodeAnswer, decodeSentTask, taskOf } from "../../../verifier/distribute/exchange.js";
import { redisAddress } from "../../../verifier/distribute/redis-address.js";
import { bytesOf, jobIdOf, seal, sharedSecret, unseal } from "../../../verifier/distribute/seal.js";
import { toolDigest } from "../../../cache/tool-digest.js";
import type { Batch } from "../../../verifier/queue.js";
import { perform } from "../fixtures/behaviour.mjs";
import { fn, site } from "../program.js";

const own = { secret: "a secret of the tests", tool: "t1" };

describe("a sealed value", () => {
  const value = { numbers: [Infinity, -Infinity, NaN, -0, 2 ** 53], big: 12345678901234567890n, none: undefined, list: [, 1] };
  const bytes = bytesOf(value);
  const job = jobIdOf(own.tool, bytes);
  const sealed = seal(own, "task", job, bytes);

  it("comes back exactly, through JSON", () => {
    const back = unseal(own, "task", job, JSON.parse(JSON.stringify(sealed))) as typeof value;
    expect(back).toStrictEqual(value);
    expect(Object.is(back.numbers[3], -0)).toBe(true);
    expect(Object.hasOwn(back, "none")).toBe(true);
  });

  it("is refused under another purpose, job, secret or tool", () => {
    const other = jobIdOf("t2", bytes);
    expect(other).not.toBe(job);
    expect(() => unseal(own, "result", job, sealed)).toThrow(/result is not signed with our secret/);
    expect(() => unseal(own, "task", other, sealed)).toThrow(/not signed/);
    expect(() => unseal({ ...own, secret: "another secret, as long" }, "task", job, sealed)).toThrow(/not signed/);
    expect(() => unseal({ ...own, tool: "t2" }, "task", job, sealed)).toThrow(/another build/);
    expect(() => unseal({ ...own, tool: "t2" }, "task", job, { ...sealed, tool: "t2" })).toThrow(/not signed/);
  });

  it.each([
    ["nothing", null],
    ["text", "{}"],
    ["no MAC", { ...sealed, mac: undefined }],
    ["a short MAC", { ...sealed, mac: sealed.mac.slice(2) }],
    ["an empty MAC", { ...sealed, mac: "" }],
    ["another MAC", { ...sealed, mac: "00".repeat(32) }],
    ["other bytes", { ...sealed, body: Buffer.from("other").toString("base64") }],
    ["another version", { ...sealed, schemaVersion: 2 }],
  ])("is refused when it is %s", (_, input) => {
    expect(() => unseal(own, "task", job, input)).toThrow(/^the task /);
  });
});

describe("a batch", () => {
  const work = (name: string, sites = 1): FunctionWork => ({
    schemaVersion: 1,
    function: fn(
      "a.ts",
      name,
      Array.from({ length: sites }, (_, at) => site(at)),
    ),
    environment: { length: Infinity },
    enforcement: DEFAULT_ENFORCEMENT,
    budgets: DEFAULT_BUDGETS,
  });
  const batch: Batch = { pass: "plain", works: [work("f"), work("g", 2)], retry: false };
  const run = (of: Batch) => {
    const messages = new Map();
    perform(taskOf(of, { kind: "none" }), (message: { index: number }) => messages.set(message.index, message));
    return messages;
  };

  it("is named alike wherever it is asked for", () => {
    const bytes = () => bytesOf(taskOf(structuredClone(batch), { kind: "quick" }));
    expect(jobIdOf("t", bytes())).toBe(jobIdOf("t", bytes()));
    expect(jobIdOf("t", bytes())).not.toBe(jobIdOf("t", bytesOf(taskOf(batch, { kind: "own" }))));
  });

  it("is decoded as a task, without a compiled solver", () => {
    expect(decodeSentTask(structuredClone(taskOf(batch, { kind: "own" }))).batch).toEqual({ ...batch, pass: "solver" });
    const module = { ...taskOf(batch, { kind: "none" }), solver: { kind: "module", module: {} } };
    expect(() => decodeSentTask(module)).toThrow(/compiled solver/);
    expect(() => decodeSentTask({ works: [] })).toThrow(/task/);
  });

  it("is answered as a whole or not at all", () => {
    const done = { messages: run(batch), end: { kind: "done" } } as const;
    const answer = answerOf(batch, done);
    expect(decodeAnswer(batch, structuredClone(answer))).toEqual(done);
    expect(answerOf(batch, { ...done, end: { kind: "timedOut", milliseconds: 1 } })).toBeNull();
    expect(answerOf(batch, { ...done, messages: new Map([...done.messages].slice(1)) })).toBeNull();
    for (const name of ["throw", "lazy", "few"]) {
      const bad: Batch = { ...batch, works: [work("f"), work(name)] };
      expect(answerOf(bad, { messages: run(bad), end: { kind: "done" } })).toBeNull();
    }
  });

  it("refuses answers that are none", () => {
    const answer = [...run(batch).values()];
    for (const bad of [
      null,
      {},
      [],
      [answer[0]],
      [answer[1], answer[0]],
      [...answer, answer[0]],
      [answer[0], { ...answer[1], result: { sites: "all proved" } }],
    ])
      expect(() => decodeAnswer(batch, bad)).toThrow();
    const other: Batch = { ...batch, works: [work("f"), work("h", 2)] };
    expect(() => decodeAnswer(other, answer)).toThrow(/something else/);
    const larger: Batch = { ...batch, works: [work("f"), work("g", 3)] };
    expect(() => decodeAnswer(larger, answer)).toThrow(/something else/);
  });
});

describe("the address of Redis", () => {
  it("is read from a URL and the environment", () => {
    expect(redisAddress("redis://host", {})).toEqual({
      host: "host",
      port: 6379,
      db: 0,
      tls: false,
      username: null,
      password: null,
      shown: "redis://host:6379",
    });
    const full = redisAddress("rediss://me:p%40ss@[::1]:7000/3", { SURETY_REDIS_PASSWORD: "unused" });
    expect(full).toMatchObject({ host: "::1", port: 7000, db: 3, tls: true, username: "me", password: "p@ss" });
    expect(full.shown).toBe("rediss://[::1]:7000/3");
    expect(redisAddress("redis://host/", { SURETY_REDIS_PASSWORD: "word" }).password).toBe("word");
  });

  it.each([
    "",
    "host:6379",
    "http://h",
    "redis://",
    "redis://:hush@h/x",
    "redis://:hush@h/1?a=b",
    "redis://:%hush@h",
    "redis://:hush@h:x",
  ])("refuses `%s` without repeating a password", (url) => {
    expect(() => redisAddress(url, {})).toThrow(/^(?!.*hush)the address of Redis/);
  });
});

it("a secret must be there, and long", () => {
  expect(() => sharedSecret({})).toThrow(/SURETY_DISTRIBUTE_SECRET is not set/);
  expect(() => sharedSecret({ SURETY_DISTRIBUTE_SECRET: "hush" })).toThrow(/^(?!.*hush).*too short/);
  expect(sharedSecret({ SURETY_DISTRIBUTE_SECRET: own.secret })).toBe(own.secret);
});

it("a build has one digest", () => {
  expect(toolDigest()).toMatch(/^[0-9a-f]{64}$/);
  expect(toolDigest()).toBe(toolDigest());
});
