/** `surety override request`: the annotation says what is asked for; the record says that it was, by whom, and of what code. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { orConfigError } from "../../audit/failure.js";
import type { ProgramOverride } from "../../compiler/overrides/override-scopes.js";
import { ConfigError, InternalError } from "../../core/errors.js";
import type { RequestStatement } from "../../policy/ledger/bodies.js";
import { lastInstantOf, placeOf, short } from "../../policy/overrides/in-force.js";
import { timeText } from "../../policy/ledger/record.js";
import { isDay } from "../../policy/annotations/override.js";
import { problemOfJustification } from "../../policy/overrides/justification.js";
import type { CommandContext } from "../context.js";
import { annotationText } from "./annotation-text.js";
import { ask } from "./ask.js";
import { impactLines, impactOn } from "./impact.js";
import { inspectProgram, placeText, programOf, type ListFlags } from "./list.js";
import { openProject, record, signerOf, type SigningFlags } from "./project.js";
import { say } from "./say.js";

export interface RequestFlags extends SigningFlags, ListFlags {
  readonly justification?: string;
  readonly ticket?: string;
  readonly expires?: string;
}

export async function request(place: string, flags: RequestFlags, context: CommandContext): Promise<void> {
  const { file, line } = parsePlace(place);
  const find = (): ProgramOverride => overrideAt(file, line, flags, context);
  const first = find();
  const project = openProject(context, path.dirname(path.resolve(context.cwd, file)));
  const signer = signerOf(project, flags, context);
  const justification =
    flags.justification ??
    (first.justification === ""
      ? await ask("Why is the code right? ", 'give `--justification "…"`, or write it into the annotation')
      : first.justification);
  const others = [...project.ledger.requests.values()]
    .map(({ body }) => body.statement)
    .filter((one) => one.module !== first.module || one.symbol !== first.symbol || one.target !== first.target)
    .map((one) => one.justification);
  const poor = problemOfJustification(justification, project.policy.minimumJustification, others);
  if (poor !== null) throw new ConfigError(poor);
  const now = context.wallClock();
  const expires = flags.expires ?? first.expires ?? defaultEnd(project.policy.maximumDays, now);
  requireLength(expires, project.policy.maximumDays, now);
  const ticket = flags.ticket ?? first.ticket;
  if (ticket !== null && !TICKET.test(ticket))
    throw new ConfigError(`\`--ticket ${ticket}\`: at most 64 letters, digits, \`.\`, \`_\`, \`#\`, \`/\` and \`-\``);
  rewriteAnnotation(first, { justification, ticket, expires });
  const scope = find();
  const [problem] = scope.problems;
  if (problem !== undefined) throw new ConfigError(`${placeText(scope, context.cwd)}: ${problem}`);
  const { scopeHash } = scope;
  if (scopeHash === null || scope.expires !== expires)
    throw new InternalError(`the annotation at ${placeText(scope, context.cwd)} does not say what was written there`);
  if (scope.obligations.length === 0)
    throw new ConfigError(
      `${placeText(scope, context.cwd)}: there is no \`${scope.target}\` in the ${scope.scope} behind the annotation: nothing to free`,
    );
  const statement: RequestStatement = {
    format: "surety-override-request-1",
    module: scope.module,
    symbol: scope.symbol,
    scope: scope.scope,
    scopeHash,
    target: scope.target,
    obligations: scope.obligations,
    justification: scope.justification,
    ticket: scope.ticket,
    expires,
    depends: scope.depends,
    requester: signer.key.person,
  };
  const impact = await impactOn(scope, programOf(path.resolve(scope.file.fileName), flags, context), context);
  const { hash } = await record(project, signer, { kind: "override.request", statement, now });
  const need = project.policy.needOf(statement.target, statement.scope);
  await say(context, flags.json, {
    document: { request: hash, ...statement, impact, needs: { approvals: need.approvals, group: need.group?.name ?? null } },
    sentence:
      `requested ${short(hash)}: ${statement.target} of \`${placeOf(statement)}\` (${statement.scope}), until ${expires}\n` +
      `${impactLines(impact)}\n` +
      `needs ${need.approvals} approval${need.approvals === 1 ? "" : "s"}${need.group === null ? "" : ` of \`${need.group.name}\``}: ` +
      `surety override approve ${short(hash)}`,
  });
}

function parsePlace(place: string): { readonly file: string; readonly line: number | null } {
  const match = /^(.+):(\d+)(?::\d+)?$/u.exec(place);
  return match === null ? { file: place, line: null } : { file: match[1] ?? place, line: Number(match[2]) };
}

function overrideAt(file: string, line: number | null, flags: ListFlags, context: CommandContext): ProgramOverride {
  const absolute = path.resolve(context.cwd, file);
  const { scopes, lost } = inspectProgram(programOf(absolute, flags, context), context);
  const own = scopes.filter((scope) => path.resolve(scope.file.fileName) === absolute);
  const found =
    line === null
      ? own
      : own.filter(({ file: source, span, code }) => {
          const at = (offset: number): number => source.getLineAndCharacterOfPosition(offset).line + 1;
          return at(span.start) === line || (at(code.start) <= line && line <= at(code.end));
        });
  const exact = found.filter(({ file: source, span }) => source.getLineAndCharacterOfPosition(span.start).line + 1 === line);
  const [only, other] = exact.length > 0 ? exact : found;
  if (only === undefined) {
    const [unread] = lost.filter((one) => path.resolve(one.file.fileName) === absolute);
    if (unread !== undefined) throw new ConfigError(`${placeText(unread, context.cwd)}: ${unread.message}`);
    throw new ConfigError(
      `there is no annotation at \`${file}${line === null ? "" : `:${line}`}\`: write \`// @unsafe-override bounds.read -- "why the code is right" expires=YYYY-MM-DD\` on the line before the code`,
    );
  }
  if (other !== undefined)
    throw new ConfigError(
      `several overrides are at \`${file}\` (${placeText(only, context.cwd)}, ${placeText(other, context.cwd)}, …): give the line of one`,
    );
  return only;
}

/** What the record says and what the annotation says must be the same. */
function rewriteAnnotation(
  scope: ProgramOverride,
  words: { readonly justification: string; readonly ticket: string | null; readonly expires: string | null },
): void {
  if (words.justification === scope.justification && words.ticket === scope.ticket && words.expires === scope.expires) return;
  const file = path.resolve(scope.file.fileName);
  const text = orConfigError(`\`${file}\` cannot be read`, () => readFileSync(file, "utf8"));
  if (text !== scope.file.text) throw new ConfigError(`\`${file}\` changed meanwhile: try again`);
  const annotation = annotationText({ target: scope.wants, depends: scope.depends, ...words });
  const changed = text.slice(0, scope.span.start) + annotation + text.slice(scope.span.end);
  orConfigError(`\`${file}\` cannot be written`, () => {
    writeFileSync(file, changed);
  });
}

const DAY = 86_400_000;

/** Nothing that could end the word or the comment that it stands in. */
const TICKET = /^[\w.#-][\w.#/-]{0,63}$/u;

/** Short enough that somebody looks again, also where the policy allows more. */
const DEFAULT_DAYS = 90;

function defaultEnd(maximumDays: number, now: number): string {
  return timeText(now + Math.min(DEFAULT_DAYS, maximumDays) * DAY).slice(0, 10);
}

function requireLength(expires: string, maximumDays: number, now: number): void {
  const days = (lastInstantOf(expires) - now) / DAY;
  if (!isDay(expires)) throw new ConfigError(`\`expires=${expires}\` is no day: \`--expires YYYY-MM-DD\``);
  if (days < 0) throw new ConfigError(`\`expires=${expires}\` is over already`);
  if (days > maximumDays + 1)
    throw new ConfigError(
      `\`expires=${expires}\` is more than the ${maximumDays} days away that the policy allows (\`overrides.maximumDays\`)`,
    );
}
