import { fileURLToPath } from "node:url";
import type { LoadHook } from "node:module";
import { mayRun, refusalText } from "./gate.js";

/** What is checked is what Node would run: the text that comes from the next hook. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  if (!url.startsWith("file:") || (loaded.format !== "module" && loaded.format !== "commonjs")) return loaded;
  const { source } = loaded;
  // CommonJS without a source is read by `require`, which is asked itself.
  if (typeof source !== "string" && !(source instanceof ArrayBuffer) && !ArrayBuffer.isView(source)) return loaded;
  const file = fileURLToPath(url);
  const text = typeof source === "string" ? source : new TextDecoder().decode(source);
  const problems = mayRun(file, text);
  if (problems.length > 0) throw new Error(refusalText(file, problems));
  return loaded;
};
