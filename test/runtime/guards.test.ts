import path from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { SafetyViolation, SoundnessError, register, type Registration } from "../../runtime/src/index.js";
import { events, hits, subscribe, type SafetyEvent } from "../../runtime/src/monitor.js";
import { ROOT } from "../source-files.js";

const sites = ["r1:3:5:r:a[i]", "w1:4:6:w:a[i]", "p1:5:7:r!:b[j]"].join("\n");
const open = ["r1:3:5:R:x[i]", "w1:4:6:W!:x[i]"].join("\n");
const guards = (onViolation: Registration["onViolation"]) => register({ module: "src/m.ts", onViolation, sites });

function caught(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return null;
}

describe("violations", () => {
  it("name obligation, kind, place, observation and weakness", () => {
    const error = caught(() => guards("throw").i(0, [1, 2], 2));
    expect(error).toBeInstanceOf(SafetyViolation);
    expect(error).toMatchObject({
      name: "SafetyViolation",
      obligation: "r1",
      kind: "bounds.read",
      location: { file: "src/m.ts", line: 3, column: 5 },
      observed: "index 2, length 2",
      cwe: "CWE-125",
    });
    expect(caught(() => guards("throw").x(1, new Uint8Array(2), 2))).toMatchObject({ kind: "bounds.write", cwe: "CWE-787" });
  });

  it("of a proved guard are soundness errors", () => {
    const error = caught(() => {
      guards("throw").v(2);
    });
    expect(error).toBeInstanceOf(SoundnessError);
    expect(String(error)).toContain("SOUNDNESS");
  });

  it("are recorded before they are thrown, whatever listeners do", async () => {
    const seen: SafetyEvent[] = [];
    const end = subscribe((event) => seen.push(event));
    const endOther = subscribe(() => {
      throw new Error("listener");
    });
    const before = events().failures;
    caught(() => guards("throw").v(0));
    guards("report").v(1);
    end();
    endOther();
    guards("report").v(0);
    // Where guards go on, listeners are called soon after: no code of theirs runs in the middle of an expression.
    expect(seen.map((event) => event.obligation)).toEqual(["r1"]);
    await Promise.resolve();
    expect(seen.map((event) => event.obligation)).toEqual(["r1", "w1"]);
    expect(events().failures).toBe(before + 2);
    expect(events().events.at(-1)).toMatchObject({ obligation: "r1", proved: false });
  });

  it("keep the latest 256 events", () => {
    const { v } = guards("report");
    for (let i = 0; i < 300; i++) v(i % 2);
    const latest = events().events;
    expect(latest.length).toBe(256);
    expect(latest.map((event) => event.sequence)).toEqual(latest.map((_, index) => (latest[0]?.sequence ?? 0) + index));
  });
});

describe("decisions at open receivers", () => {
  const { i, x, q } = register({ module: "src/m.ts", onViolation: "throw", sites: open });
  it.each([1, -1, 0.5])("%s is a name of a dictionary", (key) => {
    const dictionary = Object.create(null) as Record<string, unknown>;
    expect(i(0, dictionary, key)).toBe(key);
    expect(x(1, dictionary, key)).toBe(key);
    const read = caught(() => {
      q(0, dictionary, key);
    });
    expect(read).toBe(null);
  });

  it("hold what has a length to it, and names to numbers", () => {
    expect(caught(() => i(0, [1], 1))).toBeInstanceOf(SafetyViolation);
    expect(caught(() => x(1, new Uint8Array(1), 1))).toBeInstanceOf(SoundnessError);
    expect(caught(() => x(1, { length: 1 }, 2))).toMatchObject({ kind: "bounds.write" });
    expect(caught(() => x(1, {}, "1"))).toMatchObject({ kind: "bounds.write" });
    expect(caught(() => x(1, {}, "__proto__"))).toMatchObject({ kind: "bounds.write" });
    expect(caught(() => x(1, 5, 0))).not.toBe(null);
  });

  it("leave what is declared an array an array", () => {
    expect(caught(() => guards("throw").i(0, {}, 0))).toMatchObject({ observed: "index 0 of something without length" });
    expect(caught(() => guards("throw").x(1, {}, 0))).toBeInstanceOf(SafetyViolation);
  });
});

describe("decisions", () => {
  const { i, x, q, k } = guards("throw");
  it.each([
    [[1, 2], 1],
    [[1, 2], -0],
    [[1, 2], "1"],
    [[1, 2], 1n],
    [new Float32Array(2), 1],
    ["ab", 1],
    [[undefined], 0],
    [{ length: 1, 0: "x" }, 0],
    [null, 0],
  ])("a read of %o at %o is in order", (receiver, key) => {
    expect(i(0, receiver, key)).toBe(key);
  });

  it.each([
    [[1, 2], 2],
    [[1, 2], -1],
    [[1, 2], 0.5],
    [[1, 2], NaN],
    [[1, 2], "length"],
    [[1, 2], "01"],

    [[1, , 2], 1],
    [new Float32Array(2), 2],
    ["ab", 2],
    [{ 0: "x" }, 0],
    [{ length: 2, 0: "x" }, 1],
  ])("a read of %o at %o is a violation", (receiver, key) => {
    expect(caught(() => i(0, receiver, key))).toBeInstanceOf(SafetyViolation);
  });

  it("a write may append to a plain array, nothing else", () => {
    expect(x(1, [1], 1)).toBe(1);
    expect(x(1, [], 0)).toBe(0);
    for (const [receiver, key] of [
      [[1], 2],
      [new Uint8Array(1), 1],
      [{ length: 1 }, 1],
      [[1], "length"],
      [[1], -1],
    ] as const) {
      expect(caught(() => x(1, receiver, key))).toBeInstanceOf(SafetyViolation);
    }
  });

  it("a typed array's own length property changes nothing", () => {
    const u = new Uint8Array(2);
    Object.defineProperty(u, "length", { value: 100 });
    expect(caught(() => x(1, u, 50))).toBeInstanceOf(SafetyViolation);
  });

  it("undefined is an element where one is there", () => {
    q(0, [undefined], 0);
    expect(
      caught(() => {
        q(0, [undefined], 1);
      }),
    ).toBeInstanceOf(SafetyViolation);
    expect(k(0, "7")).toBe("7");
    expect(caught(() => k(0, "x"))).toBeInstanceOf(SafetyViolation);
  });

  it("counts hits", () => {
    const { h } = guards("throw");
    h(1, 0);
    h(1, 0);
    expect(hits()["src/m.ts"]).toEqual([0, 2]);
  });
});

it("pattern wrappers close what they opened, once", () => {
  const log: string[] = [];
  const iterable = {
    [Symbol.iterator]: () => ({
      next: () => (log.push("next"), { done: false, value: 1 }),
      return: () => (log.push("return"), {}),
    }),
  };
  const [a, b] = guards("throw").d([0, 1], iterable) as Iterable<number>;
  expect([a, b, log]).toEqual([1, 1, ["next", "next", "return"]]);
});

it("pattern wrappers miss all that is owed when the iterator is done: a pattern does not ask again", () => {
  const late: number[] = [];
  const take = (): unknown => {
    const target = { set first(_: unknown) {} };
    let last: unknown;
    [target.first = 0, (late.push(1, 2, 3), target).first = 0, last] = guards("throw").d(
      [null, null, 0],
      late,
    ) as Iterable<number>;
    return last;
  };
  expect(take).toThrow("index 2, no element");
});

it("guards stay within 4 KB minified", async () => {
  const result = await build({
    entryPoints: [path.join(ROOT, "runtime/src/index.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
  });
  expect(result.outputFiles[0]?.contents.length).toBeLessThanOrEqual(4096);
});
