/**
 * `npm run fuzz -- --judge file,…`: programs that somebody wrote to show that a proof is wrong, judged as generated ones are.
 *
 * A file holds programs one after the other, each after a line `//---` and a title. Calls are lines `//! f(16)`, each of which may throw;
 * a program that exports a `run` of its own needs none.
 */
import { readFileSync } from "node:fs";
import type { Judgement, Subject } from "./judge.js";
import { REPORT, THROW, TRUSTED, judge, type Tools } from "./judge.js";

export interface ByHand {
  readonly title: string;
  readonly text: string;
}

export function programsOf(file: string): readonly ByHand[] {
  return readFileSync(file, "utf8")
    .split(/^(?=\/\/---)/mu)
    .filter((part) => part.replace(/^\/\/---.*$/mu, "").trim() !== "")
    .map((part) => {
      const [, title = "", body = part] = /^\/\/---(.*)\n([^]*)$/u.exec(part) ?? [];
      return { title: title.trim(), text: withRun(body.trimStart()) };
    });
}

function withRun(text: string): string {
  if (/\bfunction run\b/u.test(text)) return text;
  const calls = [...text.matchAll(/^\/\/!(.*)$/gmu)].map(([, call]) => `  try { ${call!.trim()} } catch { /* the next one */ }`);
  return `${text.replace(/^\/\/!.*\n?/gmu, "").trimEnd()}\nexport async function run(): Promise<void> {\n${calls.join("\n")}\n}\n`;
}

/** What was found of each program: every access with its verdicts (P: proved) in the three settings, whether it went wrong, and finds. */
export async function judgeByHand(
  programs: readonly ByHand[],
  tools: Tools,
  how: { readonly solver: boolean; readonly patches: boolean },
): Promise<readonly { readonly lines: readonly string[]; readonly finds: number }[]> {
  const subjects = programs.map(({ text }): Subject => ({ text, settings: [REPORT, THROW, TRUSTED], full: true, ...how }));
  const judged = await judge(subjects, tools);
  return judged.map((one, k) => ({ lines: [...described(programs[k]!, one)], finds: one.finds.length }));
}

function* described({ title, text }: ByHand, { finds, outcome, verdicts }: Judgement): Generator<string> {
  yield `== ${title} [${outcome.end}; ${outcome.accesses} accesses]`;
  for (const crash of new Set(verdicts.flatMap(({ crashes }) => crashes))) yield `   crash ${crash}`;
  const rows = new Map<string, string>();
  for (const { accesses } of verdicts)
    for (const { access, verdict } of accesses)
      rows.set(access, `${rows.get(access) ?? ""}${verdict.kind === "proved" ? "P" : "-"}`);
  const violated = new Set(outcome.violated);
  for (const access of new Set([...rows.keys(), ...violated]))
    yield `   ${rows.get(access) ?? "   "} ${violated.has(access) ? "WRONG" : "     "} ${excerpt(text, access)}`;
  for (const { access, setting, evidence } of finds)
    yield `   UNSOUND ${setting.boundary}, ${setting.onViolation}: ${excerpt(text, access)}, ${evidence}`;
}

/** `read 12: xs[i]` of `read 12:9-12:14`. */
function excerpt(text: string, access: string): string {
  const [, kind, line, from, last, to] = /^(\w+) (\d+):(\d+)-(\d+):(\d+)$/u.exec(access)!;
  const row = text.split("\n")[Number(line) - 1]!;
  return `${kind} ${line}: ${row.slice(Number(from) - 1, line === last ? Number(to) - 1 : undefined)}`;
}
