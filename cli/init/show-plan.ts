/** A plan of `surety init` or `surety migrate`, for people and for machines. */
import path from "node:path";
import { createTwoFilesPatch } from "diff";
import type { PlannedFile } from "../../compiler/init/plan-init.js";
import { slashedRelative } from "../../compiler/program/module-path.js";

/** A unified diff of what would be written. */
export function patchOf({ file, before, after }: PlannedFile, cwd: string): string {
  const name = slashedRelative(cwd, file);
  const from = before === null ? "/dev/null" : `a/${name}`;
  return createTwoFilesPatch(from, `b/${name}`, before ?? "", after, undefined, undefined, { context: 2 }).replace(/^=+\n/u, "");
}

export function lineOf({ file, before, status }: PlannedFile, cwd: string, { isDry }: { readonly isDry: boolean }): string {
  const name = slashedRelative(cwd, file);
  switch (status) {
    case "same":
      return `${"unchanged".padEnd(10)} ${name}`;
    case "refused":
      return `${"kept".padEnd(10)} ${name} (it differs from what was found; --force writes over it, --dry-run shows how)`;
    case "write": {
      const verb = before === null ? "write" : "change";
      return `${(isDry ? `would ${verb}` : verb).padEnd(10)} ${name}`;
    }
  }
}

export function documentOf(files: readonly PlannedFile[], cwd: string): readonly object[] {
  return files.map(({ file, before, after, status }) => ({
    file: path.relative(cwd, file).split(path.sep).join("/"),
    status,
    created: before === null && status === "write",
    text: after,
  }));
}
