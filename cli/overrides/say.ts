import { visible } from "../render/printable.js";
import type { CommandContext } from "../context.js";

/** One JSON document, or sentences for people. */
export async function say(
  { streams }: CommandContext,
  json: true | undefined,
  { document, sentence }: { readonly document: object; readonly sentence: string },
): Promise<void> {
  await streams.out(json === true ? `${JSON.stringify({ schemaVersion: 1, ...document }, null, 2)}\n` : `${visible(sentence)}\n`);
}
