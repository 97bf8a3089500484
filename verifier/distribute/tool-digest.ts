/** Which build of Surety this is: two builds that might answer differently have different digests. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { workerFile } from "../worker-file.js";

/** What runs in a worker. */
const FOLDERS = ["analyzers", "core", "solver", "verifier"];

/**
 * SHA-256 over the compiled sources that workers run, package.json (version, pinned dependencies such as Z3) and the major version of
 * Node (its numbers, its limits).
 */
export function toolDigest(): string {
  const root = fileURLToPath(new URL("..", workerFile("worker")));
  const hash = createHash("sha256").update(`node ${process.versions.node.split(".")[0] ?? ""}\0`);
  hash.update(readFileSync(path.join(root, "../package.json"))).update("\0");
  for (const folder of FOLDERS) {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".js"))
      .map((name) => name.split(path.sep).join("/"))
      .sort();
    for (const name of files) {
      const text = readFileSync(path.join(root, folder, name));
      hash.update(`${folder}/${name}\0${String(text.length)}\0`).update(text);
    }
  }
  return hash.digest("hex");
}
