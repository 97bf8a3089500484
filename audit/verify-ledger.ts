/** `surety audit verify`: everything that can be checked of a ledger, in memory that does not grow with it. */
import { existsSync } from "node:fs";
import type { ApproverKey } from "../policy/config/approvers.js";
import type { DecisionStatement } from "../policy/ledger/bodies.js";
import { createHistory, walkUntilJudged } from "../policy/ledger/history.js";
import { createWalk, type LedgerProblem, type LedgerRecord } from "../policy/ledger/walk.js";
import { watchCheckpoints } from "../policy/overrides/read-ledger.js";
import { signedText, type Signatures } from "../policy/overrides/signature.js";
import { readCheckpoints } from "./checkpoint-file.js";
import { NODE_DIGESTS } from "./digests.js";
import { ledgerFileOf } from "./ledger-file.js";
import { linesOfFile } from "./lines.js";

export interface VerifiedLedger {
  readonly records: number;
  /** Records that no other follows; more than one after a merge that nothing has joined yet. */
  readonly heads: readonly string[];
  /** Behind the last line feed stands what an interrupted writer left. Never acknowledged, and taken away by the next append. */
  readonly torn: boolean;
  readonly signatures: number;
  readonly checkpoints: number;
  /** The first hundred. */
  readonly problems: readonly LedgerProblem[];
}

export interface VerifyLedgerOptions {
  readonly keys: readonly ApproverKey[];
  readonly signatures: Signatures;
  readonly emergencyHours: number;
  readonly now: number;
}

const MOST_PROBLEMS = 100;
const HOUR = 3_600_000;

export function verifyLedger(root: string, options: VerifyLedgerOptions): VerifiedLedger {
  const file = ledgerFileOf(root);
  const problems: LedgerProblem[] = [];
  const onProblem = (problem: LedgerProblem): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  const watch = watchCheckpoints(readCheckpoints(root), {
    digests: NODE_DIGESTS,
    signatures: options.signatures,
    keys: options.keys,
  });
  const signed = checkSignatures(options, onProblem);
  const emergencies = watchEmergencies(options);
  const first = createHistory(null);
  const own = { torn: false };
  const walk = createWalk({
    digests: NODE_DIGESTS,
    history: first,
    onRecord: (record) => {
      watch.pass(record.hash);
      signed.check(record);
      emergencies.note(record);
    },
    onProblem,
  });
  const lines = function* () {
    if (!existsSync(file)) return;
    for (const { text, ended } of linesOfFile(file)) {
      if (ended) yield text;
      else own.torn = true;
    }
  };
  for (const line of lines()) walk.add(line);
  const history = walkUntilJudged((again) => {
    const repeated = createWalk({ digests: NODE_DIGESTS, history: again, onRecord: () => undefined, onProblem });
    for (const line of lines()) repeated.add(line);
  }, first);
  for (const problem of [...watch.problems(), ...emergencies.problems()]) onProblem(problem);
  return {
    records: walk.records,
    heads: history.heads().map(({ hash }) => hash),
    torn: own.torn,
    signatures: signed.count(),
    checkpoints: watch.count,
    problems,
  };
}

/** A key counts here if the project knows it, or a record of the ledger has it: whether what it signed is in force is another question. */
function checkSignatures({ keys, signatures }: VerifyLedgerOptions, onProblem: (problem: LedgerProblem) => void) {
  const known = new Map(keys.map(({ id, publicKey }) => [id, publicKey]));
  const own = { count: 0 };
  return {
    count: () => own.count,
    check: ({ line, body }: LedgerRecord): void => {
      if (!("signature" in body)) return;
      own.count++;
      if (body.kind === "key" && !known.has(body.statement.id)) known.set(body.statement.id, body.statement.publicKey);
      const publicKey = known.get(body.by);
      const valid =
        publicKey !== undefined &&
        signatures.verify({ publicKey, message: signedText(body.statement), signature: body.signature });
      if (!valid)
        onProblem({
          kind: "signature",
          line,
          message:
            publicKey === undefined
              ? `the key \`${body.by}\` is not known`
              : `its signature is not that of the key \`${body.by}\``,
        });
    },
  };
}

/** What is in force without an approval must be looked at by somebody else, at the latest when it ends. */
function watchEmergencies({ now, emergencyHours }: VerifyLedgerOptions) {
  const open = new Map<string, { readonly line: number; readonly ends: number; readonly person: string }>();
  const closes: ReadonlySet<DecisionStatement["decision"]> = new Set(["approve", "review", "revoke"]);
  return {
    note: ({ line, time, body }: LedgerRecord): void => {
      if (body.kind !== "override.decision") return;
      const { decision, request, person, until } = body.statement;
      if (decision === "emergency") {
        const longest = Date.parse(time) + emergencyHours * HOUR;
        const said = Date.parse(until ?? "");
        open.set(request, { line, person, ends: Number.isNaN(said) ? longest : Math.min(said, longest) });
      } else if (closes.has(decision) && open.get(request)?.person !== person) open.delete(request);
    },
    problems: (): readonly LedgerProblem[] =>
      [...open]
        .filter(([, { ends }]) => ends < now)
        .map(([request, { line, person }]) => ({
          kind: "emergency",
          line,
          message: `nobody but \`${person}\` has looked at the emergency of request ${request.slice(0, 12)}: \`surety audit review\` it, approve or revoke it`,
        })),
  };
}
