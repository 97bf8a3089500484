import { createInterface } from "node:readline/promises";
import { ConfigError } from "../../core/errors.js";

/** Asks a person. Throws ConfigError where nobody sits: `instead` says which option answers. */
export async function ask(question: string, instead: string): Promise<string> {
  if (!process.stdin.isTTY) throw new ConfigError(`nobody can be asked here: ${instead}`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}
