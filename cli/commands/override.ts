/** `surety override`: asking for an override, and deciding about one. */
import type { Command } from "commander";
import type { CommandContext } from "../context.js";
import type { DecideFlags } from "../overrides/decide.js";
import type { EmergencyFlags } from "../overrides/emergency.js";
import type { ListFlags } from "../overrides/list.js";
import type { RequestFlags } from "../overrides/request.js";

const PATHS = ["[paths...]", "files and folders of the program (default: that of the nearest tsconfig.json)"] as const;

export function registerOverride(program: Command, context: CommandContext): void {
  const override = program.command("override").summary("ask for overrides, approve, deny and revoke them");
  const subcommand = (name: string, summary: string): Command =>
    override.command(name).summary(summary).option("--json", "print one JSON document");
  const signing = (command: Command): Command =>
    command
      .option("--key <id>", "the key that you sign with (default: the one key of yours that the project knows)")
      .option("--ssh <file>", "sign with this SSH key, by `ssh-keygen -Y sign`");
  const PROJECT = ["-p, --project <tsconfig>", "the program of this tsconfig.json (or of the folder that holds it)"] as const;

  subcommand("list", "every override of the program: in force, or why not")
    .argument(...PATHS)
    .option(...PROJECT)
    .action(async (paths: readonly string[], flags: ListFlags) =>
      (await import("../overrides/list.js")).list(paths, flags, context),
    );
  signing(subcommand("request", "record what an annotation asks for"))
    .argument("<place>", "file, or file:line of the annotation or the code behind it")
    .option(...PROJECT)
    .option("--justification <text>", "why the code is right; written into the annotation")
    .option("--ticket <id>", "written into the annotation")
    .option(
      "--expires <day>",
      "YYYY-MM-DD, the last day; written into the annotation (default: in 90 days, or what the policy allows)",
    )
    .action(async (place: string, flags: RequestFlags) =>
      (await import("../overrides/request.js")).request(place, flags, context),
    );
  for (const [decision, summary] of [
    ["approve", "show a request, and sign that the code is right"],
    ["deny", "sign that it is not"],
    ["revoke", "take an override back"],
  ] as const) {
    signing(subcommand(decision, summary))
      .argument("<request>", "hash of the request, or the beginning of it")
      .option(...PROJECT)
      .option("--reason <text>", "why, for the record")
      .option("--yes", "do not ask")
      .action(async (request: string, flags: DecideFlags) =>
        (await import("../overrides/decide.js")).decide(decision, { request, flags, context }),
      );
  }
  signing(subcommand("emergency", "put a request in force now, without an approval, for some hours"))
    .argument("<request>", "hash of the request, or the beginning of it")
    .requiredOption("--reason <text>", "why it cannot wait, for the record")
    .option("--hours <n>", "how long, 72 at most", "24")
    .action(async (request: string, flags: EmergencyFlags) =>
      (await import("../overrides/emergency.js")).emergency(request, flags, context),
    );
  subcommand("status", "what became of one request")
    .argument("<request>", "hash of the request, or the beginning of it")
    .option(...PROJECT)
    .action(async (request: string, flags: ListFlags) => (await import("../overrides/list.js")).status(request, flags, context));
}
