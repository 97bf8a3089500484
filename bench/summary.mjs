/** `node bench/summary.mjs`: gathers the last results of the three benches (`out/bench/results/*.md`) into `bench/RESULTS.md`, to be committed. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { benchFolder, resultsFolder, root } from "./lib/paths.mjs";

const parts = [
  { name: "packages", title: "Packages", command: "node bench/packages.mjs --control" },
  { name: "completeness", title: "Completeness", command: "node bench/completeness.mjs" },
  { name: "soundness", title: "Soundness, and run what you emit", command: "node bench/soundness.mjs --each" },
];
const missing = parts.filter(({ name }) => !existsSync(join(resultsFolder, `${name}.md`)));
if (missing.length > 0) {
  process.stderr.write(`run first: ${missing.map(({ command }) => command).join(", ")}\n`);
  process.exit(2);
}
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
const sections = parts.map(
  ({ name, title, command }) => `## ${title}\n\n\`${command}\`\n\n${readFileSync(join(resultsFolder, `${name}.md`), "utf8")}`,
);
writeFileSync(
  join(benchFolder, "RESULTS.md"),
  `# Results\n\nWritten by \`node bench/summary.mjs\` at commit ${commit}; the numbers are of the last run of each command.\n\n${sections.join("\n")}`,
);
