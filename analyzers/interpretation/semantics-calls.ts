/** The abstract semantics of calls: by the summary of what is compiled, by the model of an original intrinsic (A2), else unknown code (A4). */
import * as V from "../domain/value.js";
import type { Arg, Instr } from "../../core/hir.js";
import { calleeSummary, type ParameterEffect, type Summary } from "../facts/environment.js";
import {
  declaredFact,
  type Fact,
  FACT_TOP,
  isNumberOnly,
  isQuietPrimitive,
  joinFact,
  mayBeObject,
  objectFact,
  STRING_FACT,
  UNDEFINED_FACT,
} from "../facts/fact.js";
import { defOf, type Graph } from "../ssa/graph.js";
import {
  ASKS_SPECIES,
  type CallModel,
  modelArrayMethod,
  modelGlobalCall,
  modelNew,
  modelRead,
  modelStatic,
  modelTypedMethod,
} from "./model.js";
import { modelMatching, modelStringMatching, modelStringMethod, type TextCall } from "./model-texts.js";
import { literalOf, patternOf } from "./patterns.js";
import { type Outcome, plainOutcome } from "../facts/outcome.js";
import { callingBack } from "./callbacks.js";
import { isBuffer } from "./semantics-access.js";
import { argValues, genuine, iterates, type SemanticsContext, unknownCode } from "./semantics-context.js";
import { ANY_OBJECT, PLAIN_ARRAY } from "../facts/shape.js";

/** `new Uint8Array(a)` walks an array by its iterator, but no typed array. */
const MAKES_TYPED = /^\w+Array$/u;
/** It walks whatever it is given by its iterator. */
const FROM = /^(?:Array|\w+Array)\.from$/u;

const walks = ({ intrinsic }: CallModel, argument: Fact): boolean =>
  (mayBeObject(argument) &&
    ((MAKES_TYPED.test(intrinsic) && argument.shape.array) ||
      (FROM.test(intrinsic) && (argument.shape.array || argument.shape.typed !== 0)))) ||
  (FROM.test(intrinsic) && (argument.value.others & V.STRING) !== 0);

function applyModel(context: SemanticsContext, found: CallModel, receiver: number | null, args: readonly number[]): Outcome {
  let model = found;
  const [first] = args;
  if (receiver === null && first !== undefined && walks(model, context.fact(first))) {
    // Hardening leaves the iterator of arrays writable, and an array may have one of its own (`iterates`).
    if (!iterates(context, first)) return { ...unknownCode(args, model.result), fresh: true, standsOn: model.intrinsic };
    // What is only numbers converts without running anything.
    const held = context.elementOf(first);
    const runsCode = model.runsCode && !(args.length === 1 && held !== null && isQuietPrimitive(held));
    model = { ...model, runsCode, iterates: true };
  }
  if (model.intrinsic === "Object.freeze" && first !== undefined && isMadeHere(context.graph, first))
    model = { ...model, runsCode: false };
  const returned =
    model.returns === "receiver" ? receiver : model.returns === null ? null : (args[model.returns.argument] ?? null);
  const everything = receiver === null ? args : [receiver, ...args];
  return {
    ...plainOutcome(returned === null ? model.result : context.fact(returned)),
    runsUnknown: model.runsCode,
    resizes:
      receiver === null || model.resizes === "no" ? [] : [{ object: receiver, how: model.resizes, relations: model.relations }],
    escapes: model.runsCode ? everything : model.keeps ? args.filter((a) => mayBeObject(context.fact(a))) : [],
    fresh: model.fresh,
    alias: returned,
    shares: model.sharesReceiver ? receiver : null,
    model,
    receiver,
    args,
  };
}

function callCompiled(
  context: SemanticsContext,
  summary: Summary,
  { target, args, thisValue }: { target: string; args: readonly Arg[]; thisValue: number | null },
): Outcome {
  const effects = context.aborted ? summary.thrown : summary;
  const values = argValues(args);
  const spread = args.some((a) => a.spread);
  const on = (k: number): ParameterEffect | undefined =>
    effects.parameters[k] ?? (summary.rest ? effects.parameters.at(-1) : undefined);
  // Unknown code that the callee runs gets at an argument only by what the callee does with it (`exposed` ones apart), or had it before.
  const escapes = values.filter((_, k) => spread || (on(k)?.escapes ?? summary.reached));
  const resized = values.filter((_, k) => spread || (on(k)?.resized ?? summary.reached));
  return {
    ...plainOutcome(summary.result.fact),
    runsUnknown: effects.unknownEffects || spread,
    resizes: resized.map((object) => ({ object, how: "any", relations: [] })),
    holes: values.filter((_, k) => spread || (on(k)?.holed ?? summary.reached)),
    assigns: effects.members,
    cells: effects.cells.map((cell) => ({ cell, value: null })),
    escapes: thisValue === null ? escapes : [thisValue, ...escapes],
    // What hangs on an argument may be changed in any way, and kept.
    opens: values,
    fresh: summary.fresh,
    args: values,
    callee: target,
  };
}

/** Yield an element, or undefined where there is none. */
const TAKES_ELEMENT: ReadonlySet<string> = new Set(["at", "pop", "shift"]);

/** A literal or a function: no proxy. */
function isMadeHere(graph: Graph, value: number): boolean {
  const def = defOf(graph, value);
  return def.kind === "instr" && (def.instr.op === "object" || def.instr.op === "array" || def.instr.op === "closure");
}

/** A method of a string. */
function modelText(context: SemanticsContext, call: TextCall, args: readonly number[]): CallModel | null {
  const [first] = args;
  const pattern = first === undefined ? null : patternOf(context, first);
  return pattern === null ? modelStringMethod(call) : modelStringMatching(call, pattern);
}

export function callMethod(context: SemanticsContext, instr: Extract<Instr, { op: "callMethod" }>): Outcome {
  const args = argValues(instr.args);
  const facts = args.map((a) => context.fact(a));
  const spread = instr.args.some((a) => a.spread);
  if (context.environment.a2.kind === "enforceable") {
    const source = defOf(context.graph, instr.object);
    let model: CallModel | null = null;
    if (source.kind === "instr" && source.instr.op === "global") {
      model = modelStatic(source.instr.name, instr.name, facts, spread);
      if (model !== null) return applyModel(context, model, null, args);
    }
    const pattern = patternOf(context, instr.object);
    if (pattern !== null && !spread) {
      model = modelMatching({ name: instr.name, args: facts, literals: [] }, pattern);
      if (model !== null) return applyModel(context, model, instr.object, args);
    }
    const kind = genuine(context, instr.object, "methods");
    switch (kind) {
      case "string":
        model = spread
          ? null
          : modelText(context, { name: instr.name, args: facts, literals: args.map((a) => literalOf(context.graph, a)) }, args);
        break;
      case "array":
        model = modelArrayMethod(
          instr.name,
          facts,
          spread,
          context.fact(instr.object).shape.dense && !context.holed(instr.object),
        );
        break;
      case "typed":
        model = modelTypedMethod(instr.name, context.fact(instr.object).shape, facts, spread);
        break;
      case "list":
      case null:
        break;
    }
    // What it calls back with is known where nothing is of what it makes.
    const onlyCallsBack = ({ intrinsic }: CallModel): Outcome => ({
      ...callingBack(context, instr, null, unknownCode([instr.object, ...args])),
      standsOn: intrinsic,
    });
    if (model !== null && ASKS_SPECIES.test(model.intrinsic) && !context.environment.a2.closedProgram)
      return onlyCallsBack(model);
    if (model !== null) {
      const outcome = callingBack(context, instr, kind, applyModel(context, model, instr.object, args));
      // Whoever is called back has the receiver, and may give it a `constructor` of its own; this method asks that when all callbacks have run.
      if (outcome.runsUnknown && model.intrinsic === "%TypedArray%.prototype.filter") return onlyCallsBack(model);
      const taken = kind === "array" && TAKES_ELEMENT.has(instr.name) ? context.elementOf(instr.object) : null;
      return taken === null ? outcome : { ...outcome, result: joinFact(taken, UNDEFINED_FACT) };
    }
    if (isNumberOnly(context.fact(instr.object)) && instr.name === "toString" && facts.every(isQuietPrimitive))
      return applyModel(context, modelRead("Number.prototype.toString", STRING_FACT), null, args);
  }
  // (The receiver's class is a claim: which function it dispatches to is not known, only what such functions are declared to yield.)
  return unknownCode([instr.object, ...args], yielded(context, instr));
}

export function call(context: SemanticsContext, instr: Extract<Instr, { op: "call" }>): Outcome {
  const args = argValues(instr.args);
  if (instr.target !== null) {
    const summary = calleeSummary(context.environment, instr);
    if (summary !== undefined)
      return callCompiled(context, summary, { target: instr.target, args: instr.args, thisValue: instr.thisValue });
  }
  const source = defOf(context.graph, instr.callee);
  if (source.kind === "instr" && source.instr.op === "global" && context.environment.a2.kind === "enforceable") {
    const model = modelGlobalCall(
      source.instr.name,
      args.map((a) => context.fact(a)),
      instr.args.some((a) => a.spread),
    );
    if (model !== null) return asFilled(context, instr, applyModel(context, model, null, args));
  }
  const operands = instr.thisValue === null ? [instr.callee, ...args] : [instr.callee, instr.thisValue, ...args];
  return unknownCode(operands, yielded(context, instr));
}

/** What A1t says of what comes from a function that is not known. */
function yielded(context: SemanticsContext, { out }: Instr): Fact {
  const declared = context.beliefHere(out);
  return declared === null ? FACT_TOP : declaredFact(declared);
}

/** An array that is filled before it is used has no holes there. */
const asFilled = (context: SemanticsContext, instr: Instr, outcome: Outcome): Outcome =>
  outcome.model?.intrinsic === "Array" && context.isFilled(instr) ? { ...outcome, result: objectFact(PLAIN_ARRAY) } : outcome;

export function construct(context: SemanticsContext, instr: Extract<Instr, { op: "new" }>): Outcome {
  const args = argValues(instr.args);
  if (instr.class !== null) {
    const target = context.environment.constructors[instr.class];
    const summary = target === undefined ? undefined : context.environment.summaries[target];
    if (target !== undefined && summary !== undefined) {
      const outcome = callCompiled(context, summary, { target, args: instr.args, thisValue: null });
      return { ...outcome, result: objectFact(ANY_OBJECT), fresh: false };
    }
  }
  const source = defOf(context.graph, instr.callee);
  if (source.kind === "instr" && source.instr.op === "global" && context.environment.a2.kind === "enforceable") {
    const model = modelNew(
      source.instr.name,
      args.map((a) => context.fact(a)),
      instr.args.some((a) => a.spread),
      args[0] !== undefined && isBuffer(context, args[0]),
    );
    if (model !== null) return asFilled(context, instr, applyModel(context, model, null, args));
  }
  return unknownCode([instr.callee, ...args], objectFact(ANY_OBJECT));
}
