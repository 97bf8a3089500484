/**
 * Decoders for what crosses the thread. A worker is not trusted to give the right shape: whatever does not decode makes its function
 * `unknown: crashed`. What decodes but does not add up is the ledger's business.
 */
import { isMemberName } from "../core/selector.js";
import { InternalError } from "../core/errors.js";
import { WORK_SCHEMA_VERSION, type FunctionResult, type FunctionWork } from "../core/work.js";
import { TASK_SCHEMA_VERSION, type Task, type TaskEnd, type TaskMessage } from "./task.js";

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new InternalError(`${what} is no object`);
  return value as Fields;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new InternalError(`${what} is no array`);
  return value;
}

function natural(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new InternalError(`${what} is no natural number`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw new InternalError(`${what} is no text`);
  return value;
}

function truth(value: unknown, what: string): boolean {
  if (typeof value !== "boolean") throw new InternalError(`${what} is no boolean`);
  return value;
}

function texts(value: unknown, what: string): void {
  for (const entry of list(value, what)) text(entry, what);
}

function member(value: unknown, allowed: readonly unknown[], what: string): void {
  if (!allowed.includes(value)) throw new InternalError(`${what} is ${String(value)}`);
}

export function decodeTask(value: unknown): Task {
  const task = fields(value, "task");
  member(task["schemaVersion"], [TASK_SCHEMA_VERSION], "task schema version");
  for (const work of list(task["works"], "works")) checkWork(work);
  const solver = fields(task["solver"], "solver");
  member(solver["kind"], ["none", "quick", "own", "module"], "solver kind");
  if (solver["kind"] === "module") fields(solver["module"], "solver module");
  return value as Task;
}

function checkWork(value: unknown): asserts value is FunctionWork {
  const work = fields(value, "work");
  member(work["schemaVersion"], [WORK_SCHEMA_VERSION], "work schema version");
  const hir = fields(work["function"], "function");
  text(hir["id"], "function id");
  for (const name of ["params", "locals", "blocks", "sites", "types", "valueTypes"]) list(hir[name], `function ${name}`);
  natural(hir["values"], "function values");
  fields(work["enforcement"], "enforcement");
  for (const [name, budget] of Object.entries(fields(work["budgets"], "budgets"))) natural(budget, `budget ${name}`);
}

export function decodeTaskMessage(value: unknown): TaskMessage {
  const message = fields(value, "message");
  natural(message["index"], "message index");
  if (message["kind"] === "threw") {
    text(message["message"], "message");
    truth(message["defect"], "defect");
  } else if (message["kind"] === "result") {
    decodeFunctionResult(message["result"]);
    truth(message["passing"], "passing");
  } else throw new InternalError(`message of unknown kind ${String(message["kind"])}`);
  return value as TaskMessage;
}

export function decodeTaskEnd(value: unknown): TaskEnd {
  const end = fields(value, "end of task");
  member(end["schemaVersion"], [TASK_SCHEMA_VERSION], "task schema version");
  member(end["kind"], ["end"], "end of task");
  truth(end["retire"], "retire");
  return value as TaskEnd;
}

export function decodeFunctionResult(value: unknown): FunctionResult {
  const result = fields(value, "result");
  member(result["schemaVersion"], [WORK_SCHEMA_VERSION], "result schema version");
  text(result["function"], "result function");
  for (const entry of list(result["sites"], "result sites")) {
    const site = fields(entry, "site result");
    natural(site["site"], "site");
    checkVerdict(site["verdict"]);
    for (const other of list(site["restsOnSites"], "restsOnSites")) natural(other, "restsOnSites");
    texts(site["restsOnEnsured"], "restsOnEnsured");
    const facts = fields(site["facts"], "facts");
    truth(facts["keyIsNumber"], "keyIsNumber");
    truth(facts["keyIsIndex"], "keyIsIndex");
    member(facts["receiver"], ["typedArray", "string", "array", "unknown"], "receiver fact");
  }
  for (const entry of list(result["counterexamples"], "counterexamples")) {
    const counterexample = fields(entry, "counterexample");
    natural(counterexample["site"], "counterexample site");
    for (const given of list(counterexample["parameters"], "counterexample parameters")) {
      const parameter = fields(given, "counterexample parameter");
      natural(parameter["parameter"], "parameter");
      member(parameter["of"], ["value", "length"], "parameter model");
      text(parameter["integer"], "parameter integer");
    }
  }
  for (const entry of list(result["selectors"], "selectors")) checkSelector(fields(entry, "selector"));
  const statistics = fields(result["statistics"], "statistics");
  for (const name of ["abstractSteps", "linearSteps", "solverCalls", "solverGoals"]) natural(statistics[name], name);
  return value as FunctionResult;
}

function checkSelector(selector: Fields): void {
  const span = fields(selector["span"], "selector span");
  natural(span["start"], "selector start");
  natural(span["end"], "selector end");
  for (const test of list(selector["tests"], "selector tests")) checkTest(fields(test, "selector test"));
  for (const entry of list(selector["sites"], "selector sites")) {
    const site = fields(entry, "hoisted site");
    natural(site["site"], "hoisted site");
    natural(site["worth"], "worth");
    checkEvidence(fields(site["evidence"], "evidence"));
  }
}

/** The emitters print it. */
function identifier(value: unknown, what: string): void {
  text(value, what);
  if (!isMemberName(String(value))) throw new InternalError(`${what} is no identifier`);
}

function checkRoot(root: Fields): void {
  member(root["kind"], ["local", "cell", "this"], "what a name in a test stands for");
  if (root["kind"] === "local") natural(root["local"], "local in a test");
  if (root["kind"] === "cell") text(root["cell"], "cell in a test");
}

function checkTest(test: Fields): void {
  switch (test["kind"]) {
    case "number":
      natural(test["value"], "number of a test");
      return;
    case "text":
      text(test["value"], "text of a test");
      return;
    case "name":
      if (test["name"] !== "this") identifier(test["name"], "name in a test");
      checkRoot(fields(test["root"], "what a name in a test stands for"));
      return;
    case "member":
      identifier(test["name"], "member in a test");
      checkTest(fields(test["of"], "operand of a test"));
      return;
    case "length":
      truth(test["believed"], "believed");
      checkTest(fields(test["of"], "operand of a test"));
      return;
    case "element":
      checkTest(fields(test["of"], "operand of a test"));
      checkTest(fields(test["index"], "index in a test"));
      return;
    case "typeof":
    case "typedArray":
      checkTest(fields(test["of"], "operand of a test"));
      return;
    case "binary":
      member(test["operator"], ["+", "-", "*", "%", ">>>", "===", "<", "<="], "operator of a test");
      checkTest(fields(test["left"], "operand of a test"));
      checkTest(fields(test["right"], "operand of a test"));
      return;
    default:
      throw new InternalError(`test of unknown kind ${String(test["kind"])}`);
  }
}

function checkEvidence(evidence: Fields): void {
  member(evidence["tier"], [0, 1, 2, 3], "tier");
  for (const assumption of list(evidence["assumptions"], "assumptions")) {
    member(assumption, ["A1", "A1t", "A2", "A3", "A4", "A5", "A6", "A7", "A8"], "assumption");
  }
  for (const name of ["intrinsics", "restsOn", "facts"]) texts(evidence[name], name);
}

function checkVerdict(value: unknown): void {
  const verdict = fields(value, "verdict");
  switch (verdict["kind"]) {
    case "proved":
      checkEvidence(fields(verdict["evidence"], "evidence"));
      return;
    case "refuted": {
      const witness = fields(verdict["witness"], "witness");
      text(witness["call"], "witness call");
      text(witness["observed"], "witness observed");
      return;
    }
    case "unknown":
      checkReason(fields(verdict["reason"], "reason"));
      return;
    default:
      throw new InternalError(`verdict of unknown kind ${String(verdict["kind"])}`);
  }
}

function checkReason(reason: Fields): void {
  switch (reason["kind"]) {
    case "noProof": {
      text(reason["missing"], "missing");
      const need = fields(reason["need"], "need");
      if (need["condition"] !== null) text(need["condition"], "condition");
      member(need["place"], ["loop", "access"], "place");
      truth(need["contract"], "contract");
      texts(need["known"], "known");
      return;
    }
    case "unsupported":
      text(reason["construct"], "construct");
      return;
    case "budget":
      text(reason["what"], "what");
      return;
    case "assumption":
      text(reason["assumption"], "assumption");
      text(reason["message"], "message");
      return;
    case "solver":
    case "crashed":
      text(reason["message"], "message");
      return;
    default:
      throw new InternalError(`reason of unknown kind ${String(reason["kind"])}`);
  }
}
