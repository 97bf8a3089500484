import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isContract, SAFETY_LEVELS, type SafetyStatement } from "../../../core/annotation.js";
import { CAPABILITY_ACTIONS } from "../../../core/capability.js";
import { capabilityText, parseCapability } from "../../../policy/annotations/capability.js";
import { parseAnnotations } from "../../../policy/annotations/parse.js";
import { parseSafetyText } from "../../../policy/annotations/safety.js";

const BASE = 1000;

const levelsText = (levels: SafetyStatement): string =>
  Object.entries(levels)
    .flatMap(([key, level]) => (level === null ? [] : [`${key}=${level}`]))
    .join(" ");

/** What a comment says, and what is wrong with it and where. */
function read(comment: string): readonly string[] {
  const { annotations, problems } = parseAnnotations(comment, BASE);
  const at = ({ start, end }: { readonly start: number; readonly end: number }): string =>
    comment.slice(start - BASE, end - BASE);
  return [
    ...annotations.map((one) => {
      if (isContract(one)) return `${one.kind} ${one.text}`;
      switch (one.kind) {
        case "safety":
          return `safety ${levelsText(one.levels)}`;
        case "capability":
          return `capability ${one.capabilities.map(({ capability }) => capabilityText(capability)).join(" ") || "none"}`;
        case "override": {
          const { target, justification, ticket, expires, depends } = one;
          const what = target.kind === "obligation" ? target.name : `capability ${capabilityText(target)}`;
          return `override ${what} | ${justification} | ${ticket ?? "-"} | ${expires ?? "-"} | ${depends.join("+") || "-"}`;
        }
      }
    }),
    ...problems.map(({ topic, span, message }) => `${topic}: \`${at(span)}\` ${message}`),
  ];
}

describe("security annotations", () => {
  it.each([
    ["/** @safety memory=proved types=checked */", ["safety memory=proved types=checked"]],
    [
      "/**\n * @safety memory=checked\n *   isolation=module\n * @capability none\n */",
      ["safety memory=checked isolation=module", "capability none"],
    ],
    [
      '/** @capability fs.read("./data/**") net.connect("api.example.com:443") */',
      ['capability fs.read("./data/**") net.connect("api.example.com:443")'],
    ],
    ['/** @capability fs.read("a", "b") code.dynamic-import */', ['capability fs.read("a") fs.read("b") code.dynamic-import']],
    ['/** @capability fs.read("src/**\\/*.json") */', ['capability fs.read("src/**/*.json")']],
    [
      '/** @unsafe-override bounds.read -- "table is 256 long" ticket=SEC-142 expires=2027-03-01 */',
      ["override bounds.read | table is 256 long | SEC-142 | 2027-03-01 | -"],
    ],
    [
      '// @unsafe-override capability(process.spawn) -- "only git is run" expires=2028-02-29 depends=run,git',
      ["override capability process.spawn | only git is run | - | 2028-02-29 | run+git"],
    ],
    [
      '/* @unsafe-override capability(net.connect("a.b:1")) -- "x y" expires=2027-01-31 */',
      ['override capability net.connect("a.b:1") | x y | - | 2027-01-31 | -'],
    ],
    [
      '/**\n * @unsafe-override bounds -- "one\n *   two" expires=2027-01-01\n * @safety memory=checked\n */',
      ["override bounds | one two | - | 2027-01-01 | -", "safety memory=checked"],
    ],
    // What is not ours.
    ["/** @safety-first a=b */", []],
    ["/** @capabilities of the system are listed below */", []],
    ["// @safety memory=checked", []],
    ["/** see @safety memory=checked */", []],
  ])("%s", (comment, expected) => {
    expect(read(comment)).toEqual(expected);
  });

  it.each([
    ["/** @safety */", ["security: `@safety` `@safety` names no level, such as `memory=checked`"]],
    [
      "/** @safety memroy=checked */",
      ["safety ", "security: `memroy=checked` `memroy` is no kind of safety; did you mean `memory`?"],
    ],
    [
      "/** @safety memory=prooved */",
      ["safety ", "security: `memory=prooved` `prooved` is no level of `memory`; did you mean `proved`?"],
    ],
    [
      "/** @safety memory=checked memory=proved */",
      ["safety memory=checked", "security: `memory=proved` `memory` is stated twice"],
    ],
    [
      "/** @safety memory */",
      ["safety ", "security: `memory` `memory` is not of the form `memory=level`, where the level is `proved`, `checked`"],
    ],
    ["/** @saftey memory=checked */", ["security: `@saftey` `@saftey` is no annotation; did you mean `@safety`?"]],
    ["/** @capability */", ["security: `@capability` `@capability` names none; `@capability none` says that there are none"]],
    [
      "/** @capability fs.raed */",
      ["capability none", "security: `fs.raed` `fs.raed` is no capability; did you mean `fs.read`?"],
    ],
    [
      "/** @capability process.everything */",
      [
        "capability none",
        "security: `process.everything` `process.everything` is no capability: there are `process.spawn`, `process.signal`, `process.exit`",
      ],
    ],
    [
      "/** @capability fs.read() */",
      ["capability none", "security: `fs.read()` `fs.read()` has no pattern; `fs.read` alone means any"],
    ],
    [
      '/** @capability fs.read("") */',
      ["capability none", 'security: `fs.read("")` a pattern of `fs.read` is empty, and covers nothing'],
    ],
    [
      "/** @unsafe-override */",
      ["override: `@unsafe-override` `@unsafe-override` does not say what it frees, such as `bounds.read`"],
    ],
    [
      '// @unsafe-override bounds.raed -- "x" expires=2027-01-01',
      ["override: `bounds.raed` `bounds.raed` is nothing that can be overridden; did you mean `bounds.read`?"],
    ],
    [
      "// @unsafe-override bounds.read",
      [
        "override bounds.read |  | - | - | -",
        'override: `@unsafe-override` an override says why the code is right: `-- "…"` after what it frees',
        "override: `@unsafe-override` an override ends: `expires=YYYY-MM-DD`",
      ],
    ],
    [
      '// @unsafe-override bounds.read -- "x" expires=2027-02-29',
      [
        "override bounds.read | x | - | - | -",
        "override: `expires=2027-02-29` `2027-02-29` is no day of the calendar; write `expires=YYYY-MM-DD`",
      ],
    ],
    [
      '// @unsafe-override bounds.read "x" expires=2027-02-28 tickte=A',
      [
        "override bounds.read | x | - | 2027-02-28 | -",
        'override: `"x"` `--` stands before the justification',
        "override: `tickte=A` `tickte` is nothing that an override says; did you mean `ticket`?",
      ],
    ],
    [
      '// @unsafe-overide bounds.read -- "x" expires=2027-02-28',
      ["override: `@unsafe-overide` `@unsafe-overide` is no annotation; did you mean `@unsafe-override`?"],
    ],
  ])("%s is wrong", (comment, expected) => {
    expect(read(comment)).toEqual(expected);
  });

  it("reads back every capability it prints", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CAPABILITY_ACTIONS),
        fc.option(fc.string({ minLength: 1 }), { nil: null }),
        (action, pattern) => {
          fc.pre(pattern === null || !/\n/u.test(pattern));
          const { capabilities, problem } = parseCapability(capabilityText({ action, pattern }));
          expect({ capabilities, problem }).toEqual({ capabilities: [{ action, pattern }], problem: null });
        },
      ),
    );
  });

  it("reads every level", () => {
    for (const [key, levels] of Object.entries(SAFETY_LEVELS))
      for (const level of levels) {
        const { statement, problems } = parseSafetyText(`${key}=${level}`);
        expect([levelsText(statement), problems]).toEqual([`${key}=${level}`, []]);
      }
  });

  it("fails on no comment at all, and finds each problem inside it", () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(
          "@safety",
          "@capability",
          "@unsafe-override",
          "memory=",
          "proved",
          "fs.read(",
          '"',
          "--",
          "\n * ",
          ")",
          "expires=",
          " ",
        ),
        fc.string({ maxLength: 5 }),
      ),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const comment = `/** ${parts.join("").replaceAll("*/", "")} */`;
        for (const { span } of parseAnnotations(comment, BASE).problems) {
          expect(span.start).toBeGreaterThanOrEqual(BASE);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(BASE + comment.length);
        }
      }),
    );
  });
});
