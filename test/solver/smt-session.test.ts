import { describe, expect, it } from "vitest";
import type { Formula } from "../../core/formula.js";
import { createSmtPort, DEFAULT_SMT_OPTIONS, type SmtEngine } from "../../solver/smt-session.js";

const goal: Formula = {
  kind: "compare",
  relation: "<=",
  left: { kind: "symbol", symbol: 0 },
  right: { kind: "constant", value: 3 },
};
const query = { hypotheses: [], goals: [goal] };

/** An engine whose answers are `reply(text, marker)`; counts its contexts. */
function double(reply: (text: string, marker: string) => string) {
  const log = { opened: 0, closed: 0, texts: [] as string[] };
  const engine: SmtEngine = {
    open: () => {
      log.opened++;
      return {
        evaluate: (text) => {
          log.texts.push(text);
          return reply(text, /\(echo "([^"]*)"\)/.exec(text)?.[1] ?? "");
        },
        close: () => {
          log.closed++;
        },
      };
    },
  };
  return { log, port: createSmtPort(engine, DEFAULT_SMT_OPTIONS) };
}

const answerOf = (reply: (text: string, marker: string) => string) => {
  const { port, log } = double(reply);
  const session = port.open();
  const [answer] = session.check(query, 1000);
  session.close();
  return { answer, log, port };
};

describe("an engine that lies", () => {
  it("is believed when it says unsat and nothing else", () => {
    expect(answerOf((_, marker) => `unsat\n${marker}\n`).answer).toEqual({ kind: "valid" });
  });

  it.each([
    ["nothing", () => ""],
    ["unsat without the sentinel", () => "unsat\n"],
    ["only the sentinel", (_: string, marker: string) => `${marker}\n`],
    ["unsat after the sentinel", (_: string, marker: string) => `${marker}\nunsat\n`],
    ["an old sentinel", () => "unsat\nsurety-0\n"],
    ["two answers", (_: string, marker: string) => `unsat\nunsat\n${marker}\n`],
    ["an error, then unsat", (_: string, marker: string) => `(error "line 1: unknown constant x0")\nunsat\n${marker}\n`],
    ["an ignored command, then unsat", (_: string, marker: string) => `unsupported\n; foo line: 1\nunsat\n${marker}\n`],
    ["a warning, then unsat", (_: string, marker: string) => `WARNING: x\nunsat\n${marker}\n`],
    ["UNSAT", (_: string, marker: string) => `UNSAT\n${marker}\n`],
    ["noise", () => "\u0000\ufffd\u0007unsat\u0000"],
    [
      "a sat without a readable model",
      (text: string, marker: string) => (text.includes("check-sat") ? `sat\n${marker}\n` : `((x0 ?))\n${marker}\n`),
    ],
  ])("is not believed when it prints %s", (_, reply) => {
    const { answer, log } = answerOf(reply);
    expect(answer?.kind).toBe("unknown");
    expect(log.closed).toBe(log.opened);
  });

  it("gets a new context after garbage", () => {
    const replies = ["garbage", null];
    const { port, log } = double((_, marker) => replies.shift() ?? `unsat\n${marker}\n`);
    const session = port.open();
    expect(session.check(query, 1000)[0]?.kind).toBe("unknown");
    expect(session.check(query, 1000)).toEqual([{ kind: "valid" }]);
    expect(log.opened).toBe(2);
    expect(port.failure).toBeNull();
  });

  it("asserts the hypotheses again in a context that replaces a broken one", () => {
    const replies = ["garbage"];
    const { port, log } = double((_, marker) => replies.shift() ?? `unsat\n${marker}\n`);
    port.open().check({ hypotheses: [{ kind: "not", formula: goal }], goals: [goal, goal] }, 1000);
    const checks = log.texts.filter((text) => text.includes("check-sat"));
    expect(checks).toHaveLength(3);
    expect(checks[1]).toContain("declare-const x0");
    expect(checks[2]).not.toContain("declare-const x0");
  });
});

describe("an engine that crashes", () => {
  it("answers unknown from then on", () => {
    const { port } = double(() => {
      throw new Error("Aborted(OOM)");
    });
    const session = port.open();
    expect(session.check(query, 1000)[0]).toEqual({ kind: "unknown", message: "the solver crashed: `Aborted(OOM)`" });
    expect(session.check(query, 1000)[0]?.kind).toBe("unknown");
    session.close();
    expect(port.failure).not.toBeNull();
    expect(port.open().check(query, 1000)[0]?.kind).toBe("unknown");
  });

  it("may crash when a context is opened", () => {
    const port = createSmtPort(
      {
        open: () => {
          throw new Error("no memory");
        },
      },
      DEFAULT_SMT_OPTIONS,
    );
    expect(port.open().check(query, 1000)[0]?.kind).toBe("unknown");
  });
});

it("asks a second opinion where one is given", () => {
  const engine: SmtEngine = {
    open: () => ({ evaluate: (text) => `unsat\n${/"(surety-\d+)"/.exec(text)?.[1] ?? ""}\n`, close: () => undefined }),
  };
  const port = createSmtPort(engine, { ...DEFAULT_SMT_OPTIONS, confirm: () => false });
  expect(port.open().check(query, 1000)[0]?.kind).toBe("unknown");
});
