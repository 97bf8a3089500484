/** `@safety memory=proved types=checked`: which levels a module, a function or a class holds. The grammar of `--safety`, too. */
import { SAFETY_LEVELS, type SafetyKey, type SafetyStatement } from "../../core/annotation.js";
import type { AnnotationProblem } from "../../core/contract.js";
import { didYouMean } from "../suggest.js";
import { plainText, spanOfText, wordsOf, type ParsedValue, type TagValue, type Word } from "./value.js";

export const NO_STATEMENT: SafetyStatement = { memory: null, types: null, resources: null, isolation: null };

const KEYS = Object.keys(SAFETY_LEVELS).filter(isSafetyKey);

function isSafetyKey(text: string): text is SafetyKey {
  return Object.hasOwn(SAFETY_LEVELS, text);
}

export function parseSafety(value: TagValue): ParsedValue {
  const words = wordsOf(value, /\S+/gu);
  const span = spanOfText(value, plainText(value));
  const { statement, problems } = statementOf(words);
  if (words.length === 0)
    return { annotations: [], problems: [{ span, message: "`@safety` names no level, such as `memory=checked`" }] };
  return { annotations: [{ kind: "safety", levels: statement, span }], problems };
}

/** The value of `--safety`. Places are offsets in `text`. */
export function parseSafetyText(text: string): {
  readonly statement: SafetyStatement;
  readonly problems: readonly AnnotationProblem[];
} {
  const tag = { start: 0, end: text.length };
  return statementOf(wordsOf({ comment: text, from: 0, to: text.length, base: 0, tag }, /\S+/gu));
}

function statementOf(words: readonly Word[]): {
  readonly statement: SafetyStatement;
  readonly problems: readonly AnnotationProblem[];
} {
  const problems: AnnotationProblem[] = [];
  let statement = NO_STATEMENT;
  for (const { text, span } of words) {
    const [key = "", level, ...rest] = text.split("=");
    const wrong = (message: string): void => void problems.push({ span, message });
    if (!isSafetyKey(key)) wrong(`\`${key}\` is no kind of safety${didYouMean(key, KEYS) || `: there are ${listed(KEYS)}`}`);
    else if (level === undefined || rest.length > 0)
      wrong(`\`${text}\` is not of the form \`${key}=level\`, where the level is ${listed(SAFETY_LEVELS[key])}`);
    else if (statement[key] !== null) wrong(`\`${key}\` is stated twice`);
    else {
      const stated = withLevel(statement, key, level);
      if (stated === null)
        wrong(
          `\`${level}\` is no level of \`${key}\`${didYouMean(level, SAFETY_LEVELS[key]) || `: there are ${listed(SAFETY_LEVELS[key])}`}`,
        );
      else statement = stated;
    }
  }
  return { statement, problems };
}

/** Null: there is no such level. */
function withLevel(statement: SafetyStatement, key: SafetyKey, text: string): SafetyStatement | null {
  const level = SAFETY_LEVELS[key].find((one) => one === text);
  return level === undefined ? null : { ...statement, [key]: level };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
