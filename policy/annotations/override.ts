/** `@unsafe-override bounds.read -- "why the code is right" ticket=SEC-142 expires=2027-03-01 depends=table`. */
import type { OverrideTarget } from "../../core/annotation.js";
import type { AnnotationProblem } from "../../core/contract.js";
import { OVERRIDABLE } from "../../core/overridable.table.js";
import { didYouMean } from "../suggest.js";
import { parseCapability } from "./capability.js";
import { plainText, spanOfText, unquoted, wordsOf, type ParsedValue, type TagValue, type Word } from "./value.js";

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/u.source;
const WORD = new RegExp(`capability\\(\\s*[\\w.-]+(?:\\(\\s*(?:${STRING})\\s*\\))?\\s*\\)|[A-Za-z]+=\\S+|${STRING}|\\S+`, "gu");
const CAPABILITY_TARGET = /^capability\(\s*(.*?)\s*\)$/su;
const ATTRIBUTES = ["ticket", "expires", "depends"] as const;

interface Found {
  target: OverrideTarget | null;
  justification: string;
  ticket: string | null;
  expires: string | null;
  depends: readonly string[];
}

export function parseOverride(value: TagValue): ParsedValue {
  const words = wordsOf(value, WORD);
  const end = spanOfText(value, plainText(value)).end;
  const span = { start: value.tag.start, end: Math.max(end, value.tag.end) };
  const problems: AnnotationProblem[] = [];
  const found: Found = { target: null, justification: "", ticket: null, expires: null, depends: [] };
  const missing = (message: string): void => void problems.push({ span: value.tag, message });
  const [first, ...rest] = words;
  if (first === undefined) {
    missing("`@unsafe-override` does not say what it frees, such as `bounds.read`");
    return { annotations: [], problems };
  }
  found.target = targetOf(first, problems);
  readRest(rest, found, problems);
  const { target } = found;
  if (target === null) return { annotations: [], problems };
  if (found.justification === "") missing('an override says why the code is right: `-- "…"` after what it frees');
  if (found.expires === null && !rest.some(({ text }) => text.startsWith("expires=")))
    missing("an override ends: `expires=YYYY-MM-DD`");
  return { annotations: [{ kind: "override", ...found, target, span }], problems };
}

function targetOf({ text, span }: Word, problems: AnnotationProblem[]): OverrideTarget | null {
  const inner = CAPABILITY_TARGET.exec(text)?.[1];
  if (inner !== undefined) {
    const { capabilities, problem } = parseCapability(inner);
    const [capability] = capabilities;
    if (problem !== null) problems.push({ span, message: problem });
    return capability === undefined ? null : { kind: "capability", ...capability };
  }
  if (OVERRIDABLE.some((name) => name === text)) return { kind: "obligation", name: text };
  const near = didYouMean(text, OVERRIDABLE);
  const all = [...OVERRIDABLE.map((name) => `\`${name}\``), "`capability(fs.read)`"].join(", ");
  problems.push({ span, message: `\`${text}\` is nothing that can be overridden${near === "" ? `: there are ${all}` : near}` });
  return null;
}

function readRest(words: readonly Word[], found: Found, problems: AnnotationProblem[]): void {
  let dashes = false;
  for (const { text, span } of words) {
    const wrong = (message: string): void => void problems.push({ span, message });
    const attribute = /^([A-Za-z]+)=(.+)$/su.exec(text);
    if (text === "--") dashes = true;
    else if (/^["']/u.test(text) && text.length > 1) {
      if (!dashes) wrong("`--` stands before the justification");
      if (found.justification !== "") wrong("an override has one justification");
      found.justification = unquoted(text).replace(/\s+/gu, " ").trim();
    } else if (attribute === null)
      wrong(
        `\`${text}\` is no part of an override: after \`--\` comes the justification in quotes, then ${ATTRIBUTES.join(", ")}`,
      );
    else readAttribute(attribute[1] ?? "", attribute[2] ?? "", { found, wrong });
  }
}

function readAttribute(
  name: string,
  value: string,
  { found, wrong }: { readonly found: Found; readonly wrong: (message: string) => void },
): void {
  switch (name) {
    case "ticket":
      found.ticket = value;
      return;
    case "expires":
      if (isDay(value)) found.expires = value;
      else wrong(`\`${value}\` is no day of the calendar; write \`expires=YYYY-MM-DD\``);
      return;
    case "depends":
      found.depends = [...found.depends, ...value.split(",").filter((one) => one !== "")];
      return;
    default:
      wrong(
        `\`${name}\` is nothing that an override says${didYouMean(name, ATTRIBUTES) || `: there are ${ATTRIBUTES.join(", ")}`}`,
      );
  }
}

/** `YYYY-MM-DD`, and there is such a day. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && day >= 1 && day <= (days[month - 1] ?? 0);
}
