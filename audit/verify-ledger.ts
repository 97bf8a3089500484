/** `surety audit verify`: everything that can be checked of a ledger, in memory that does not grow with it. */
import { existsSync } from "node:fs";
import type { ApproverKey } from "../policy/config/approvers.js";
import { createHistory, walkUntilJudged, type History } from "../policy/ledger/history.js";
import { createWalk, type LedgerProblem, type LedgerRecord } from "../policy/ledger/walk.js";
import { watchCheckpoints } from "../policy/overrides/read-ledger.js";
import type { Signatures } from "../policy/overrides/signature.js";
import { readCheckpoints } from "./checkpoint-file.js";
import { NODE_DIGESTS } from "./digests.js";
import { ledgerFileOf } from "./ledger-file.js";
import { checkSignatures } from "./ledger-signatures.js";
import { isLinked, LEDGER_FILE, LINKED } from "./places.js";
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
  const own = { torn: false };
  const lines = function* () {
    if (!existsSync(file)) return;
    for (const { text, ended } of linesOfFile(file)) {
      if (ended) yield text;
      else own.torn = true;
    }
  };
  const checkpoints = readCheckpoints(root);
  // A walk that cannot judge yet what repeats would count it twice: only the last one says anything.
  const first = createHistory(null);
  let pass = checkOnce(lines, first, { ...options, checkpoints });
  const history = walkUntilJudged((again) => {
    pass = checkOnce(lines, again, { ...options, checkpoints });
  }, first);
  const linked: readonly LedgerProblem[] =
    existsSync(file) && isLinked(root, LEDGER_FILE) ? [{ kind: "line", line: null, message: LINKED }] : [];
  return {
    records: pass.records,
    heads: history.heads().map(({ hash }) => hash),
    torn: own.torn,
    signatures: pass.signatures,
    checkpoints: pass.checkpoints,
    problems: [...linked, ...pass.problems].slice(0, MOST_PROBLEMS),
  };
}

function checkOnce(
  lines: () => Iterable<string>,
  history: History,
  { keys, signatures, checkpoints, ...times }: VerifyLedgerOptions & { readonly checkpoints: string | null },
): Pick<VerifiedLedger, "records" | "signatures" | "checkpoints" | "problems"> {
  const problems: LedgerProblem[] = [];
  const onProblem = (problem: LedgerProblem): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  const watch = watchCheckpoints(checkpoints, { digests: NODE_DIGESTS, signatures, keys });
  const signed = checkSignatures(keys, signatures, onProblem);
  const emergencies = watchEmergencies(times);
  const walk = createWalk({
    digests: NODE_DIGESTS,
    history,
    onRecord: (record) => {
      watch.pass(record);
      signed.check(record);
      emergencies.note(record);
    },
    onProblem,
  });
  for (const line of lines()) walk.add(line);
  if (signed.unknown.size > 0) {
    const again = createWalk({
      digests: NODE_DIGESTS,
      history: createHistory(null),
      onRecord: signed.recheck,
      // Told by the first walk.
      onProblem: () => undefined,
    });
    for (const line of lines()) again.add(line);
  }
  for (const problem of [...watch.problems(), ...emergencies.problems(signed.holders())]) onProblem(problem);
  return { records: walk.records, signatures: signed.count(), checkpoints: watch.count, problems };
}

interface Emergency {
  readonly line: number;
  readonly request: string;
  readonly ends: number;
  readonly by: string;
  readonly person: string;
}

/** What is in force without an approval must be looked at by somebody else of the project, at the latest when it ends. */
function watchEmergencies({ now, emergencyHours }: Pick<VerifyLedgerOptions, "now" | "emergencyHours">) {
  const emergencies: Emergency[] = [];
  /** By request: lines and keys of what was decided of it later. Only what had an emergency is remembered. */
  const looks = new Map<string, { readonly line: number; readonly by: string }[]>();
  return {
    note: ({ line, time, body }: LedgerRecord): void => {
      if (body.kind !== "override.decision") return;
      const { by, statement } = body;
      const { decision, request, person, until } = statement;
      const later = looks.get(request) ?? [];
      if (decision !== "emergency") {
        if (looks.has(request)) later.push({ line, by });
        return;
      }
      looks.set(request, later);
      const longest = Date.parse(time) + emergencyHours * HOUR;
      const said = Date.parse(until ?? "");
      emergencies.push({ line, request, by, person, ends: Number.isNaN(said) ? longest : Math.min(said, longest) });
    },
    /** `holders`: persons by key. What a key of nobody says counts for nobody. */
    problems: (holders: ReadonlyMap<string, string>): readonly LedgerProblem[] => {
      const isLookedAt = ({ request, line, by, person }: Emergency): boolean =>
        (looks.get(request) ?? []).some((look) => {
          const who = holders.get(look.by);
          return look.line > line && who !== undefined && who !== (holders.get(by) ?? person);
        });
      return emergencies
        .filter((one) => one.ends < now && !isLookedAt(one))
        .map(({ line, request, person }) => ({
          kind: "emergency",
          line,
          message: `nobody but \`${person}\` has looked at the emergency of request ${request.slice(0, 12)}: \`surety audit review\` it, approve or revoke it`,
        }));
    },
  };
}
