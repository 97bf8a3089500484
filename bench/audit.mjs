// How long `surety audit verify` takes, and how much memory: node bench/audit.mjs [records=1000000] [signed share=0.01]
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { NODE_DIGESTS } from "../dist/audit/digests.js";
import { generateKey, readPrivateKey, signText } from "../dist/audit/keys.js";
import { lineOf } from "../dist/policy/ledger/record.js";
import { signedText } from "../dist/policy/overrides/signature.js";

const [count = 1_000_000, share = 0.01] = process.argv.slice(2).map(Number);
const root = mkdtempSync(path.join(tmpdir(), "surety-audit-"));
try {
  const { privatePem, publicKey } = generateKey();
  const key = readPrivateKey(privatePem, "key");
  writeFileSync(path.join(root, "package.json"), "{}");
  writeFileSync(
    path.join(root, "surety.config.json"),
    JSON.stringify({ approvers: { keys: [{ id: "k", person: "p", publicKey }] } }),
  );
  mkdirSync(path.join(root, ".surety/ledger"), { recursive: true });
  const out = createWriteStream(path.join(root, ".surety/ledger/ledger.jsonl"));
  let parents = [];
  for (let n = 1; n <= count; n++) {
    const statement = {
      format: "surety-override-request-1",
      module: `src/m${n % 97}.ts`,
      symbol: "f",
      scope: "statement",
      scopeHash: `s1:${"a".repeat(64)}`,
      target: "bounds.read",
      obligations: [{ id: "1111111111111111", kind: "bounds.read" }],
      justification: `record number ${n} of the benchmark`,
      ticket: null,
      expires: "2027-03-01",
      depends: [],
      requester: "p",
    };
    const body =
      n % Math.round(1 / share) === 0
        ? { kind: "override.request", statement, by: "k", signature: signText(key, signedText(statement)) }
        : { kind: "override.use", requests: ["a".repeat(64)], output: "b".repeat(64), guards: n };
    const { line, hash } = lineOf({ parents, time: "2026-11-26T10:00:00Z", body }, NODE_DIGESTS);
    parents = [{ hash, n }];
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  const started = performance.now();
  const ran = spawnSync(
    "/usr/bin/env",
    [
      "bash",
      "-c",
      'exec "$0" "$@"',
      process.execPath,
      "-e",
      `process.on("exit", () => process.stderr.write("rss " + process.resourceUsage().maxRSS + " cpu " + process.cpuUsage().user / 1e6 + "\\n")); process.argv.splice(1, 0, "surety"); process.argv.push("audit", "verify", "--json"); import(${JSON.stringify(path.resolve(import.meta.dirname, "../dist/cli/main.js"))});`,
    ],
    { cwd: root, encoding: "utf8" },
  );
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${count} records, ${share * 100} % signed: ${seconds.toFixed(1)} s, ${/rss (\d+)/.exec(ran.stderr)?.[1] / 1024} MB, ${/cpu ([\d.]+)/.exec(ran.stderr)?.[1]} s of processor, exit code ${ran.status}`,
  );
  console.log(ran.stdout.slice(0, 300), ran.stderr.slice(0, 300));
} finally {
  rmSync(root, { recursive: true, force: true });
}
