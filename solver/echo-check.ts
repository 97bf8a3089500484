/**
 * A sentinel after each group of commands: the output counts only when it ends with exactly this sentinel. Garbage, output of
 * another group, truncated or repeated output is noticed so.
 */
export interface Sentinel {
  readonly command: string;
  readonly text: string;
}

export function sentinel(number: number): Sentinel {
  const text = `surety-${String(number)}`;
  return { command: `(echo "${text}")`, text };
}

export type CheckedOutput =
  { readonly kind: "output"; readonly text: string } | { readonly kind: "broken"; readonly message: string };

/** What stands before the sentinel. Anything that reports an error is broken, whatever else it says: Z3 goes on after an error. */
export function checkOutput(raw: unknown, expected: Sentinel): CheckedOutput {
  if (typeof raw !== "string") return { kind: "broken", message: "the solver gave no text" };
  if (/\(error\b|\bunsupported\b/.test(raw)) return { kind: "broken", message: `the solver reports ${excerpt(raw)}` };
  const lines = raw.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  const last = lines.pop();
  if (last !== expected.text || lines.some((line) => line.includes("surety-"))) {
    return { kind: "broken", message: `the solver's output is not what was asked for: ${excerpt(raw)}` };
  }
  return { kind: "output", text: lines.join("\n") };
}

export function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return `\`${flat.length > 160 ? `${flat.slice(0, 160)}…` : flat}\``;
}
