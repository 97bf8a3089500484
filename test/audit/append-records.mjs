// Appends records until it is stopped, and says which are acknowledged: node append-records.mjs <root> <name> [<how many>]
import { writeSync } from "node:fs";
import { appendRecord } from "../../dist/audit/ledger-file.js";

const [root, name, count = "1000000"] = process.argv.slice(2);
for (let at = 0; at < Number(count); at++) {
  const body = { kind: "override.use", requests: [`${name}-${at}`], output: "é".repeat(400), guards: at };
  const { hash } = await appendRecord(root, body, Date.now());
  writeSync(1, `${hash}\n`);
}
