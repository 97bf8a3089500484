/** The key `grants`: what the project's own code may reach. */
import type { Capability } from "../../core/capability.js";
import { parseCapability } from "../annotations/capability.js";
import { patternProblem } from "../capabilities/match.js";
import type { ConfigSection, Wrong } from "./section.js";

export type RawGrants = readonly string[];

export const GRANTS_SCHEMA = {
  type: "array",
  description: 'a list of capabilities such as "fs.read(\\"./data/**\\")"; the empty list grants nothing',
  items: { type: "string", minLength: 1, description: 'a capability such as "fs.read(\\"./data/**\\")"' },
} as const;

export function grantsOf(raw: RawGrants, wrong: Wrong): readonly Capability[] {
  return raw.flatMap((text, index) => {
    const { capabilities, problem } = parseCapability(text.trim());
    if (problem !== null) return wrong([index], problem);
    for (const capability of capabilities) {
      const wrongPattern = patternProblem(capability);
      if (wrongPattern !== null) return wrong([index], `\`${capability.pattern ?? ""}\` ${wrongPattern}`);
    }
    return capabilities;
  });
}

/** Null: nothing is said. That is not the same as the empty list: another layer may grant. */
export const GRANTS_SECTION: ConfigSection<RawGrants, readonly Capability[] | null> = {
  schema: GRANTS_SCHEMA,
  decode: (raw, wrong) => (raw === undefined ? null : grantsOf(raw, wrong)),
};
