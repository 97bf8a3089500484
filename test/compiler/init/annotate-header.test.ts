/** Headers: nothing but the header is added, it is found again, and comments keep their places. */
import { describe, expect, it } from "vitest";
import { withHeader } from "../../../compiler/init/annotate-header.js";
import { moduleHeaderOf } from "../../../compiler/policy/module-header.js";
import { DEFAULT_LEVELS } from "../../../policy/composition/effective.js";

const H = "/** @safety memory=checked types=checked resources=metered isolation=module */\n\n";
const annotate = (text: string, capabilities: readonly string[] | null = null): string =>
  withHeader(text, { levels: DEFAULT_LEVELS, capabilities });

describe("a header", () => {
  // `@` marks where it goes.
  it.each([
    "@",
    "@const a = 1;\n",
    '@"use strict";\nconst a = 1;\n',
    "#!/usr/bin/env node\n@import a from 'a';\n",
    "#!/usr/bin/env node\n// Copyright 2026 A\n@const a = 1;\n",
    "/*! licence */\n\n@const a = 1;\n",
    "/**\n * Copyright A\n */\n@'use strict';\n",
    "// SPDX-License-Identifier: MIT\n/* eslint-disable */\n// @ts-nocheck\n@/** Doc. */\nfunction f() {}\n",
    // In one piece, the test runner takes it for its own.
    ["/** @jest-", "environment node */\n@const a = 1;\n"].join(""),
    "/// <reference types='node' />\n@const a = 1;\n",
    "// What this file is about.\n\n@// about f\nfunction f() {}\n",
    "@// about f\n/** more */\nfunction f() {}\n",
    "// only a comment\n\n@",
  ])("goes to its place in %j", (marked) => {
    const text = marked.replace("@const", "const").replace(/(?<![\w/* ])@(?!ts-)/u, "");
    const at = marked.search(/(?<![\w/* ])@(?!ts-)/u);
    const annotated = annotate(text);
    expect(annotated).toBe(text.slice(0, at) + (at === text.length ? H.slice(0, -1) : H) + text.slice(at));
    expect(moduleHeaderOf(annotated)?.safety?.levels).toEqual(DEFAULT_LEVELS);
    expect(annotate(annotated)).toBe(annotated);
  });

  it("keeps the line ends of the file", () => {
    expect(annotate("// x\r\n\r\nconst a = 1;\r\n")).toBe(`// x\r\n\r\n${H.replaceAll("\n", "\r\n")}const a = 1;\r\n`);
  });

  it("states capabilities that are read as they were meant, `**/` among them", () => {
    const annotated = annotate("f();\n", ['fs.read("./**/x")', "random"]);
    expect(moduleHeaderOf(annotated)?.capability?.capabilities.map(({ capability }) => capability)).toEqual([
      { action: "fs.read", pattern: "./**/x" },
    ]);
    expect(moduleHeaderOf(annotate("f();\n", []))?.capability?.capabilities).toEqual([]);
    expect(annotated.endsWith(" */\n\nf();\n")).toBe(true);
  });

  it("is none where it stands behind the first statement, or says something else", () => {
    expect(moduleHeaderOf("const a = 1;\n/** @safety memory=proved */\nfunction f() {}\n")).toBeNull();
    expect(moduleHeaderOf("// @safety memory=proved\nf();")).toBeNull();
    expect(moduleHeaderOf("/** @requires n > 0 */\nfunction f(n: number) {}\n// @safety")).toBeNull();
  });
});
