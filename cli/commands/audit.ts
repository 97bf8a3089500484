/** `surety audit`: the ledger, checked and read. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { writeCheckpoint } from "../../audit/checkpoint-file.js";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { orConfigError } from "../../audit/failure.js";
import { appendRecord, ledgerFileOf } from "../../audit/ledger-file.js";
import { putInOrder } from "../../audit/put-in-order.js";
import { verifyLedger } from "../../audit/verify-ledger.js";
import { ConfigError } from "../../core/errors.js";
import type { DecisionStatement } from "../../policy/ledger/bodies.js";
import { short } from "../../policy/overrides/in-force.js";
import type { CommandContext } from "../context.js";
import { findRequest } from "../overrides/find-request.js";
import { describeRecord, RECORD_KINDS, recordsOf } from "../overrides/records.js";
import { openConfiguration, openProject, record, signerOf, type SigningFlags } from "../overrides/project.js";
import { count } from "../render/count.js";
import { visible } from "../render/printable.js";
import { say } from "../overrides/say.js";

interface AuditFlags extends SigningFlags {
  readonly json?: true;
  readonly kind?: string;
  readonly limit?: string;
  readonly reason?: string;
}

export function registerAudit(program: Command, context: CommandContext): void {
  const audit = program.command("audit").summary("check and read the ledger of overrides");
  const subcommand = (name: string, summary: string): Command =>
    audit.command(name).summary(summary).option("--json", "print JSON");
  const signing = (command: Command): Command =>
    command.option("--key <id>", "the key that you sign with").option("--ssh <file>", "sign with this SSH key");
  subcommand("verify", "check every record, signature and checkpoint (exit code 1 if something is wrong)").action(
    (flags: AuditFlags) => verify(flags, context),
  );
  subcommand("log", "what happened, the latest last; with --json one record a line")
    .option("--kind <kind>", `only records of this kind: ${RECORD_KINDS.join(", ")}`)
    .option("--limit <n>", "only the last n")
    .action((flags: AuditFlags) => log(flags, context));
  subcommand("show", "one record")
    .argument("<record>", "its hash, or the beginning of it")
    .action((given: string, flags: AuditFlags) => show(given, flags, context));
  subcommand("export", "write every record as a line of JSON")
    .argument("<file>", "where to; `-` is standard output")
    .action((file: string, flags: AuditFlags) => exportTo(file, flags, context));
  subcommand("merge", "join what two branches recorded, and put it in order").action((flags: AuditFlags) =>
    merge(flags, context),
  );
  signing(subcommand("review", "sign that you looked at an emergency"))
    .argument("<request>", "hash of the request, or the beginning of it")
    .requiredOption("--reason <text>", "what you found, for the record")
    .action((given: string, flags: AuditFlags) => review(given, flags, context));
  signing(subcommand("checkpoint", "sign how long the ledger is now")).action((flags: AuditFlags) => checkpoint(flags, context));
}

async function verify({ json }: AuditFlags, context: CommandContext): Promise<void> {
  const { root, policy, signatures } = openConfiguration(context);
  const found = verifyLedger(root, {
    keys: policy.keys,
    signatures,
    emergencyHours: policy.emergencyHours,
    now: context.wallClock(),
  });
  const isSound = found.problems.length === 0;
  const isInOrder = found.problems.every(({ kind }) => kind === "emergency");
  const notes = [
    ...(found.torn ? ["the last line was never finished, and does not count: the next record takes its place"] : []),
    ...(found.heads.length > 1
      ? [`${found.heads.length} branches are not joined yet: \`surety audit merge\`, or the next record, does`]
      : []),
  ];
  await say(context, json, {
    document: { ledger: ledgerFileOf(root), sound: isSound, ...found },
    sentence: [
      ...found.problems.map(({ line, message }) => `${line === null ? "" : `line ${line}: `}${message}`),
      ...notes,
      isInOrder
        ? `${count(found.records, "record")}, ${count(found.signatures, "signature")}, ${count(found.checkpoints, "checkpoint")}: all sound` +
          (isSound ? "" : `, and ${count(found.problems.length, "emergency", "emergencies")} to look at`)
        : `${count(found.records, "record")}: not to be relied on`,
    ].join("\n"),
  });
  context.setExitCode(isSound ? 0 : 1);
}

async function log({ json, kind, limit }: AuditFlags, context: CommandContext): Promise<void> {
  const { root } = openConfiguration(context);
  const most = limit === undefined ? Infinity : Number(limit);
  if (kind !== undefined && !RECORD_KINDS.some((one) => one === kind))
    throw new ConfigError(`\`--kind ${kind}\` is none of ${RECORD_KINDS.join(", ")}`);
  if (!(most >= 1)) throw new ConfigError(`\`--limit ${limit ?? ""}\`: a whole number from 1`);
  const last: string[] = [];
  for (const one of recordsOf(root)) {
    const described = describeRecord(one);
    if (kind !== undefined && described.kind !== kind) continue;
    last.push(
      json === true ? JSON.stringify({ hash: one.hash, n: one.n, time: one.time, body: one.body }) : visible(described.sentence),
    );
    if (last.length > most) last.shift();
  }
  for (const line of last) await context.streams.out(`${line}\n`);
  if (last.length === 0 && json !== true) await context.streams.out("nothing is recorded\n");
}

async function show(given: string, { json }: AuditFlags, context: CommandContext): Promise<void> {
  const { root } = openConfiguration(context);
  for (const one of recordsOf(root)) {
    if (!one.hash.startsWith(given)) continue;
    await say(context, json, { document: one, sentence: `${describeRecord(one).sentence}\n${JSON.stringify(one, null, 2)}` });
    return;
  }
  throw new ConfigError(`no record begins with \`${given}\`: \`surety audit log\` shows what there is`);
}

async function exportTo(file: string, { json }: AuditFlags, context: CommandContext): Promise<void> {
  const { root } = openConfiguration(context);
  const lines = [...recordsOf(root)].map((one) => `${JSON.stringify(one)}\n`);
  if (file === "-") {
    for (const line of lines) await context.streams.out(line);
    return;
  }
  const target = path.resolve(context.cwd, file);
  orConfigError(`\`${target}\` cannot be written`, () => {
    writeFileSync(target, lines.join(""));
  });
  await say(context, json, {
    document: { file: target, records: lines.length },
    sentence: `exported ${count(lines.length, "record")}`,
  });
}

async function merge({ json }: AuditFlags, context: CommandContext): Promise<void> {
  const { root, policy, signatures } = openConfiguration(context);
  const moved = await putInOrder(root);
  const { heads, problems } = verifyLedger(root, {
    keys: policy.keys,
    signatures,
    emergencyHours: policy.emergencyHours,
    now: context.wallClock(),
  });
  const [problem] = problems.filter(({ kind }) => kind !== "emergency");
  if (problem !== undefined)
    throw new ConfigError(`the ledger is not in order (${problem.message}): \`surety audit verify\` shows what is wrong`);
  const joined = heads.length > 1 ? await appendRecord(root, { kind: "merge" }, context.wallClock()) : null;
  await say(context, json, {
    document: { heads, record: joined?.hash ?? null, moved },
    sentence: [
      ...(moved ? ["put the records in order"] : []),
      ...(joined === null
        ? moved
          ? []
          : ["there is nothing to join"]
        : [`joined ${heads.length} branches by ${short(joined.hash)}`]),
    ].join("\n"),
  });
}

async function review(given: string, { json, reason, ...flags }: AuditFlags, context: CommandContext): Promise<void> {
  const project = openProject(context);
  const request = findRequest(given, project);
  const signer = signerOf(project, flags, context);
  const emergencies = (project.ledger.decisions.get(request.hash) ?? []).filter(
    ({ body }) => body.statement.decision === "emergency",
  );
  const [emergency] = emergencies;
  if (emergency === undefined)
    throw new ConfigError(`request ${short(request.hash)} was no emergency: there is nothing to review`);
  if (emergency.body.statement.person === signer.key.person)
    throw new ConfigError(`\`${signer.key.person}\` declared the emergency: somebody else has to review it`);
  const statement: DecisionStatement = {
    format: "surety-override-decision-1",
    decision: "review",
    request: request.hash,
    subject: request.body.statement,
    reason: reason ?? null,
    until: null,
    person: signer.key.person,
  };
  const { hash } = await record(project, signer, { kind: "override.decision", statement, now: context.wallClock() });
  await say(context, json, {
    document: { ...statement, record: hash },
    sentence: `reviewed ${short(request.hash)} as ${signer.key.person}`,
  });
}

async function checkpoint({ json, ...flags }: AuditFlags, context: CommandContext): Promise<void> {
  const project = openProject(context);
  const signer = signerOf(project, flags, context);
  const reader = { digests: NODE_DIGESTS, signatures: project.signatures, keys: project.policy.keys };
  if (!writeCheckpoint(project.root, reader, signer.note))
    throw new ConfigError(
      "no checkpoint can be signed: there is no record, the last checkpoint does not hold, or the key is an SSH key",
    );
  await say(context, json, {
    document: { signed: true, by: signer.key.id },
    sentence: `signed the ledger as it is, as ${signer.key.id}`,
  });
}
