/**
 * The abstract semantics of single instructions: result, effects, escapes. This is where assumption A4 lives: an instruction that could
 * run code we do not see says `runsUnknown`, and its operands escape. The default of every uncertain case is exactly that.
 */
import { THROWN_LOCAL, type Arg, type Instr } from "../core/hir.js";
import type { StaticType } from "../core/static-type.js";
import * as V from "./domain/value.js";
import { toNumeric } from "./domain/convert.js";
import { binary, increment, unary } from "./domain/transfer.js";
import type { Environment, Summary } from "./environment.js";
import {
  BOOLEAN_FACT,
  declaredFact,
  elementFact,
  FACT_TOP,
  FUNCTION_FACT,
  integerFact,
  isNumberOnly,
  isObjectOnly,
  isQuietPrimitive,
  isStringOnly,
  joinFact,
  mayBeObject,
  meetFact,
  objectFact,
  primitive,
  STRING_FACT,
  UNDEFINED_FACT,
  type Fact,
} from "./fact.js";
import { defOf, type Graph } from "./graph.js";
import {
  ASKS_SPECIES,
  modelArrayMethod,
  modelGlobalCall,
  modelNew,
  modelStatic,
  modelStringMethod,
  modelTypedMethod,
  readsLengthQuietly,
  type CallModel,
} from "./model.js";
import { plainOutcome, type Outcome } from "./outcome.js";
import { ANY_OBJECT, isArrayOnly, isTypedOnly, OTHER_OBJECT, PLAIN_ARRAY } from "./shape.js";

export interface SemanticsContext {
  readonly graph: Graph;
  readonly environment: Environment;
  /** Boundary `trusted`: A1t holds. */
  readonly trusted: boolean;
  /** A guard that fails does not continue: sites give facts to later code. */
  readonly guardFacts: boolean;
  /** What is known of an operand where the instruction stands. */
  readonly fact: (value: number) => Fact;
  /** The object may have been reached by unknown code or given own properties before the instruction. */
  readonly tampered: (value: number) => boolean;
  /** The object may have lost density before the instruction. */
  readonly holed: (value: number) => boolean;
  /** The value comes from a parameter or field whose declared type is believed (A1t). */
  readonly declaredBelieved: (value: number) => boolean;
}

const argValues = (args: readonly Arg[]): number[] => args.map((a) => a.value);

/** Anything may happen and anything may come out; all operands escape. */
function unknownCode(operands: readonly number[], result: Fact = FACT_TOP): Outcome {
  return { ...plainOutcome(result), runsUnknown: true, escapes: operands };
}

function typeOf(context: SemanticsContext, value: number): StaticType | null {
  const index = context.graph.fn.valueTypes[value] ?? -1;
  return index < 0 ? null : (context.graph.fn.types[index] ?? null);
}

/** The receiver is only a genuine, untampered array / typed array / string. */
export type Genuine = "array" | "typed" | "string" | null;

export function genuine(context: SemanticsContext, value: number): Genuine {
  const fact = context.fact(value);
  if (isStringOnly(fact)) return "string";
  if (!isObjectOnly(fact) || !fact.shape.plain || context.tampered(value)) return null;
  if (isTypedOnly(fact.shape)) return "typed";
  return isArrayOnly(fact.shape) ? "array" : null;
}

function applyModel(context: SemanticsContext, model: CallModel, receiver: number | null, args: readonly number[]): Outcome {
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

function callCompiled(summary: Summary, target: string, args: readonly Arg[], thisValue: number | null): Outcome {
  const values = argValues(args);
  const spread = args.some((a) => a.spread);
  const escapes = values.filter(
    (_, k) => spread || summary.unknownEffects || (summary.parameters[k]?.escapes ?? summary.reached),
  );
  const resized = values.filter((_, k) => spread || (summary.parameters[k]?.resized ?? summary.reached));
  return {
    ...plainOutcome(summary.result.fact),
    runsUnknown: summary.unknownEffects || spread,
    resizes: resized.map((object) => ({ object, how: "any", relations: [] })),
    holes: values.filter((_, k) => spread || (summary.parameters[k]?.holed ?? summary.reached)),
    cells: summary.cells.map((cell) => ({ cell, value: null })),
    escapes: thisValue === null ? escapes : [thisValue, ...escapes],
    fresh: summary.fresh,
    args: values,
    callee: target,
  };
}

/**
 * `length` of an array or string is its own data property whatever was done to it; that of a typed array is an accessor of the prototype
 * (A2), which an own property could hide.
 */
function lengthRead(context: SemanticsContext, object: number): Outcome | null {
  const fact = context.fact(object);
  if (!readsLengthQuietly(fact)) return null;
  if (fact.shape.typed !== 0 && (context.environment.a2.kind !== "enforceable" || !fact.shape.plain || context.tampered(object)))
    return null;
  return plainOutcome(integerFact(0, 2 ** 47));
}

function getProp(context: SemanticsContext, instr: Extract<Instr, { op: "getProp" }>): Outcome {
  const { object, name, claim } = instr;
  if (name === "length") {
    const read = lengthRead(context, object);
    if (read !== null) return read;
  }
  const source = defOf(context.graph, object);
  if (source.kind === "instr" && source.instr.op === "global" && context.environment.a2.kind === "enforceable") {
    const { name: namespace } = source.instr;
    if (namespace === "Math" || namespace === "Number") {
      const constant = namespace === "Math" ? mathConstant(name) : numberConstant(name);
      if (constant !== null) return plainOutcome(primitive(V.ofNumberConstant(constant)));
      return plainOutcome(FACT_TOP);
    }
    // Reading a property of an original global constructor or namespace runs no code.
    return plainOutcome(FACT_TOP);
  }
  if (claim.kind === "hash" && !claim.accessor) return plainOutcome(FACT_TOP);
  if (context.trusted && claim.kind === "field" && context.declaredBelieved(object)) {
    const declared = context.environment.fields[claim.class]?.[name];
    return plainOutcome(declared === undefined ? FACT_TOP : declaredFact(declared));
  }
  const kind = genuine(context, object);
  if (kind !== null && context.environment.a2.kind === "enforceable") {
    if (kind === "typed" && (name === "byteLength" || name === "byteOffset" || name === "BYTES_PER_ELEMENT"))
      return plainOutcome(integerFact(0, 2 ** 50));
    // `buffer` lets the storage out; methods read as values are harmless reads of prototypes.
    return { ...plainOutcome(FACT_TOP), escapes: name === "buffer" ? [object] : [] };
  }
  return unknownCode([object]);
}

function mathConstant(name: string): number | null {
  const constants: Readonly<Record<string, number>> = {
    E: Math.E,
    LN10: Math.LN10,
    LN2: Math.LN2,
    LOG10E: Math.LOG10E,
    LOG2E: Math.LOG2E,
    PI: Math.PI,
    SQRT1_2: Math.SQRT1_2,
    SQRT2: Math.SQRT2,
  };
  return constants[name] ?? null;
}

function numberConstant(name: string): number | null {
  const constants: Readonly<Record<string, number>> = {
    MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
    MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
    MAX_VALUE: Number.MAX_VALUE,
    MIN_VALUE: Number.MIN_VALUE,
    EPSILON: Number.EPSILON,
    NaN,
    POSITIVE_INFINITY: Infinity,
    NEGATIVE_INFINITY: -Infinity,
  };
  return constants[name] ?? null;
}

function setProp(context: SemanticsContext, instr: Extract<Instr, { op: "setProp" }>): Outcome {
  const { object, name, value, claim, define } = instr;
  const escapes = mayBeObject(context.fact(value)) ? [value] : [];
  if (name === "length") {
    const kind = genuine(context, object);
    const fact = context.fact(value);
    if (kind === "array" && isNumberOnly(fact)) {
      const shrinksToNothing = fact.value.number?.lo === 0 && fact.value.number.hi === 0;
      return {
        ...plainOutcome(fact),
        resizes: [{ object, how: "set", relations: [] }],
        holes: shrinksToNothing ? [] : [object],
        args: [value],
      };
    }
    return unknownCode([object, value]);
  }
  if (claim.kind === "hash" && !claim.accessor)
    return { ...plainOutcome(context.fact(value)), stores: [{ object, name, value }], escapes };
  const ownObject =
    define && context.environment.baseConstructor && defOf(context.graph, object).kind === "instr" && isThis(context, object);
  if (ownObject || (context.trusted && claim.kind === "field" && context.declaredBelieved(object)))
    return { ...plainOutcome(context.fact(value)), stores: [{ object, name, value }], escapes };
  return unknownCode([object, value]);
}

function isThis(context: SemanticsContext, value: number): boolean {
  const def = defOf(context.graph, value);
  return def.kind === "instr" && def.instr.op === "this";
}

function declaredElement(
  context: SemanticsContext,
  instr: { readonly out: number; readonly object: number },
  present: boolean,
): Fact {
  if (!context.trusted || !context.declaredBelieved(instr.object)) return FACT_TOP;
  const type = typeOf(context, instr.out);
  if (type === null) return FACT_TOP;
  const fact = declaredFact(type);
  return present ? fact : joinFact(fact, UNDEFINED_FACT);
}

function getElem(context: SemanticsContext, instr: Extract<Instr, { op: "getElem" }>): Outcome {
  const { object, key } = instr;
  if (!isNumberOnly(context.fact(key)) || context.environment.a2.kind !== "enforceable") {
    // A string key may name a getter; any other key is converted first.
    return unknownCode([object, key]);
  }
  const present = instr.site !== null && context.guardFacts;
  switch (genuine(context, object)) {
    case "typed": {
      const fact = elementFact(context.fact(object).shape.typed);
      return plainOutcome(present ? fact : joinFact(fact, UNDEFINED_FACT));
    }
    case "string":
      return plainOutcome(present ? STRING_FACT : joinFact(STRING_FACT, UNDEFINED_FACT));
    case "array":
      return plainOutcome(declaredElement(context, instr, present));
    case null: {
      const shape = context.fact(object).shape;
      // A typed array's elements are data whatever else was done to it; so are those of a genuine array that only A1t describes.
      if (isObjectOnly(context.fact(object)) && isTypedOnly(shape)) {
        const fact = elementFact(shape.typed);
        return plainOutcome(present ? fact : joinFact(fact, UNDEFINED_FACT));
      }
      return unknownCode([object, key]);
    }
  }
}

function setElem(context: SemanticsContext, instr: Extract<Instr, { op: "setElem" }>): Outcome {
  const { object, key, value, site } = instr;
  const objectValue = mayBeObject(context.fact(value));
  if (!isNumberOnly(context.fact(key)) || context.environment.a2.kind !== "enforceable") return unknownCode([object, key, value]);
  const shape = context.fact(object).shape;
  if (isObjectOnly(context.fact(object)) && isTypedOnly(shape)) {
    return isQuietPrimitive(context.fact(value)) ? plainOutcome(context.fact(value)) : unknownCode([object, value]);
  }
  if (genuine(context, object) === "array") {
    return {
      ...plainOutcome(context.fact(value)),
      resizes: [{ object, how: "store", relations: [] }],
      escapes: objectValue ? [value] : [],
      // Without a guard that stops, the store may land beyond the end (a hole) or on a name that is no index.
      holes: site !== null && context.guardFacts ? [] : [object],
      args: [key],
    };
  }
  return unknownCode([object, key, value]);
}

function callMethod(context: SemanticsContext, instr: Extract<Instr, { op: "callMethod" }>): Outcome {
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
    switch (genuine(context, instr.object)) {
      case "string":
        model = modelStringMethod(instr.name, facts, spread);
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
      case null:
        break;
    }
    if (model !== null && ASKS_SPECIES.test(model.intrinsic) && !context.environment.a2.closedProgram)
      return unknownCode([instr.object, ...args]);
    if (model !== null) return applyModel(context, model, instr.object, args);
    if (
      isNumberOnly(context.fact(instr.object)) &&
      (instr.name === "toString" || instr.name === "toFixed") &&
      facts.every(isQuietPrimitive)
    )
      return plainOutcome(STRING_FACT);
  }
  if (instr.claim.kind === "member") {
    // Dispatch on a class instance: the receiver's class is a claim, so only A1t could name the callee. Treated as unknown code.
    return unknownCode([instr.object, ...args]);
  }
  return unknownCode([instr.object, ...args]);
}

function call(context: SemanticsContext, instr: Extract<Instr, { op: "call" }>): Outcome {
  const args = argValues(instr.args);
  if (instr.target !== null) {
    const summary = context.environment.summaries[instr.target];
    if (summary !== undefined) return callCompiled(summary, instr.target, instr.args, instr.thisValue);
  }
  const source = defOf(context.graph, instr.callee);
  if (source.kind === "instr" && source.instr.op === "global" && context.environment.a2.kind === "enforceable") {
    const model = modelGlobalCall(
      source.instr.name,
      args.map((a) => context.fact(a)),
      instr.args.some((a) => a.spread),
    );
    if (model !== null) return applyModel(context, model, null, args);
  }
  return unknownCode(instr.thisValue === null ? [instr.callee, ...args] : [instr.callee, instr.thisValue, ...args]);
}

function construct(context: SemanticsContext, instr: Extract<Instr, { op: "new" }>): Outcome {
  const args = argValues(instr.args);
  if (instr.class !== null) {
    const target = context.environment.constructors[instr.class];
    const summary = target === undefined ? undefined : context.environment.summaries[target];
    if (target !== undefined && summary !== undefined) {
      const outcome = callCompiled(summary, target, instr.args, null);
      return { ...outcome, result: objectFact(ANY_OBJECT), fresh: false };
    }
  }
  const source = defOf(context.graph, instr.callee);
  if (source.kind === "instr" && source.instr.op === "global" && context.environment.a2.kind === "enforceable") {
    const model = modelNew(
      source.instr.name,
      args.map((a) => context.fact(a)),
      instr.args.some((a) => a.spread),
    );
    if (model !== null) return applyModel(context, model, null, args);
  }
  return unknownCode([instr.callee, ...args], objectFact(ANY_OBJECT));
}

/** Iteration of a genuine array, typed array or string by its intrinsic iterator runs no foreign code (A2). */
function iterates(context: SemanticsContext, iterable: number): boolean {
  return context.environment.a2.kind === "enforceable" && genuine(context, iterable) !== null;
}

function binaryOp(context: SemanticsContext, instr: Extract<Instr, { op: "binary" }>): Outcome {
  const left = context.fact(instr.left);
  const right = context.fact(instr.right);
  switch (instr.operator) {
    case "===":
    case "!==":
      return plainOutcome(BOOLEAN_FACT);
    case "==":
    case "!=": {
      const nullish = (f: Fact): boolean => f.value.number === null && (f.value.others & ~V.NULLISH) === 0;
      const quiet = nullish(left) || nullish(right) || (isQuietPrimitive(left) && isQuietPrimitive(right));
      return quiet ? plainOutcome(BOOLEAN_FACT) : unknownCode([instr.left, instr.right], BOOLEAN_FACT);
    }
    case "in":
    case "instanceof": {
      // `instanceof` asks Symbol.hasInstance and walks prototypes (proxies); `in` may meet a proxy.
      return unknownCode([instr.left, instr.right], BOOLEAN_FACT);
    }
    default: {
      const result = primitive(binary(instr.operator, left.value, right.value));
      return isQuietPrimitive(left) && isQuietPrimitive(right)
        ? plainOutcome(result)
        : unknownCode([instr.left, instr.right], result);
    }
  }
}

function numericOp(context: SemanticsContext, operand: number, result: V.AbstractValue): Outcome {
  return isQuietPrimitive(context.fact(operand)) ? plainOutcome(primitive(result)) : unknownCode([operand], primitive(result));
}

/** Result, effects and escapes of `instr`, given what is known of its operands. */
export function evaluate(instr: Instr, context: SemanticsContext): Outcome {
  switch (instr.op) {
    case "const":
      return plainOutcome(primitive(V.ofConstant(instr.value)));
    case "param": {
      const passed = context.environment.parameters?.[instr.index]?.fact ?? FACT_TOP;
      const param = context.graph.fn.params[instr.index];
      if (param?.rest === true) return { ...plainOutcome(objectFact(PLAIN_ARRAY)), fresh: true };
      if (!context.trusted || param === undefined) return plainOutcome(passed);
      const type = context.graph.fn.types[param.type];
      const declared = type === undefined ? FACT_TOP : declaredFact(type);
      return plainOutcome(meetFact(passed, param.optional ? joinFact(declared, UNDEFINED_FACT) : declared));
    }
    case "getLocal":
    case "copy":
      return plainOutcome(FACT_TOP);
    case "setLocal":
      // What is thrown comes back under another name: `caught` may be it.
      return {
        ...plainOutcome(UNDEFINED_FACT),
        escapes: context.graph.fn.locals[instr.local]?.name === THROWN_LOCAL ? [instr.value] : [],
      };
    case "this":
    case "newTarget":
    case "caught":
    case "import":
      return plainOutcome(FACT_TOP);
    case "arguments":
      return { ...plainOutcome(objectFact(OTHER_OBJECT)), fresh: true };
    case "getCell": {
      const cell = context.environment.cellFacts[instr.cell];
      if (cell === undefined) return plainOutcome(FACT_TOP);
      return plainOutcome(cell.value.fact);
    }
    case "setCell":
      return {
        ...plainOutcome(UNDEFINED_FACT),
        cells: [{ cell: instr.cell, value: instr.value }],
        escapes: context.environment.cellFacts[instr.cell]?.stable === true ? [] : [instr.value],
      };
    case "global":
      return plainOutcome(globalFact(instr.name));
    case "setGlobal":
      return unknownCode([instr.value], UNDEFINED_FACT);
    case "typeofGlobal":
      return plainOutcome(STRING_FACT);
    case "unary":
      switch (instr.operator) {
        case "!":
          return plainOutcome(primitive(unary("!", context.fact(instr.value).value)));
        case "typeof":
          return plainOutcome(STRING_FACT);
        case "void":
          return plainOutcome(UNDEFINED_FACT);
        case "-":
        case "+":
        case "~":
          return numericOp(context, instr.value, unary(instr.operator, context.fact(instr.value).value));
      }
    // eslint-disable-next-line no-fallthrough -- the inner switch is exhaustive
    case "increment":
      return numericOp(context, instr.value, increment(context.fact(instr.value).value, instr.by));
    case "toNumeric":
      return numericOp(context, instr.value, toNumeric(context.fact(instr.value).value));
    case "binary":
      return binaryOp(context, instr);
    case "template":
      return instr.parts.every((p) => isQuietPrimitive(context.fact(p)))
        ? plainOutcome(STRING_FACT)
        : unknownCode(instr.parts, STRING_FACT);
    case "regex":
      return { ...plainOutcome(objectFact(OTHER_OBJECT)), fresh: true };
    case "array":
      return arrayLiteral(context, instr);
    case "object":
      return objectLiteral(context, instr);
    case "closure":
      return plainOutcome(FUNCTION_FACT);
    case "class":
      return unknownCode(instr.heritage === null ? instr.keys : [instr.heritage, ...instr.keys], FUNCTION_FACT);
    case "getProp":
      return getProp(context, instr);
    case "setProp":
      return setProp(context, instr);
    case "deleteProp":
      return unknownCode([instr.object]);
    case "deleteElem": {
      const array = genuine(context, instr.object) === "array" && isNumberOnly(context.fact(instr.key));
      return array
        ? { ...plainOutcome(BOOLEAN_FACT), holes: [instr.object] }
        : unknownCode([instr.object, instr.key], BOOLEAN_FACT);
    }
    case "getElem":
      return getElem(context, instr);
    case "setElem":
      return setElem(context, instr);
    case "getSuper":
      return unknownCode(instr.key === null ? [] : [instr.key]);
    case "setSuper":
      return unknownCode(instr.key === null ? [instr.value] : [instr.key, instr.value]);
    case "call":
      return call(context, instr);
    case "callMethod":
      return callMethod(context, instr);
    case "new":
      return construct(context, instr);
    case "superCall":
      return unknownCode(argValues(instr.args));
    case "iterStart":
      return !instr.async && iterates(context, instr.iterable)
        ? plainOutcome(objectFact(OTHER_OBJECT))
        : unknownCode([instr.iterable]);
    case "iterNext":
    case "iterClose": {
      const start = defOf(context.graph, instr.iterator);
      const quiet =
        start.kind === "instr" && start.instr.op === "iterStart" && !start.instr.async && iterates(context, start.instr.iterable);
      return quiet ? plainOutcome(FACT_TOP) : unknownCode([instr.iterator]);
    }
    case "iterDone":
    case "forInDone":
      return plainOutcome(BOOLEAN_FACT);
    case "iterValue":
      return plainOutcome(iterationValue(context, instr));
    case "forInStart":
    case "forInNext":
      // Enumeration asks proxies and prototypes.
      return unknownCode([instr.op === "forInStart" ? instr.object : instr.iterator]);
    case "forInKey":
      return plainOutcome(joinFact(STRING_FACT, UNDEFINED_FACT));
    case "patternStart":
      return iterates(context, instr.iterable) ? plainOutcome(objectFact(OTHER_OBJECT)) : unknownCode([instr.iterable]);
    case "patternElem":
    case "patternRest":
    case "patternEnd": {
      const start = defOf(context.graph, instr.pattern);
      const source = start.kind === "instr" && start.instr.op === "patternStart" ? start.instr.iterable : null;
      const quiet = source !== null && iterates(context, source);
      if (instr.op === "patternRest")
        return quiet
          ? { ...plainOutcome(objectFact(PLAIN_ARRAY)), fresh: true }
          : { ...unknownCode([instr.pattern], objectFact(PLAIN_ARRAY)), fresh: true };
      if (!quiet) return unknownCode([instr.pattern]);
      if (instr.op === "patternEnd") return plainOutcome(UNDEFINED_FACT);
      const kind = genuine(context, source);
      const present = instr.site !== null && context.guardFacts;
      if (kind === "typed") return plainOutcome(joinFact(elementFact(context.fact(source).shape.typed), UNDEFINED_FACT));
      if (kind === "array") return plainOutcome(declaredElement(context, { out: instr.out, object: source }, present));
      return plainOutcome(FACT_TOP);
    }
    case "objectRest":
      return { ...unknownCode([instr.object], objectFact(OTHER_OBJECT)), fresh: true };
    case "suspend":
      return unknownCode([instr.value]);
    case "dynamicImport":
      return unknownCode([instr.specifier]);
    case "aborted": {
      // The instruction may have done part of its work: every effect as unknown extent, no result.
      const inner = evaluate(instr.instr, context);
      return {
        ...inner,
        result: UNDEFINED_FACT,
        resizes: inner.resizes.map((r) => ({ object: r.object, how: "any", relations: [] })),
        stores: inner.stores,
        cells: inner.cells.map((c) => ({ cell: c.cell, value: null })),
        holes: [...inner.holes, ...inner.resizes.map((r) => r.object)],
        fresh: false,
        alias: null,
      };
    }
    case "unknown":
      return unknownCode(instr.uses);
  }
}

function globalFact(name: string): Fact {
  switch (name) {
    case "undefined":
      return UNDEFINED_FACT;
    case "NaN":
      return primitive(V.ofNumberConstant(NaN));
    case "Infinity":
      return primitive(V.ofNumberConstant(Infinity));
    default:
      return FACT_TOP;
  }
}

function arrayLiteral(context: SemanticsContext, instr: Extract<Instr, { op: "array" }>): Outcome {
  const escapes: number[] = [];
  let runsUnknown = false;
  let dense = true;
  for (const element of instr.elements) {
    if (element.kind === "hole") dense = false;
    else if (element.kind === "value") {
      if (mayBeObject(context.fact(element.value))) escapes.push(element.value);
    } else if (!iterates(context, element.value)) {
      runsUnknown = true;
      escapes.push(element.value);
    }
  }
  return { ...plainOutcome(objectFact({ ...PLAIN_ARRAY, dense })), escapes, runsUnknown, fresh: true };
}

function objectLiteral(context: SemanticsContext, instr: Extract<Instr, { op: "object" }>): Outcome {
  const escapes: number[] = [];
  let runsUnknown = false;
  for (const member of instr.members) {
    switch (member.kind) {
      case "property":
        if (mayBeObject(context.fact(member.value))) escapes.push(member.value);
        break;
      case "computed":
        if (!isQuietPrimitive(context.fact(member.key))) {
          runsUnknown = true;
          escapes.push(member.key);
        }
        if (mayBeObject(context.fact(member.value))) escapes.push(member.value);
        break;
      case "spread":
        runsUnknown = true;
        escapes.push(member.value);
        break;
      case "accessor":
        break;
    }
  }
  return { ...plainOutcome(objectFact(OTHER_OBJECT)), escapes, runsUnknown, fresh: true };
}

function iterationValue(context: SemanticsContext, instr: Extract<Instr, { op: "iterValue" }>): Fact {
  const next = defOf(context.graph, instr.step);
  const start = next.kind === "instr" && next.instr.op === "iterNext" ? defOf(context.graph, next.instr.iterator) : null;
  if (start?.kind !== "instr" || start.instr.op !== "iterStart" || start.instr.async) return FACT_TOP;
  const kind = genuine(context, start.instr.iterable);
  if (kind === "string") return STRING_FACT;
  if (kind === "typed") return elementFact(context.fact(start.instr.iterable).shape.typed);
  if (kind === "array") return declaredElement(context, { out: instr.out, object: start.instr.iterable }, false);
  return FACT_TOP;
}
