/**
 * `node bench/identical.mjs [--only name] [--boundary checked]`
 * Whether each package of the benchmark is built to the same bytes, and reported in the same bytes, however its results come about: cold with
 * one job and with two, from the disk, from a shared cache (nginx) on a machine that has nothing, and from a worker on "another" machine
 * (Redis). Ends with 1 at any difference, and when a way was not taken (no result came from the cache). Says on standard error, as it goes,
 * what each way gave and how long it took.
 */
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { runNode } from "./lib/child.mjs";
import { benchOptions, progressLine, publish } from "./lib/command-line.mjs";
import { markdownTable } from "./lib/markdown.mjs";
import { root, suretyCli } from "./lib/paths.mjs";
import { startNginx, startRedis, startWorker } from "./lib/servers.mjs";
import { stage } from "./lib/stage.mjs";
import { loadWorkloads } from "./lib/workload.mjs";

const flags = benchOptions({ only: { type: "string" }, boundary: { type: "string", default: "checked" } });
const scratch = mkdtempSync(join(tmpdir(), "surety-identical-"));
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const environment = {
  SURETY_DISTRIBUTE_SECRET: createHash("sha256").update(scratch).digest("hex"),
  SURETY_CACHE_SECRET: createHash("sha256").update(`${scratch} cache`).digest("hex"),
  SURETY_SIGNING_KEY: String(privateKey.export({ format: "pem", type: "pkcs8" })),
};

/** @param {string} folder @param {string} cachesAt @param {string} redis */
function waysOf(folder, cachesAt, redis) {
  const cache = (/** @type {string} */ name) => ["--cache-dir", join(scratch, folder, name)];
  return [
    { name: "cold, 2 jobs", args: ["--no-cache", "--jobs", "2"], fromCache: false },
    { name: "cold, 1 job", args: ["--no-cache", "--jobs", "1"], fromCache: false },
    { name: "fills the caches", args: cache("own"), fromCache: false },
    { name: "warm", args: cache("own"), fromCache: true },
    { name: `remote (${cachesAt})`, args: cache("empty"), fromCache: true },
    { name: "distributed", args: ["--no-cache", "--distribute", redis], fromCache: false },
  ];
}

/** @param {string} folder @returns {string} digest of all names and contents */
function digestOfFolder(folder) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash
      .update(`${name.slice(folder.length)}\0`)
      .update(readFileSync(name))
      .update("\0");
  return hash.digest("hex");
}

const nginx = await startNginx(join(scratch, "nginx"));
const redis = await startRedis(join(scratch, "redis"));
const redisUrl = `redis://127.0.0.1:${String(redis.port)}`;
const worker = startWorker(suretyCli, redisUrl, environment);
const rows = [];
let wrong = 0;
try {
  for (const { workload, id } of await loadWorkloads(flags.only)) {
    const { folder } = stage(`packages/${id}`, { sources: join(root, workload.packagePath), ...workload });
    const configuration = join(folder, "surety.config.json");
    const remote = {
      url: `http://127.0.0.1:${String(nginx.port)}`,
      trustedKeys: [{ id: "bench", publicKey: String(publicKey.export({ format: "pem", type: "spki" })) }],
      signingKeyEnv: "SURETY_SIGNING_KEY",
    };
    writeFileSync(configuration, JSON.stringify({ ...JSON.parse(readFileSync(configuration, "utf8")), cache: { remote } }));
    let first = null;
    for (const { name, args, fromCache } of waysOf(id, "nginx", redisUrl)) {
      const out = join(folder, "built");
      rmSync(out, { recursive: true, force: true });
      const child = await runNode(
        [
          ...[suretyCli, "build", "-p", "tsconfig.json", "--outDir", "built", "--safety", "memory=checked"],
          ...["--boundary", String(flags.boundary), "--json", "--stats", ...args],
        ],
        { cwd: folder, env: environment, timeoutMilliseconds: 1_200_000 },
      );
      if (child.code !== 0 && child.code !== 1) throw new Error(`exit ${String(child.code)}\n${child.stderr}`);
      const { run, ...report } = JSON.parse(child.stdout);
      const found = {
        report: createHash("sha256").update(JSON.stringify(report)).digest("hex"),
        built: digestOfFolder(out),
      };
      first ??= found;
      const same = found.report === first.report && found.built === first.built;
      const taken = !fromCache || run.cacheHits > 0;
      if (!same || !taken || child.stderr.includes("verified here")) wrong++;
      const verdict = same ? (taken ? "same" : "NOT FROM THE CACHE") : "DIFFERENT";
      progressLine(`${workload.name}: ${name}: ${verdict}, ${(child.wallMilliseconds / 1000).toFixed(1)} s`);
      rows.push([workload.name, name, verdict, found.built.slice(0, 12), String(run.cacheHits), String(run.solverCalls)]);
    }
  }
} finally {
  await worker.stop();
  await redis.stop();
  await nginx.stop();
  rmSync(scratch, { recursive: true, force: true });
}
const markdown = markdownTable(["package", "way", "report and output", "output", "functions known", "solver calls"], rows);
publish("identical", { json: rows, markdown: `${markdown}\n\n${String(wrong)} differences`, asJson: false });
process.exitCode = wrong === 0 ? 0 : 1;
