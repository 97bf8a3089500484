/**
 * The abstract semantics of single instructions: result, effects, escapes. This is where assumption A4 lives: an instruction that could
 * run code we do not see says `runsUnknown`, and its operands escape. The default of every uncertain case is exactly that.
 */
import { type Instr, THROWN_LOCAL } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import { isGuarded } from "../../core/hir-sites.js";
import { toNumeric } from "../domain/convert.js";
import { binary, increment, unary } from "../domain/transfer.js";
import * as V from "../domain/value.js";
import {
  BOOLEAN_FACT,
  elementFact,
  declaredFact,
  type Fact,
  FACT_BOTTOM,
  FACT_TOP,
  FUNCTION_FACT,
  isNumberOnly,
  isQuietPrimitive,
  mayBeObject,
  joinFact,
  meetFact,
  objectFact,
  primitive,
  STRING_FACT,
  UNDEFINED_FACT,
} from "../facts/fact.js";
import { defOf } from "../ssa/graph.js";
import { type Outcome, plainOutcome } from "../facts/outcome.js";
import { getElem, getProp, mayBeArray, setElem, setProp } from "./semantics-access.js";
import { call, callMethod, construct } from "./semantics-calls.js";
import {
  argValues,
  arrayElement,
  genuine,
  iterates,
  type SemanticsContext,
  typedElement,
  unknownCode,
  staysKept,
} from "./semantics-context.js";
import { readOriginal } from "./semantics-globals.js";
import { OTHER_OBJECT, PLAIN_ARRAY } from "../facts/shape.js";

/** Whether two values are strictly equal; null when it cannot be told. Kinds alone decide: of two numbers nothing is said. */
function strictlyEqual(left: V.AbstractValue, right: V.AbstractValue): boolean | null {
  if ((left.number === null || right.number === null) && (left.others & right.others) === 0) return false;
  const isOnly = (value: V.AbstractValue, kind: number): boolean => value.number === null && value.others === kind;
  return [V.UNDEFINED, V.NULL].some((kind) => isOnly(left, kind) && isOnly(right, kind)) ? true : null;
}

/** Whether a value is `== null`. */
function nullishness(value: V.AbstractValue): boolean | null {
  if ((value.others & (V.NULLISH | V.UNDETECTABLE)) === 0) return false;
  return value.number === null && (value.others & ~V.NULLISH) === 0 ? true : null;
}

/**
 * `==` converts an object to compare it with a primitive value that is neither undefined nor null; two objects are compared by identity.
 * (`document.all` equals undefined and null, unconverted.)
 */
const mayConvert = (object: Fact, primitive: Fact): boolean =>
  mayBeObject(object) && (primitive.value.number !== null || (primitive.value.others & ~(V.ANY_OBJECT | V.NULLISH)) !== 0);

function decided(outcome: boolean | null, sense: boolean): Fact {
  if (outcome === null) return BOOLEAN_FACT;
  return primitive(V.ofOthers(outcome === sense ? V.TRUE : V.FALSE));
}

function binaryOp(context: SemanticsContext, instr: Extract<Instr, { op: "binary" }>): Outcome {
  const left = context.fact(instr.left);
  const right = context.fact(instr.right);
  switch (instr.operator) {
    case "===":
    case "!==":
      return plainOutcome(decided(strictlyEqual(left.value, right.value), instr.operator === "==="));
    case "==":
    case "!=": {
      if (mayConvert(left, right) || mayConvert(right, left)) return unknownCode([instr.left, instr.right], BOOLEAN_FACT);
      const nullish = (f: Fact): boolean => f.value.number === null && (f.value.others & ~V.NULLISH) === 0;
      const isNullish = nullish(right) ? nullishness(left.value) : nullish(left) ? nullishness(right.value) : null;
      return plainOutcome(decided(isNullish, instr.operator === "=="));
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

const NEEDS_OPERANDS: ReadonlySet<Instr["op"]> = new Set<Instr["op"]>([
  "call",
  "callMethod",
  "deleteElem",
  "getElem",
  "getProp",
  "iterStart",
  "new",
  "patternStart",
  "setElem",
  "setProp",
  "template",
]);

/** Result, effects and escapes of `instr`, given what is known of its operands. */
export function evaluate(instr: Instr, context: SemanticsContext): Outcome {
  // An operand that has no value so far: control does not get here with one.
  if (NEEDS_OPERANDS.has(instr.op) && operandsOf(instr).some((operand) => V.isBottom(context.fact(operand).value)))
    return plainOutcome(FACT_BOTTOM);
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
      return plainOutcome(FACT_TOP);
    case "import":
      // `import m = require("m")` runs the module where it stands, if nobody did before.
      return instr.name === "export=" ? unknownCode([]) : plainOutcome(FACT_TOP);
    case "violated":
      return plainOutcome(UNDEFINED_FACT);
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
        escapes: staysKept(context, instr.cell, instr.value) ? [] : [instr.value],
      };
    case "global":
      // The global object may have an accessor of a name that the language does not define.
      return readOriginal(context, instr.name) ?? unknownCode([]);
    case "setGlobal":
      return unknownCode([instr.value], UNDEFINED_FACT);
    case "typeofGlobal":
      return { ...(readOriginal(context, instr.name) ?? unknownCode([])), result: STRING_FACT };
    case "isTypedArray":
      return plainOutcome(BOOLEAN_FACT);
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
    // The inner switch is exhaustive: nothing falls through.
    case "increment":
      return numericOp(context, instr.value, increment(context.fact(instr.value).value, instr.by));
    case "toNumeric": {
      const fact = context.fact(instr.value);
      // A number is its own numeric value: what is learnt of either is known of both.
      const alias = isNumberOnly(fact) ? instr.value : null;
      return { ...numericOp(context, instr.value, toNumeric(fact.value)), alias };
    }
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
      const isNumbered = isNumberOnly(context.fact(instr.key));
      if (isNumbered && genuine(context, instr.object) === "array")
        return { ...plainOutcome(BOOLEAN_FACT), holes: [instr.object] };
      const holes = isNumbered && mayBeArray(context, instr.object) ? [instr.object] : [];
      return { ...unknownCode([instr.object, instr.key], BOOLEAN_FACT), holes };
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
      if (kind === "typed") return plainOutcome(typedElement(context, source, false));
      if (kind === "array") return plainOutcome(arrayElement(context, source, present));
      if (kind === "list")
        return plainOutcome(joinFact(elementFact(context.fact(source).shape.typed), arrayElement(context, source, present)));
      return plainOutcome(FACT_TOP);
    }
    case "literalElem":
      return plainOutcome(UNDEFINED_FACT);
    case "objectRest":
      return { ...unknownCode([instr.object], objectFact(OTHER_OBJECT)), fresh: true };
    case "suspend":
      return unknownCode([instr.value]);
    case "dynamicImport":
      return unknownCode([instr.specifier]);
    case "aborted": {
      // The instruction may have done part of its work: every effect as unknown extent, no result.
      const inner = evaluate(instr.instr, { ...context, aborted: true });
      return {
        ...inner,
        result: UNDEFINED_FACT,
        // A guard that stopped has told whoever listens to violations.
        runsUnknown: inner.runsUnknown || isGuarded(instr.instr),
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
  const holds: { holder: number; value: number }[] = [];
  const isRecord = context.isRecord(instr);
  let runsUnknown = false;
  for (const member of instr.members) {
    switch (member.kind) {
      case "property":
        if (!mayBeObject(context.fact(member.value))) break;
        if (isRecord) holds.push({ holder: instr.out, value: member.value });
        else escapes.push(member.value);
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
  return { ...plainOutcome(objectFact(OTHER_OBJECT)), escapes, holds, runsUnknown, fresh: true };
}

/** No index below the length is a hole: each step of an iteration yields an element. */
function isDense(context: SemanticsContext, array: number): boolean {
  return context.fact(array).shape.dense && !context.holed(array);
}

function iterationValue(context: SemanticsContext, instr: Extract<Instr, { op: "iterValue" }>): Fact {
  const next = defOf(context.graph, instr.step);
  const start = next.kind === "instr" && next.instr.op === "iterNext" ? defOf(context.graph, next.instr.iterator) : null;
  if (start?.kind !== "instr" || start.instr.op !== "iterStart" || start.instr.async) return FACT_TOP;
  const kind = genuine(context, start.instr.iterable);
  if (kind === "string") return STRING_FACT;
  if (kind === "typed") return typedElement(context, start.instr.iterable, true);
  const present = isDense(context, start.instr.iterable);
  if (kind === "array") return arrayElement(context, start.instr.iterable, present);
  if (kind === "list")
    return joinFact(
      elementFact(context.fact(start.instr.iterable).shape.typed),
      arrayElement(context, start.instr.iterable, present),
    );
  return FACT_TOP;
}
