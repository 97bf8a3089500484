import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRecorder, RECORDS_FILE, recordsIn, type ReportedPair } from "../../corpus/record/recorder.js";
import { scrub, SCRUBBED } from "../../corpus/record/scrub.js";

const PAIR: ReportedPair = {
  obligation: "678d5d980da59861",
  kind: "bounds.read",
  text: "xs[n]",
  symbol: "pick",
  span: { start: 0, end: 5 },
  why: "cannot show that `n` is a number",
  witness: null,
  suggestions: [{ kind: "insertTest", condition: "n < xs.length" }],
};
const PLACE = { rule: "bounds", file: "src/a.ts", code: "function pick(n) { return xs[n]; }" };

describe("the recorder", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "surety-corpus-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const open = () => createRecorder({ folder, version: "1.2.3" });
  const text = (): string => readFileSync(path.join(folder, RECORDS_FILE), "utf8");

  it("keeps each report once, also from one process to the next", () => {
    const recorder = open();
    recorder.report(PAIR, PLACE);
    recorder.report(PAIR, PLACE);
    open().report(PAIR, PLACE);
    expect(recordsIn(text())).toMatchObject([{ kind: "reported", obligation: PAIR.obligation, code: PLACE.code, tool: "1.2.3" }]);
    expect(text().split("\n")).toHaveLength(2);
  });

  it("makes a pair of a report and its fix, and then knows no open report", () => {
    open().report(PAIR, PLACE);
    const recorder = open();
    const [report] = recorder.open(PLACE.file);
    if (report === undefined) throw new Error("no report");
    recorder.fix(report, "function pick(n) { return xs.at(n); }", "gone");
    recorder.fix(report, "function pick(n) { return xs.at(n); }", "gone");
    expect(recordsIn(text())).toMatchObject([{ key: report.key }, { kind: "fixed", of: report.key, how: "gone" }]);
    expect(recorder.open(PLACE.file)).toEqual([]);
    expect(open().open(PLACE.file)).toEqual([]);
    expect(open().open("src/b.ts")).toEqual([]);
  });

  it("loses nothing but a torn line when a process dies in the midst of one", () => {
    open().report(PAIR, PLACE);
    appendFileSync(path.join(folder, RECORDS_FILE), '{"schemaVersion":1,"kind":"repor');
    open().report({ ...PAIR, obligation: "00" }, PLACE);
    expect(recordsIn(text()).map((record) => ("obligation" in record ? record.obligation : ""))).toEqual([PAIR.obligation, "00"]);
  });

  it("skips what is no record of its version", () => {
    open().report(PAIR, PLACE);
    const line = text().trim();
    const others = [
      line.replace('"schemaVersion":1', '"schemaVersion":2'),
      "[]",
      "null",
      "{}",
      line.replace('"code":', '"coed":'),
    ];
    expect(recordsIn([...others, line, line].join("\n"))).toHaveLength(1);
  });

  it("makes no folder before there is something to keep, and says why it keeps nothing", () => {
    const inner = path.join(folder, "a");
    const recorder = createRecorder({ folder: inner, version: "1" });
    expect(recorder.open("x")).toEqual([]);
    expect(existsSync(inner)).toBe(false);
    writeFileSync(inner, "");
    recorder.report(PAIR, PLACE);
    expect(recorder.failure).toMatch(/EEXIST|ENOTDIR/u);
    recorder.report({ ...PAIR, obligation: "01" }, PLACE);
  });

  it("writes no secret", () => {
    const token = ["gh", "p_", "a1B2".repeat(9)].join("");
    open().report({ ...PAIR, why: token }, { ...PLACE, code: `const t = "${token}";` });
    expect(text()).not.toContain(token);
  });
});

describe("scrub", () => {
  it.each([
    ['const password = "hunter2";', "hunter2"],
    ["const apiKey: string = 'k-123';", "k-123"],
    ['const o = { "client_secret": "abc" };', '"abc"'],
    [`const a = "${["AK", "IA", "ABCDEFGHIJKLMNOP"].join("")}";`, "ABCDEFGHIJKLMNOP"],
    [`fetch("https://me:pw-1@example.com/");`, "pw-1"],
    ['headers.set("x", "Bearer abcdef.123456");', "abcdef.123456"],
    ['const who = "jane.doe@example.com";', "jane.doe"],
    ['const h = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";', "9f86d081"],
    [`const pem = \`${["-----BEGIN RSA ", "PRIVATE KEY-----"].join("")}\nMIIE\n-----END RSA PRIVATE KEY-----\`;`, "MIIE"],
  ])("takes the secret out of %s", (code, secret) => {
    expect(scrub(code)).not.toContain(secret);
    expect(scrub(code)).toContain(SCRUBBED);
  });

  it.each([
    "for (let i = 0; i < xs.length; i++) sum += xs[i];",
    'throw new RangeError("the index is out of range");',
    'import { readFileSync } from "node:fs";',
    'const word = "incomprehensibilities of antidisestablishmentarianism";',
  ])("leaves %s alone", (code) => {
    expect(scrub(code)).toBe(code);
  });
});
