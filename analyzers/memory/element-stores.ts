/** What is put into an array, and where: the stores that claims about its elements must survive (element-claims.ts). */
import type { Instr } from "../../core/hir.js";
import { keepsElement } from "../interpretation/contents.js";
import { calleeSummary } from "../facts/environment.js";
import { isFiniteInteger, type Fact } from "../facts/fact.js";
import { find } from "../ssa/graph.js";
import type { LinearFact, Point } from "../linear/linear-facts.js";
import { addForms, atomOf, constantForm, isConstant, type LinearForm } from "../facts/linear-form.js";
import { isBottom } from "../domain/value.js";
import type { ClaimContext } from "../invariants/element-claims.js";

export type Key =
  | { readonly kind: "form"; readonly form: LinearForm }
  /** Every index from 0 on. */
  | { readonly kind: "any" }
  | { readonly kind: "unknown" };

export interface Store {
  readonly at: Point;
  readonly key: Key;
  /** The element: its form, or bounds on it. */
  readonly element:
    | { readonly kind: "form"; readonly form: LinearForm }
    | { readonly kind: "range"; readonly lo: number; readonly hi: number }
    | { readonly kind: "unknown" };
  readonly value: number | null;
  readonly given: readonly LinearFact[];
}

export function rangeOf(fact: Fact): Store["element"] {
  const n = fact.value.number;
  // Nothing comes in at all, or only what a claim can speak of.
  if (n === null && fact.value.others === 0) return { kind: "range", lo: 0, hi: 0 };
  if (n === null || !isFiniteInteger(fact) || Math.abs(n.lo) >= 2 ** 50 || Math.abs(n.hi) >= 2 ** 50) return { kind: "unknown" };
  return { kind: "range", lo: n.lo, hi: n.hi };
}

/**
 * Where something is put into every place of a typed array whose buffer is its own, there is a place: its length, which does not change, is at least
 * one. This is said of the array that the value is at the time: another instance of the same allocation has another length.
 */
function someElement({ interpretation, memory, facts, graph }: ClaimContext, array: number): readonly LinearFact[] {
  const v = find(graph, array);
  const length = memory.initialLength.get(v);
  const shape = interpretation.facts[v]?.shape;
  if (length === undefined || shape === undefined || shape.array || shape.other || !shape.ownBuffer) return [];
  const at = { block: graph.blockOf[v] ?? 0, position: (graph.positionOf[v] ?? 0) + 1 };
  const form = facts.form(length, at);
  const atLeastOne = form && addForms(constantForm(1), form, -1);
  return atLeastOne === null || isConstant(atLeastOne)
    ? []
    : [{ atom: atomOf(atLeastOne, "<="), origin: { kind: "definition", value: length } }];
}

/** What an allocation puts in; null when that is not known. */
export function initialStores(context: ClaimContext, instr: Instr, at: Point): readonly Store[] | null {
  const { flow, interpretation, facts } = context;
  const outcome = flow.outcomes.get(instr.out);
  const after = { block: at.block, position: at.position + 1 };
  const zero: Store = {
    at: after,
    key: { kind: "any" },
    element: { kind: "range", lo: 0, hi: 0 },
    value: null,
    given: someElement(context, instr.out),
  };
  if (instr.op === "array") {
    return instr.elements.flatMap((element, index): Store[] => {
      if (element.kind === "hole") return [];
      const form = element.kind === "value" ? facts.form(element.value, after) : null;
      const plain = instr.elements.every((e) => e.kind !== "spread");
      return [
        {
          at: after,
          key: plain ? { kind: "form", form: constantForm(index) } : { kind: "unknown" },
          element: form === null ? { kind: "unknown" } : { kind: "form", form },
          value: element.value,
          given: [],
        },
      ];
    });
  }
  const model = outcome?.model;
  if (model === null || model === undefined || outcome === undefined) return null;
  const [first] = outcome.args;
  const size = first === undefined ? null : interpretation.factAt(first, at.block, at.position);
  const fresh = size === null || (outcome.args.length === 1 && size.value.others === 0);
  if (model.intrinsic === "Array" && fresh) return [];
  if (/^(?:Int|Uint|Float|Uint8Clamped).*Array$/u.test(model.intrinsic) && (size === null || size.value.others === 0))
    return [zero];
  if (model.intrinsic === "%TypedArray%.prototype.subarray") return [];
  const held = interpretation.elementOf(instr.out);
  return held === null ? null : [{ at: after, key: { kind: "unknown" }, element: rangeOf(held), value: null, given: [] }];
}

/** What an instruction stores into an array it handles; null when that is not known. */
export function storesOf(
  context: ClaimContext,
  instr: Instr,
  at: Point,
  isOwn: (value: number) => boolean,
): readonly Store[] | null {
  const { facts, interpretation, memory, guardFacts, environment } = context;
  const after = { block: at.block, position: at.position + 1 };
  const elementOf = (value: number, array: number): Store["element"] => {
    const { shape } = interpretation.factAt(array, at.block, at.position);
    const fact = facts.fact(value, at);
    const kept = shape.typed === 0 || keepsElement(shape.typed, fact);
    const form = kept ? facts.form(value, after) : null;
    return form === null ? { kind: "unknown" } : { kind: "form", form };
  };
  if (instr.op === "setElem") {
    const key = guardFacts && instr.site !== null ? facts.form(instr.key, after) : null;
    return [
      {
        at: after,
        key: key === null ? { kind: "unknown" } : { kind: "form", form: key },
        element: elementOf(instr.value, instr.object),
        value: instr.value,
        given: [],
      },
    ];
  }
  if (instr.op === "call" && instr.target !== null && !instr.args.some((a) => a.spread)) {
    const effects = calleeSummary(environment, instr)?.parameters;
    if (effects === undefined) return null;
    return instr.args.flatMap(({ value }, k): Store[] => {
      const stored = effects[k]?.stored;
      if (!isOwn(value) || (stored !== undefined && isBottom(stored.value))) return [];
      return [
        {
          at,
          key: { kind: "unknown" },
          element: stored === undefined ? { kind: "unknown" } : rangeOf(stored),
          value: null,
          given: [],
        },
      ];
    });
  }
  if (instr.op !== "callMethod" || instr.args.some((a) => a.spread)) return null;
  const values = instr.args.map((a) => a.value);
  const { object } = instr;
  switch (instr.name) {
    case "push": {
      const before = memory.lengthBefore.get(instr.out);
      const length = before === undefined ? null : facts.form(before, at);
      return values.map((value, k): Store => {
        const key = length && addForms(length, constantForm(k), 1);
        return {
          at,
          key: key === null ? { kind: "unknown" } : { kind: "form", form: key },
          element: elementOf(value, object),
          value,
          given: [],
        };
      });
    }
    case "unshift":
      return values.map((value): Store => ({
        at,
        key: { kind: "unknown" },
        element: elementOf(value, object),
        value,
        given: [],
      }));
    case "splice":
      return values
        .slice(2)
        .map((value): Store => ({ at, key: { kind: "unknown" }, element: elementOf(value, object), value, given: [] }));
    case "fill": {
      const [value] = values;
      return value === undefined
        ? null
        : [{ at, key: { kind: "any" }, element: elementOf(value, object), value, given: someElement(context, object) }];
    }
    default:
      return null;
  }
}
