/**
 * `node bench/summary.mjs`: puts the last results of three benches (`out/bench/results/*.md`), of those that were run, into their sections of
 * `bench/RESULTS.md`, to be committed. Other sections are written by hand and stay.
 */
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
const run = parts.filter(({ name }) => existsSync(join(resultsFolder, `${name}.md`)));
if (run.length === 0) {
  process.stderr.write(`run first: ${parts.map(({ command }) => command).join(", ")}\n`);
  process.exit(2);
}
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
const file = join(benchFolder, "RESULTS.md");
const sections = new Map(
  readFileSync(file, "utf8")
    .split(/^(?=## )/mu)
    .map((text) => [/^## (.*)$/mu.exec(text)?.[1] ?? "", text]),
);
for (const { name, title, command } of run) {
  const measured = readFileSync(join(resultsFolder, `${name}.md`), "utf8").trim();
  sections.set(title, `## ${title}\n\n\`${command}\` at commit ${commit}\n\n${measured}\n\n`);
}
writeFileSync(file, [...sections.values()].join(""));
