/** Changes the keys in surety.config.json, and nothing else in it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { orConfigError } from "../../audit/failure.js";
import { ConfigError } from "../../core/errors.js";
import type { ApproverKey } from "../../policy/config/approvers.js";

export function changeApproverKeys(file: string, change: (keys: readonly ApproverKey[]) => readonly ApproverKey[]): void {
  if (!file.endsWith(".json"))
    throw new ConfigError(`\`${file}\` is a module, which is not written by commands: change \`approvers.keys\` in it by hand`);
  const config = existsSync(file) ? parse(file) : {};
  const approvers = isRecord(config["approvers"]) ? config["approvers"] : {};
  const keys = Array.isArray(approvers["keys"]) ? (approvers["keys"] as readonly ApproverKey[]) : [];
  const changed = { ...config, approvers: { ...approvers, keys: change(keys) } };
  orConfigError(`\`${file}\` cannot be written`, () => {
    writeFileSync(`${file}.new`, `${JSON.stringify(changed, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  });
}

function parse(file: string): Readonly<Record<string, unknown>> {
  const text = orConfigError(`\`${file}\` cannot be read`, () => readFileSync(file, "utf8")).replace(/^\uFEFF/u, "");
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ConfigError(`${file}: not one JSON object`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
