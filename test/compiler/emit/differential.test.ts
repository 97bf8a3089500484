import { describe, expect, it } from "vitest";
import { SafetyViolation } from "../../../runtime/src/index.js";
import { inspect } from "node:util";
import { REPORT, VARIANTS, evaluate, guard, toJavaScript } from "./guarded.js";
import { RIGHT, WRONG } from "./snippets.js";

async function outcome(javascript: string): Promise<string> {
  const { run } = evaluate(javascript);
  if (typeof run !== "function") throw new Error("no run");
  return inspect(await (run as () => unknown)(), { depth: 6 });
}

/** A message names the expression as it is spelled. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
/** Where the keys lie, no variant may claim to know them. */
const variantsFor = (name: string) =>
  VARIANTS.filter((variant) => !name.includes("lying") || !variant.facts.name.match(/keys|declared/u));

describe("right programs stay as they are", () => {
  for (const [name, code] of Object.entries(RIGHT)) {
    it.concurrent(name, async () => {
      const plain = await outcome(toJavaScript(code));
      for (const variant of [...variantsFor(name), REPORT]) {
        const guarded = guard({ code }, variant);
        let result: string;
        try {
          result = await outcome(toJavaScript(guarded));
        } catch (error) {
          result = String(error);
        }
        expect(`${variant.name}: ${result}\n${result === plain ? "" : guarded}`).toBe(`${variant.name}: ${plain}\n`);
      }
    });
  }
});

describe("wrong programs stop", () => {
  for (const [name, code] of Object.entries(WRONG)) {
    it.concurrent(name, async () => {
      for (const variant of variantsFor(name)) {
        const guarded = guard({ code }, variant);
        const stopped = await outcome(toJavaScript(guarded)).then(
          (value) => `went on: ${value}\n${guarded}`,
          (error: unknown) =>
            error instanceof SafetyViolation
              ? "stopped"
              : error instanceof TypeError && name.startsWith("call")
                ? "stopped"
                : `${String(error)}\n${guarded}`,
        );
        expect(`${variant.name}: ${stopped}`).toBe(`${variant.name}: stopped`);
      }
      // Observation only: the program goes on as if unguarded.
      const plain = await outcome(toJavaScript(code)).catch(nameOf);
      expect(await outcome(toJavaScript(guard({ code }, REPORT))).catch(nameOf)).toBe(plain);
    });
  }
});
