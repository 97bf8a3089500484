import { describe, expect, it } from "vitest";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { siteId } from "../../core/ids.js";
import { NO_SITE_FACTS, type Verdict } from "../../core/verdict.js";
import type { FunctionWork } from "../../core/work.js";
import { batchesOf, createQueue, type Batch, type BatchEnd } from "../../verifier/queue.js";
import type { TaskMessage } from "../../verifier/task.js";
import { fn, site } from "./program.js";

const work = (name: string, sites: number): FunctionWork => ({
  schemaVersion: 1,
  function: fn(
    "a.ts",
    name,
    Array.from({ length: sites }, (_, at) => site(at * 10)),
  ),
  environment: null,
  enforcement: DEFAULT_ENFORCEMENT,
  budgets: DEFAULT_BUDGETS,
});
const names = (batch: Pick<Batch, "works"> | null): readonly string[] | null =>
  batch?.works.map((one) => one.function.name) ?? null;
const proved: Verdict = { kind: "proved", evidence: { tier: 1, assumptions: [], intrinsics: [], restsOn: [], facts: [] } };
const open: Verdict = {
  kind: "unknown",
  reason: { kind: "noProof", missing: "m", need: { condition: null, place: "access", contract: false, known: [] } },
};

function message(one: FunctionWork, index: number, verdict: Verdict): [number, TaskMessage] {
  const sites = one.function.sites.map((_, at) => ({
    site: siteId(at),
    verdict,
    restsOnSites: [],
    restsOnEnsured: [],
    facts: NO_SITE_FACTS,
  }));
  const statistics = { abstractSteps: 0, linearSteps: 0, solverCalls: 0, solverGoals: verdict.kind === "unknown" ? 1 : 0 };
  return [
    index,
    {
      kind: "result",
      passing: false,
      index,
      result: { schemaVersion: 1, function: one.function.id, sites, counterexamples: [], selectors: [], statistics },
    },
  ];
}
/** The first `count` functions of a batch are done with the given verdict, then the run ends so. */
const run = (batch: Batch, verdict: Verdict, end: BatchEnd["end"] = { kind: "done" }, count = batch.works.length): BatchEnd => ({
  messages: new Map(batch.works.slice(0, count).map((one, index) => message(one, index, verdict))),
  end,
});

describe("batches", () => {
  it("hold at least so many obligations, largest functions first", () => {
    const works = [work("a", 3), work("b", 30), work("c", 10), work("d", 10), work("e", 10)];
    expect(batchesOf(works, "plain", 25).map(names)).toEqual([["b"], ["c", "d", "e"], ["a"]]);
    expect(batchesOf([], "plain", 25)).toEqual([]);
  });
});

describe("the queue", () => {
  const create = (...works: readonly FunctionWork[]) => createQueue(works, { useSolver: true, batchObligations: 1000 });
  const take = (queue: ReturnType<typeof create>): Batch => queue.next() ?? expect.fail("nothing to do");

  it("runs the solver pass on what is open, in program order of equals", () => {
    const queue = create(work("a", 1), work("b", 1));
    const first = take(queue);
    expect(first.pass).toBe("plain");
    queue.settle(first, run(first, open));
    const second = take(queue);
    expect([second.pass, names(second)]).toEqual(["solver", ["a", "b"]]);
    queue.settle(second, run(second, proved));
    expect(queue.next()).toBeNull();
    expect(queue.settled).toBe(2);
  });

  it("retries the function a crash is put down to alone, once, and the rest together", () => {
    const queue = create(work("a", 1), work("b", 1), work("c", 1), work("d", 1));
    const first = take(queue);
    queue.settle(first, run(first, proved, { kind: "crashed", message: "bang" }, 1));
    const retry = take(queue);
    const rest = take(queue);
    expect([names(retry), retry.retry, names(rest), rest.retry]).toEqual([["b"], true, ["c", "d"], false]);
    queue.settle(retry, run(retry, proved, { kind: "crashed", message: "bang" }, 0));
    queue.settle(rest, run(rest, proved));
    expect(queue.next()).toBeNull();
    expect(queue.incidents).toEqual([{ function: "a.ts#b", kind: "unfinished", message: "bang" }]);
  });

  it("does not retry what ran out of time", () => {
    const queue = create(work("a", 1), work("b", 1));
    const first = take(queue);
    queue.settle(first, run(first, proved, { kind: "timedOut", milliseconds: 1000 }, 0));
    expect(names(take(queue))).toEqual(["b"]);
    expect([...queue.results.values()][0]?.sites[0]?.verdict).toEqual({
      kind: "unknown",
      reason: { kind: "budget", what: "the time limit of 1 s for one function" },
    });
  });

  it("goes on where a worker stopped on purpose", () => {
    const queue = create(work("a", 1), work("b", 1), work("c", 1));
    const first = take(queue);
    queue.settle(first, run(first, proved, { kind: "done" }, 2));
    expect(names(take(queue))).toEqual(["c"]);
  });

  it("does not believe an answer for another function", () => {
    const [a, b] = [work("a", 1), work("b", 1)];
    const queue = create(a, b);
    const first = take(queue);
    queue.settle(first, { messages: new Map([message(b, 0, proved), message(b, 1, proved)]), end: { kind: "done" } });
    expect(queue.results.get(a.function.id)?.sites[0]?.verdict.kind).toBe("unknown");
    expect(queue.results.get(b.function.id)?.sites[0]?.verdict.kind).toBe("proved");
  });
});
