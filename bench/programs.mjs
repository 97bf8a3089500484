/**
 * `node bench/programs.mjs [--only part] [--left] [--json]`
 * The programs of test/cases/programs, re-creations of those that Refined TypeScript was measured on, without an annotation: sites, and
 * what is proved of them under both boundaries. Each is verified as a program of its own. `--left` lists what is not proved (trusted).
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { benchOptions, publish } from "./lib/command-line.mjs";
import { concurrently } from "./lib/concurrently.mjs";
import { countBy } from "./lib/figures.mjs";
import { histogram, markdownTable, percent } from "./lib/markdown.mjs";
import { root } from "./lib/paths.mjs";
import { surety } from "./lib/surety.mjs";

const flags = benchOptions({
  only: { type: "string" },
  left: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
});
const folder = "test/cases/programs";
const names = readdirSync(join(root, folder))
  .filter((file) => file.endsWith(".ts") && (flags.only === undefined || file.includes(flags.only)))
  .sort();
const boundaries = ["checked", "trusted"];

const rows = await concurrently(names, 2, async (name) => {
  const reports = [];
  for (const boundary of boundaries)
    reports.push(await surety(["verify", `${folder}/${name}`, "--boundary", boundary], { cwd: root }));
  return { name, reports: reports.map(({ report }) => report) };
});

const files = rows.map(({ name, reports }) => ({
  program: name.slice(0, -3),
  sites: reports[0]?.obligations.length ?? 0,
  ...Object.fromEntries(
    boundaries.map((boundary, k) => {
      const all = reports[k]?.obligations ?? [];
      const proved = all.filter(({ verdict }) => verdict === "proved");
      const left = all
        .filter(({ verdict }) => verdict !== "proved")
        .map(({ line, column, kind, text, function: where, reason }) => ({ line, column, kind, text, function: where, reason }));
      return [boundary, { proved: proved.length, tiers: countBy(proved.map(({ tier }) => String(tier))), left }];
    }),
  ),
}));
const total = (/** @type {string} */ boundary) => files.reduce((sum, file) => sum + file[boundary].proved, 0);
const sites = files.reduce((sum, file) => sum + file.sites, 0);

const table = markdownTable(
  ["program", "sites", "checked", "", "trusted", "", "by tier (trusted)"],
  [
    ...files.map((file) => [
      file.program,
      String(file.sites),
      String(file["checked"].proved),
      percent(file["checked"].proved, file.sites),
      String(file["trusted"].proved),
      percent(file["trusted"].proved, file.sites),
      histogram(file["trusted"].tiers),
    ]),
    [
      "**all**",
      String(sites),
      String(total("checked")),
      percent(total("checked"), sites),
      String(total("trusted")),
      percent(total("trusted"), sites),
      "",
    ],
  ],
);
const left = flags.left
  ? `\n\n${files.flatMap((file) => file["trusted"].left.map((one) => `${file.program}:${one.line}:${one.column} ${one.function} \`${one.text}\` ${one.kind}: ${one.reason}`)).join("\n")}`
  : "";
publish("programs", { json: { sites, files }, markdown: `${table}${left}`, asJson: flags.json });
if (files.some((file) => file.sites === 0)) process.exitCode = 1;
