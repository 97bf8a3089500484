/** `surety attest`: whether what was built is what was built, and may run now. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { approvalsOf } from "../../audit/approvals.js";
import { readSigners } from "../../audit/build-signature.js";
import { buildManifestOf, createManifestChecker } from "../../audit/manifest-check.js";
import { ConfigError } from "../../core/errors.js";
import type { ApproverKey } from "../../policy/config/approvers.js";
import type { CommandContext } from "../context.js";
import { openConfiguration } from "../overrides/project.js";
import { count } from "../render/count.js";
import { say } from "../overrides/say.js";

interface AttestFlags {
  readonly json?: true;
  readonly inToto?: true;
  readonly signed?: true;
  readonly signers?: string;
}

export function registerAttest(program: Command, context: CommandContext): void {
  program
    .command("attest")
    .summary("check a build against its manifests (exit code 1 if a module may not run)")
    .argument("<folder>", "the output folder of `surety build`")
    .option("--json", "print one JSON document")
    .option("--signed", "the build must be signed by a key of the project")
    .option("--signers <file>", "the build must be signed by a key of this file, a list as `approvers.keys` is one")
    .option("--in-toto", "print an in-toto statement (v1) about the modules, when they may run")
    .action((folder: string, flags: AttestFlags) => attest(folder, flags, context));
}

function signersOf({ signed, signers }: AttestFlags, context: CommandContext): readonly ApproverKey[] | null {
  if (signers !== undefined) return readSigners(path.resolve(context.cwd, signers));
  return signed === true ? openConfiguration(context).policy.keys : null;
}

async function attest(given: string, flags: AttestFlags, context: CommandContext): Promise<void> {
  const { json, inToto } = flags;
  const outDir = path.resolve(context.cwd, given);
  const manifest = buildManifestOf(outDir);
  if (!existsSync(manifest))
    throw new ConfigError(`\`${given}\` is no output folder of \`surety build\`: there is no \`${manifest}\``);
  const signers = signersOf(flags, context);
  const checker = createManifestChecker({ now: context.wallClock, isolation: "process", signers, approvalsOf });
  const folder = checker.folderOf(path.join(outDir, "x"));
  if (folder === null || typeof folder === "string") {
    await say(context, json, {
      document: { sound: false, signed: signers === null ? null : false, modules: [], problem: folder },
      sentence: String(folder),
    });
    context.setExitCode(1);
    return;
  }
  const { modules, support } = folder.build;
  const checked = [...modules, ...support].map(({ output, code }) => {
    const file = path.join(outDir, output);
    const problems = existsSync(file) ? checker.check(file, readFileSync(file, "utf8")) : ["it is missing"];
    return { output, sha256: code, problems };
  });
  const wrong = checked.filter(({ problems }) => problems.length > 0);
  if (inToto === true && wrong.length === 0) {
    const statement = {
      _type: "https://in-toto.io/Statement/v1",
      subject: checked.map(({ output, sha256 }) => ({ name: output, digest: { sha256 } })),
      predicateType: "https://surety.dev/build/v1",
      predicate: folder.build,
    };
    await context.streams.out(`${JSON.stringify(statement, null, 2)}\n`);
    return;
  }
  await say(context, json, {
    document: { sound: wrong.length === 0, signed: signers === null ? null : true, modules: checked },
    sentence: [
      ...(signers === null ? [] : ["the build is signed"]),
      ...wrong.map(({ output, problems }) => `${output}: ${problems.join("; ")}`),
      wrong.length === 0
        ? `${count(checked.length, "module")}: all as built, and may run`
        : `${wrong.length} of ${count(checked.length, "module")} may not run`,
    ].join("\n"),
  });
  context.setExitCode(wrong.length === 0 ? 0 : 1);
}
