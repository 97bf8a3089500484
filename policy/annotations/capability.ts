/** `@capability fs.read("./data/**") net.connect("api.example.com:443")`: what a module, a function or a class may reach. */
import { CAPABILITY_ACTIONS, type Capability, type CapabilityAction } from "../../core/capability.js";
import type { AnnotationProblem } from "../../core/contract.js";
import type { Span } from "../../core/span.js";
import { didYouMean } from "../suggest.js";
import { plainText, spanOfText, unquoted, wordsOf, type ParsedValue, type TagValue, type Word } from "./value.js";

const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/u.source;
const CAPABILITY = new RegExp(`[\\w.-]+(?:\\((?:\\s*(?:${STRING})\\s*,?)*\\s*\\))?`, "gu");
const WHOLE = new RegExp(`^([\\w-]+(?:\\.[\\w-]+)*)(?:\\(((?:\\s*(?:${STRING})\\s*,?)*)\\s*\\))?$`, "u");

export function isCapabilityAction(text: string): text is CapabilityAction {
  return CAPABILITY_ACTIONS.some((action) => action === text);
}

export function parseCapabilities(value: TagValue): ParsedValue {
  const words = wordsOf(value, CAPABILITY);
  const span = spanOfText(value, plainText(value));
  if (words.length === 0)
    return {
      annotations: [],
      problems: [{ span, message: "`@capability` names none; `@capability none` says that there are none" }],
    };
  if (words.length === 1 && words[0]?.text === "none")
    return { annotations: [{ kind: "capability", capabilities: [], span }], problems: [] };
  const { entries, problems } = capabilitiesOf(words);
  return { annotations: [{ kind: "capability", capabilities: entries, span }], problems };
}

/** One capability as configuration files and commands write it. Null with the reason in `problem` when it is none. */
export function parseCapability(text: string): {
  readonly capabilities: readonly Capability[];
  readonly problem: string | null;
} {
  const { entries, problems } = capabilitiesOf([{ text, span: { start: 0, end: text.length } }]);
  return { capabilities: entries.map(({ capability }) => capability), problem: problems[0]?.message ?? null };
}

interface Entry {
  readonly capability: Capability;
  readonly span: Span;
}

function capabilitiesOf(words: readonly Word[]): {
  readonly entries: readonly Entry[];
  readonly problems: readonly AnnotationProblem[];
} {
  const entries: Entry[] = [];
  const problems: AnnotationProblem[] = [];
  for (const { text, span } of words) {
    const wrong = (message: string): void => void problems.push({ span, message });
    const match = WHOLE.exec(text);
    const action = match?.[1];
    if (action === undefined) wrong(`\`${text}\` is no capability; one looks like \`fs.read("./data/**")\``);
    else if (!isCapabilityAction(action)) wrong(unknownAction(action));
    else {
      const patterns = [...(match?.[2] ?? "").matchAll(new RegExp(STRING, "gu"))].map(([quoted]) => unquoted(quoted));
      if (text.includes("(") && patterns.length === 0) wrong(`\`${text}\` has no pattern; \`${action}\` alone means any`);
      else if (patterns.includes("")) wrong(`a pattern of \`${action}\` is empty, and covers nothing`);
      else for (const pattern of text.includes("(") ? patterns : [null]) entries.push({ capability: { action, pattern }, span });
    }
  }
  return { entries, problems };
}

function unknownAction(action: string): string {
  const near = didYouMean(action, CAPABILITY_ACTIONS);
  if (near !== "") return `\`${action}\` is no capability${near}`;
  const [domain = ""] = action.split(".");
  const siblings = CAPABILITY_ACTIONS.filter((one) => one.startsWith(`${domain}.`));
  const shown = siblings.length > 0 ? siblings : CAPABILITY_ACTIONS;
  return `\`${action}\` is no capability: there are ${shown.map((one) => `\`${one}\``).join(", ")}`;
}

/** `fs.read("./data/**")`, as the parser reads it. */
export function capabilityText({ action, pattern }: Capability): string {
  return pattern === null ? action : `${action}(${JSON.stringify(pattern)})`;
}
