/**
 * Built-in methods that call back a function of the program (`instr.callback`): what they call it with, and what of its summary their call does.
 *
 * An original method (A2) of a genuine array calls the function while it runs, with an element, its index and the receiver, and lets nobody else have
 * it: the function is written in the argument's place. So what the callback may assume are facts of this call (link.ts joins them), and what the call
 * does besides the method's own work is what the callback does, as many times as may be.
 *
 * A callback that has a parameter for the receiver, or takes its arguments as a list, has the array by a name that the facts here do not follow:
 * nothing is said of elements then, and the call is unknown code as before. So it may where the method is given another object: `this`, or what
 * `reduce` begins with, may be the array, or lead to it, unless it is made for the call.
 */
import { CALLBACK_METHODS, type CallbackRole } from "../../core/callback-methods.js";
import type { HirCallback, Instr } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import { callbackSummary, type Effects } from "../facts/environment.js";
import {
  type Fact,
  FACT_TOP,
  integerFact,
  isQuietPrimitive,
  joinFact,
  MAX_ARRAY_LENGTH,
  mayBeObject,
  objectFact,
  ofPrimitive,
  UNDEFINED_FACT,
} from "../facts/fact.js";
import type { Outcome } from "../facts/outcome.js";
import { PLAIN_ARRAY } from "../facts/shape.js";
import { defOf, find } from "../ssa/graph.js";
import { arrayElement, type Genuine, type SemanticsContext, typedElement } from "./semantics-context.js";

type Calling = Extract<Instr, { op: "callMethod" }>;

const rolesOf = (instr: Calling): readonly CallbackRole[] => CALLBACK_METHODS.get(instr.name) ?? [];

/** It may get at the receiver by an argument, or by `this`. */
function seesReceiver(context: SemanticsContext, instr: Calling, { parameters }: HirCallback): boolean {
  const at = rolesOf(instr).indexOf("receiver");
  if (at >= 0 && (parameters === null || parameters > at)) return true;
  return instr.args.slice(1).some(({ value }) => mayBeObject(context.fact(value)) && !isMadeForCall(context, value, instr));
}

/** A literal of nothing but primitive values, of which nothing was done before the call. */
function isMadeForCall({ graph, fact }: SemanticsContext, value: number, call: Calling): boolean {
  const def = defOf(graph, value);
  if (def.kind !== "instr" || (def.instr.op !== "array" && def.instr.op !== "object")) return false;
  const { instr } = def;
  const between = graph.fn.blocks[graph.blockOf[find(graph, value)] ?? -1]?.instrs ?? [];
  const [from = -1, to = -1] = [instr.out, call.out].map((out) => between.findIndex((one) => one.out === out));
  return (
    to > from &&
    between.slice(from + 1, to).every((one) => !operandsOf(one).includes(instr.out)) &&
    operandsOf(instr).every((held) => !mayBeObject(fact(held)))
  );
}

interface Called {
  /** Nothing but the method gets at the receiver by what it hands on. */
  readonly isFollowed: boolean;
  /** The effects of the callback are known, and harm nothing that it is given. */
  readonly isQuiet: boolean;
}

/** Where the callback is quiet, nothing is deleted, and nothing made shorter, while the method runs. */
const staysWhole = (context: SemanticsContext, { object }: Calling): boolean =>
  context.fact(object).shape.dense && !context.holed(object);

/** What is known of the arguments of the callback. */
function passedBack(context: SemanticsContext, instr: Calling, kind: Genuine, { isFollowed, isQuiet }: Called): readonly Fact[] {
  const roles = rolesOf(instr);
  const element = (present: boolean): Fact => {
    if (!isFollowed) return FACT_TOP;
    if (kind === "array") return arrayElement(context, instr.object, present);
    // While the method runs others may take the buffer away that they have.
    if (kind !== "typed") return FACT_TOP;
    return typedElement(context, instr.object, context.fact(instr.object).shape.ownBuffer && !context.tampered(instr.object));
  };
  const index = integerFact(0, kind === "array" ? MAX_ARRAY_LENGTH - 1 : 2 ** 47);
  const known = (role: CallbackRole): Fact => {
    switch (role) {
      case "element":
        return element(true);
      case "place":
        return element(isQuiet && kind === "array" && staysWhole(context, instr));
      case "index":
        return index;
      case "receiver":
        return FACT_TOP;
      case "accumulated":
        return accumulated(context, instr, element(true));
    }
  };
  return roles.map((role) => ofPrimitive(known(role)));
}

/** What `reduce` hands on: its second argument or an element at first, then what the callback has returned. Also its result. */
function accumulated(context: SemanticsContext, instr: Calling, element: Fact): Fact {
  const [, initial] = instr.args;
  const returned = callbackSummary(context.environment, instr)?.result.fact ?? FACT_TOP;
  return joinFact(initial === undefined ? element : context.fact(initial.value), returned);
}

/**
 * It keeps and changes nothing that it is given, and runs nothing unknown. (Elements that are objects got into the array under the eyes of everybody:
 * what is stored in those is asked of nobody.)
 */
const isHarmless = ({ unknownEffects, parameters }: Effects): boolean =>
  !unknownEffects && parameters.every(({ escapes, resized, holed }) => !escapes && !resized && !holed);

/** The method makes a number of what the callback returns, which runs `valueOf` of an object. (A boolean it makes without running anything.) */
const converts = ({ name }: Calling, kind: Genuine): boolean =>
  name === "sort" || name === "toSorted" || (name === "map" && kind !== "array");

/** `outcome`: of the call by its model, with a callback that may do anything. */
export function callingBack(context: SemanticsContext, instr: Calling, kind: Genuine, outcome: Outcome): Outcome {
  const { callback } = instr;
  if (callback === null) return outcome;
  const summary = callbackSummary(context.environment, instr);
  const effects = context.aborted ? summary?.thrown : summary;
  const isFollowed = !seesReceiver(context, instr, callback);
  const returnsQuietly = !converts(instr, kind) || (summary !== undefined && isQuietPrimitive(summary.result.fact));
  const isQuiet = effects !== undefined && isFollowed && isHarmless(effects) && returnsQuietly;
  const passesBack = passedBack(context, instr, kind, { isFollowed, isQuiet });
  if (!isQuiet || outcome.model === null) return { ...outcome, passesBack };
  return {
    ...outcome,
    passesBack,
    result: resultOf(context, instr, kind, outcome.result),
    runsUnknown: false,
    // None of these methods changes a length; the elements that `sort` moves stay as many.
    resizes: [],
    escapes: instr.args.slice(1).flatMap(({ value }) => (mayBeObject(context.fact(value)) ? [value] : [])),
    opens: [instr.object],
    assigns: effects.members,
    cells: effects.cells.map((cell) => ({ cell, value: null })),
    callee: callback.function,
  };
}

function resultOf(context: SemanticsContext, instr: Calling, kind: Genuine, modelled: Fact): Fact {
  const element = (): Fact =>
    kind === "typed" ? typedElement(context, instr.object, true) : arrayElement(context, instr.object, true);
  switch (instr.name) {
    case "find":
    case "findLast":
      return joinFact(ofPrimitive(element()), UNDEFINED_FACT);
    case "map":
      return kind === "array" && staysWhole(context, instr) ? objectFact(PLAIN_ARRAY) : modelled;
    case "reduce":
    case "reduceRight":
      return ofPrimitive(accumulated(context, instr, element()));
    default:
      return modelled;
  }
}
