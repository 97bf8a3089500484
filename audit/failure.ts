import { ConfigError } from "../core/errors.js";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "no space is left on the device"],
  ["EDQUOT", "the disk quota is used up"],
  ["EROFS", "the file system is read-only"],
  ["EACCES", "permission denied"],
  ["EPERM", "operation not permitted"],
  ["ENOENT", "there is no such file"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a file stands where a folder is needed"],
  ["ELOOP", "it is a symbolic link"],
  ["EEXIST", "a file stands where a folder is needed"],
]);

/** Null for an error that the system did not raise. */
export function systemReason(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return REASONS.get(error.code) ?? error.code;
}

/** What the system refuses is a `ConfigError` that begins with `what`; all else is thrown on. */
export function orConfigError<T>(what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    throw new ConfigError(`${what}: ${reason}`);
  }
}
