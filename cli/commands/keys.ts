/** `surety keys`: whose signature counts. Private keys stay in the user's configuration folder. */
import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { createKeyFile, keyFolder } from "../../audit/key-files.js";
import { publicKeyText, readPublicKey } from "../../audit/keys.js";
import { ConfigError } from "../../core/errors.js";
import type { ApproverKey } from "../../policy/config/approvers.js";
import { CONFIG_FILE } from "../../policy/config/schema.js";
import type { KeyStatement } from "../../policy/ledger/bodies.js";
import type { CommandContext } from "../context.js";
import { changeApproverKeys } from "../overrides/config-file.js";
import { openProject, record, signerOf, type Project, type SigningFlags } from "../overrides/project.js";
import { useUnionMerge } from "../overrides/git-attributes.js";
import { say } from "../overrides/say.js";

interface KeyFlags extends SigningFlags {
  readonly id?: string;
  readonly person?: string;
  readonly json?: true;
  readonly compromised?: true;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/u;

export function registerKeys(program: Command, context: CommandContext): void {
  const keys = program.command("keys").summary("the keys that request and approve overrides");
  keys
    .command("init")
    .summary("make a key of your own")
    .option("--id <name>", "a name that no key had before (default: <person>-<year>)")
    .option("--person <name>", "who you are in the groups of the policy (default: your user name)")
    .option("--json", "print one JSON document")
    .action((flags: KeyFlags) => init(flags, context));
  keys
    .command("add")
    .summary("make the project know a key")
    .argument("<key>", "a public key, or a file with one: PEM, base 64 of DER, or a line of OpenSSH (ssh-ed25519)")
    .requiredOption("--id <name>", "a name that no key had before")
    .requiredOption("--person <name>", "who holds it, as the groups of the policy name people")
    .option("--key <id>", "the key that you sign with (default: yours; the first key of a project signs for itself)")
    .option("--ssh <file>", "sign with this SSH key")
    .option("--json", "print one JSON document")
    .action((key: string, flags: KeyFlags) => add(key, flags, context));
  keys
    .command("remove")
    .summary("take a key out of the project; what it signed before still counts")
    .argument("<id>", "the key")
    .option("--compromised", "somebody else may have had it: nothing that it signed counts any more")
    .option("--key <id>", "the key that you sign with")
    .option("--ssh <file>", "sign with this SSH key")
    .option("--json", "print one JSON document")
    .action((id: string, flags: KeyFlags) => remove(id, flags, context));
  keys
    .command("list")
    .summary("the keys that the project knows")
    .option("--json", "print one JSON document")
    .action((flags: KeyFlags) => list(flags, context));
}

async function init({ id, person, json }: KeyFlags, context: CommandContext): Promise<void> {
  const who = person ?? userInfo().username;
  const name = id ?? `${who}-${new Date(context.wallClock()).getUTCFullYear()}`;
  requireName(name, "--id");
  requireName(who, "--person");
  const { file, publicKey } = createKeyFile(keyFolder(context.environment), name);
  const entry = { id: name, person: who, publicKey };
  await say(context, json, {
    document: { ...entry, file },
    sentence:
      `made ${file} (nobody else may read it; it belongs into no repository)\n` +
      `public key ${publicKey}\nthe project knows it after\n  surety keys add ${publicKey} --id ${name} --person ${who}`,
  });
}

async function add(given: string, { id = "", person = "", json, ...flags }: KeyFlags, context: CommandContext): Promise<void> {
  requireName(id, "--id");
  requireName(person, "--person");
  const project = openProject(context);
  const publicKey = readGiven(given, context.cwd);
  if (project.policy.keys.some((key) => key.id === id) || project.ledger.keys.some(({ body }) => body.statement.id === id))
    throw new ConfigError(`there is, or was, a key \`${id}\`: records name it; choose another \`--id\``);
  const entry: ApproverKey = { id, person, publicKey };
  const configFile = project.configFile ?? path.join(project.root, CONFIG_FILE);
  changeApproverKeys(configFile, (keys) => [...keys, entry]);
  const after = openProject(context);
  // The first one has nobody to vouch for it but who commits the configuration.
  const isFirst = project.policy.keys.length === 0;
  const hash =
    isFirst && !canSign(after, { ...flags, key: flags.key ?? id }, context)
      ? null
      : (
          await recordKey(
            after,
            { change: "add", entry, compromised: false },
            { flags: isFirst ? { ...flags, key: flags.key ?? id } : flags, context },
          )
        ).hash;
  useUnionMerge(project.root);
  await say(context, json, {
    document: { ...entry, record: hash, config: configFile },
    sentence: `\`${id}\` of \`${person}\` is a key of the project: commit ${path.relative(context.cwd, configFile)} and .surety, reviewed by its owners`,
  });
}

function canSign(project: Project, flags: SigningFlags, context: CommandContext): boolean {
  try {
    signerOf(project, flags, context);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

async function remove(id: string, { json, compromised, ...flags }: KeyFlags, context: CommandContext): Promise<void> {
  const project = openProject(context);
  const entry = project.policy.keys.find((key) => key.id === id);
  if (entry === undefined)
    throw new ConfigError(`the project knows no key \`${id}\`: \`surety keys list\` shows those that it knows`);
  const { hash } = await recordKey(project, { change: "remove", entry, compromised: compromised === true }, { flags, context });
  const configFile = project.configFile ?? path.join(project.root, CONFIG_FILE);
  changeApproverKeys(configFile, (keys) => keys.filter((key) => key.id !== id));
  await say(context, json, {
    document: { id, compromised: compromised === true, record: hash },
    sentence:
      compromised === true
        ? `\`${id}\` is removed, and nothing that it signed counts: \`surety override list\` shows what has to be approved again`
        : `\`${id}\` is removed; what it signed before still counts`,
  });
}

interface KeyChange {
  readonly change: "add" | "remove";
  readonly entry: ApproverKey;
  readonly compromised: boolean;
}

function recordKey(
  project: Project,
  { change, entry, compromised }: KeyChange,
  { flags, context }: { readonly flags: SigningFlags; readonly context: CommandContext },
) {
  const signer = signerOf(project, flags, context);
  // It vouches for what the key signed before, and the key is not there any more to do that.
  if (change === "remove" && signer.key.id === entry.id)
    throw new ConfigError(`\`${entry.id}\` cannot sign for its own removal: sign with another key (\`--key\`)`);
  const statement: KeyStatement = {
    format: "surety-key-1",
    change,
    ...entry,
    groups: project.policy.groupsOf(entry.person),
    compromised,
  };
  return record(project, signer, { kind: "key", statement, now: context.wallClock() });
}

async function list({ json }: KeyFlags, context: CommandContext): Promise<void> {
  const { policy } = openProject(context);
  const keys = policy.keys.map((key) => ({ ...key, groups: policy.groupsOf(key.person) }));
  await say(context, json, {
    document: { keys },
    sentence:
      keys.length === 0
        ? "the project knows no key: `surety keys init`, then `surety keys add`"
        : keys.map((key) => `${key.id}  ${key.person}  ${key.groups.join(" ") || "(no group)"}`).join("\n"),
  });
}

function readGiven(given: string, cwd: string): string {
  const file = path.resolve(cwd, given);
  const text = existsSync(file) ? readFileSync(file, "utf8") : given;
  const key = readPublicKey(text);
  if (key === null)
    throw new ConfigError(`\`${given}\` is no Ed25519 public key (PEM, base 64 of DER, or ssh-ed25519), and no file with one`);
  return publicKeyText(key);
}

function requireName(name: string, option: string): void {
  if (!ID.test(name))
    throw new ConfigError(`\`${option} ${name}\`: a name has at most 64 letters, digits, \`.\`, \`_\`, \`@\` and \`-\``);
}
