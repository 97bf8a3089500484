import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { benchFolder } from "./paths.mjs";

/**
 * A workload proves its results itself: `run` throws when one is not what an independent source says, and gives a digest to compare
 * guarded with unguarded runs.
 * @typedef {object} Workload
 * @property {string} name the package
 * @property {string} packagePath its TypeScript sources, from the repository's root
 * @property {readonly string[]} entries modules of `packagePath` whose exports `run` gets merged, without extension
 * @property {(path: string) => boolean} [include] which source files belong to the library (tests do not)
 * @property {Record<string, unknown>} compilerOptions over the shared ones of `stage.mjs`
 * @property {string} [globals] ambient declarations the package's own build has elsewhere
 * @property {Record<string, string>} [define] constants the package's own build replaces
 * @property {"throw" | "report"} violations `report` where the package leaves the range on purpose
 * @property {(module: any) => any} prepare once per process
 * @property {(module: any, state: any) => unknown} run JSON-able result; may be a promise
 */

/** Module names in `workloads/`, in the order of the report. */
const moduleNames = [
  "noble-hashes",
  "fast-png",
  "msgpack",
  "bson",
  "planck",
  "sourcemap-codec",
  "ml-spectra-processing",
  "prosemirror-model",
];

/**
 * @param {string | undefined} only module or package name; all when undefined
 * @returns {Promise<readonly { workload: Workload, id: string, path: string }[]>}
 * @throws Error when nothing has that name
 */
export async function loadWorkloads(only) {
  const all = [];
  for (const id of moduleNames) {
    const path = join(benchFolder, "workloads", `${id}.mjs`);
    const { workload } = await import(pathToFileURL(path).href);
    if (only === undefined || only === id || only === workload.name) all.push({ workload, id, path });
  }
  if (all.length === 0) throw new Error(`no workload \`${only}\`; there are ${moduleNames.join(", ")}`);
  return all;
}
