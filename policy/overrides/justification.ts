/** Whether a justification says why the code is right. It cannot be judged; what is certainly none can be refused. */

/** Said of any code whatever. A text is boilerplate when little else is left of it. */
const BOILERPLATE =
  /\b(?:to ?do|fix ?me|hack|trust me|it works|works fine|works for me|false positives?|(?:is|are) (?:ok|okay|fine|safe|correct|valid|good)|(?:safe|fine|ok|okay)|never (?:happens|fails)|not needed|unnecessary|temporar(?:y|ily)|for now|legacy(?: code)?|(?:the )?(?:tool|linter|compiler|checker|surety) (?:is wrong|complains?)|silence|suppress|ignore|disable|annoying|noise|reviewed|tested|as discussed|see ticket|n\/?a|none|because|needed|required|check|override|bounds|warning|error|performance(?: reasons)?|asap|wip|tbd)\b/giu;

const FILLER = new Set([
  "the",
  "a",
  "an",
  "is",
  "it",
  "this",
  "that",
  "we",
  "i",
  "and",
  "of",
  "to",
  "in",
  "for",
  "so",
  "here",
  "code",
]);

/** Somebody has to read it before they sign. */
const MAXIMUM_LENGTH = 2_000;

/** Distinct words besides boilerplate that a reason has at least. */
const MINIMUM_WORDS = 4;

/** Two texts with more words in common than this are one text. */
const SAME_SHARE = 0.8;

export type Words = (text: string) => ReadonlySet<string>;

/** Each text taken apart once: a thousand requests are compared with each other. */
export function createWords(): Words {
  const known = new Map<string, ReadonlySet<string>>();
  return (text) => {
    const words = known.get(text) ?? wordsOf(text);
    known.set(text, words);
    return words;
  };
}

/** What is wrong with it, or null. `others`: justifications of other requests. */
export function problemOfJustification(
  text: string,
  minimum: number,
  others: readonly string[],
  words: Words = wordsOf,
): string | null {
  const trimmed = text.trim().replace(/\s+/gu, " ");
  if (trimmed.length < minimum)
    return `the justification has ${trimmed.length} characters; say in at least ${minimum} what keeps the code right`;
  if (trimmed.length > MAXIMUM_LENGTH)
    return `the justification has ${trimmed.length} characters; say it in at most ${MAXIMUM_LENGTH}, and put the rest where \`ticket=\` leads`;
  const left = wordsOf(trimmed.replace(BOILERPLATE, " "));
  if (left.size < MINIMUM_WORDS)
    return "the justification would fit any code; say what it is in this code that keeps it right: where the value comes from, who checks it";
  const own = words(trimmed);
  const copied = others.find((other) => isSame(own, words(other)));
  if (copied !== undefined) return `the justification is that of another override ("${copied}"); say what keeps this code right`;
  return null;
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_$.[\]]{2,}/gu) ?? [];
  return new Set(words.filter((word) => !FILLER.has(word)));
}

/** Jaccard's index. */
function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (Math.min(a.size, b.size) <= SAME_SHARE * Math.max(a.size, b.size)) return false;
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common) > SAME_SHARE;
}
