/** `npm run fuzz`: the command. test/fuzz/fuzz.mjs bundles and starts it. Exit code 1: something was found; 2: wrong usage. */
import { spawn } from "node:child_process";
import { casesIn } from "../cases/case-files.js";
import { judgeByHand, programsOf } from "./by-hand.js";
import { settingWords, storeFinding } from "./found.js";
import { fuzz, generatedSource, mutatedSource, type Source } from "./fuzz.js";
import { createOracle } from "./oracle.js";
import { parseOptions, USAGE, type Options } from "./options.js";
import { runSeeded } from "./seeded.js";
import { createVerifier } from "./verify-texts.js";

const root = process.cwd();
const options = parseOptions(process.argv.slice(2));
if (typeof options === "string") {
  process.stderr.write(`${options}\n${USAGE}\n`);
  process.exit(2);
}
const code = await (options.judged.length > 0 ? byHand : options.seeded ? seeded : options.jobs > 1 ? shared : single)(options);
// (Z3's threads keep the process from ending by itself, and what a pipe has not taken yet would be lost.)
process.stdout.write("", () => process.exit(code));

async function byHand({ judged, solver, patches }: Options): Promise<0 | 1> {
  const tools = { oracle: createOracle(root), verifier: await createVerifier() };
  let finds = 0;
  for (const file of judged)
    for (const one of await judgeByHand(programsOf(file), tools, { solver, patches })) {
      process.stdout.write(`${one.lines.join("\n")}\n`);
      finds += one.finds;
    }
  tools.oracle.close();
  return finds > 0 ? 1 : 0;
}

async function single(chosen: Options): Promise<0 | 1> {
  const { programs, seed, boundaries, mutated } = chosen;
  const cases = [...casesIn("provable"), ...casesIn("own-provable")];
  const source = (k: number): Source =>
    k % 5 < mutated ? mutatedSource(seed + k, cases, boundaries) : generatedSource(seed + k, boundaries, false);
  const tools = { oracle: createOracle(root), verifier: await createVerifier() };
  const started = performance.now();
  const crashed = new Set<string>();
  const end = await fuzz(tools, {
    source,
    programs,
    stopAtFirst: chosen.stopAtFirst,
    minimiseTries: 600,
    onProgress: ({ programs: done, violating, finds }) => {
      const speed = (done / (performance.now() - started)) * 1000;
      const line = `${done} of ${programs} programs, ${violating} leave the range, ${finds} unsound, ${speed.toFixed(1)} a second`;
      if (process.stdout.isTTY) process.stdout.write(`\r${line}   `);
      else if (done % 400 === 0 || done === programs) process.stdout.write(`${line}\n`);
    },
    onFinding: (finding) => {
      const where = chosen.store ? storeFinding(root, finding) : finding.name;
      process.stdout.write(
        `\nUNSOUND ${finding.name}: ${finding.find.access} in ${settingWords(finding.find.setting)}, ${finding.find.evidence}\n`,
      );
      process.stdout.write(`${chosen.store ? `stored as ${where}` : finding.text}\n`);
    },
    onJudged: ({ name }, { verdicts }) => {
      for (const crash of verdicts.flatMap((one) => one.crashes)) {
        const kind = crash.replace(/^\S+ /u, "").split("\n").slice(0, 2).join(" ");
        if (crashed.has(kind)) continue;
        crashed.add(kind);
        process.stdout.write(`\ncrash (${name}): ${crash.slice(0, 600)}\n`);
      }
    },
  });
  tools.oracle.close();
  if (process.stdout.isTTY) process.stdout.write("\n");
  return end.finds > 0 ? 1 : 0;
}

/** One process a job, each with its share of the programs. */
async function shared(chosen: Options): Promise<0 | 1 | 2> {
  const share = Math.ceil(chosen.programs / chosen.jobs);
  const codes = await Promise.all(
    Array.from({ length: chosen.jobs }, (_, job) => {
      const count = Math.min(share, chosen.programs - job * share);
      if (count <= 0) return Promise.resolve(0);
      const args = [
        "--programs",
        String(count),
        "--seed",
        String(chosen.seed + job * share),
        "--mode",
        ["generated", "both"][chosen.mutated] ?? "mutated",
      ];
      if (chosen.boundaries.length === 1) args.push("--boundary", chosen.boundaries[0]!);
      if (chosen.stopAtFirst) args.push("--first");
      if (!chosen.store) args.push("--no-store");
      return new Promise<number>((resolve) => {
        const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
          cwd: root,
          stdio: ["ignore", "pipe", "inherit"],
        });
        child.stdout.on("data", (data: Buffer) => process.stdout.write(data));
        child.once("exit", (code) => resolve(code ?? 1));
      });
    }),
  );
  return codes.every((code) => code === 0) ? 0 : 1;
}

async function seeded(chosen: Options): Promise<0 | 1 | 2> {
  const rows = await runSeeded(root, chosen);
  if (typeof rows === "string") {
    process.stderr.write(`${rows}\n`);
    return 2;
  }
  process.stdout.write("\n| seeded unsoundness | found after programs | by | access |\n| --- | --- | --- | --- |\n");
  for (const { name, after, setting, access } of rows)
    process.stdout.write(`| ${name} | ${after === null ? "not found" : after} | ${setting ?? ""} | ${access ?? ""} |\n`);
  return rows.every(({ after }) => after !== null) ? 0 : 1;
}
