/**
 * Small patches that make the prover unsound, each of a kind that provers have really been wrong in. The fuzzer must find every one of them
 * within 2,000 programs (`npm run fuzz -- --seeded`). Each text must be in its file exactly once: whoever changes the source changes the
 * patch with it, or takes another that makes the same mistake.
 */
import type { Boundary } from "../../core/options.js";

export interface SeededUnsoundness {
  readonly name: string;
  /** From the root. */
  readonly file: string;
  readonly replace: readonly (readonly [from: string, to: string])[];
  /** Where it shows, if in one only. */
  readonly boundary?: Boundary;
}

export const SEEDED: readonly SeededUnsoundness[] = [
  {
    name: "nan-passes-the-negated-test",
    file: "analyzers/domain/refine.ts",
    replace: [["const nan = original.number?.nan === true;", "const nan = false;"]],
  },
  {
    name: "integer-whatever-was-tested",
    file: "analyzers/domain/transfer-arithmetic.ts",
    replace: [
      [
        "  let integer = false;\n  let residues: Congruence = ANY_INTEGER;\n  const divisor",
        "  let integer = a.integer && b.integer;\n  let residues: Congruence = ANY_INTEGER;\n  const divisor",
      ],
    ],
  },
  {
    name: "int32-does-not-wrap",
    file: "analyzers/domain/transfer-bits.ts",
    replace: [
      [
        "finite = integers(floor, floor + TWO_32 - 1, lowBits(residues));",
        "finite = integers(Math.max(lo, floor), Math.min(hi, floor + TWO_32 - 1), lowBits(residues));",
      ],
    ],
  },
  {
    name: "remainder-is-never-negative",
    file: "analyzers/domain/transfer-arithmetic.ts",
    replace: [["lo: unchanged ? alo : alo >= 0 ? 0 : Math.max(alo, -limit),", "lo: unchanged ? alo : 0,"]],
  },
  {
    name: "widening-keeps-the-upper-bound",
    file: "analyzers/domain/number.ts",
    replace: [["    hi = bound;\n  }\n  // The joined", "    hi = previous.hi;\n  }\n  // The joined"]],
  },
  {
    name: "at-most-is-less-than",
    file: "analyzers/linear/linear-tests.ts",
    replace: [
      [
        `return push(sense ? atMost(a, b) : atMost(b, a, 1), "<=");`,
        `return push(sense ? atMost(a, b, 1) : atMost(b, a, 1), "<=");`,
      ],
    ],
  },
  {
    name: "math-max-is-an-upper-bound",
    file: "analyzers/linear/linear-definitions.ts",
    replace: [[`model.intrinsic === "Math.min" ? atMost(self, part) : atMost(part, self)`, `atMost(self, part)`]],
  },
  {
    name: "length-survives-unknown-calls",
    file: "analyzers/memory/memory.ts",
    replace: [["if (outcome.runsUnknown && escapedBy(location.root, point)) return CHANGED;", ""]],
  },
  {
    name: "resize-through-an-alias",
    file: "analyzers/memory/memory.ts",
    replace: [
      [
        "if (mayResize(resize.object, location.root)) return CHANGED;",
        "if (canonical(resize.object) === canonical(location.root)) return CHANGED;",
      ],
    ],
  },
  {
    name: "captured-variable-survives-calls",
    file: "analyzers/memory/memory.ts",
    replace: [["return outcome.runsUnknown && otherWriters(location.cell) ? CHANGED : NO_CLOBBER;", "return NO_CLOBBER;"]],
  },
  {
    name: "calls-never-throw",
    file: "compiler/lower/can-throw.ts",
    replace: [[`    case "aborted":\n`, `    case "aborted":\n    case "call":\n    case "callMethod":\n`]],
  },
  {
    name: "length-set-keeps-density",
    file: "analyzers/interpretation/semantics-access.ts",
    replace: [["holes: shrinksToNothing ? [] : [object],", "holes: shrinksToNothing ? [] : [],"]],
    boundary: "checked",
  },
  {
    name: "delete-keeps-density",
    file: "analyzers/interpretation/semantics.ts",
    replace: [["return { ...plainOutcome(BOOLEAN_FACT), holes: [instr.object] };", "return plainOutcome(BOOLEAN_FACT);"]],
    boundary: "checked",
  },
  {
    name: "getters-are-quiet",
    file: "analyzers/interpretation/semantics-access.ts",
    replace: [["  }\n  return unknownCode([object]);", "  }\n  return plainOutcome(FACT_TOP);"]],
  },
  {
    name: "coercions-are-quiet",
    file: "analyzers/interpretation/semantics.ts",
    replace: [
      [
        "return isQuietPrimitive(context.fact(operand)) ? plainOutcome(primitive(result)) : unknownCode([operand], primitive(result));",
        "return plainOutcome(primitive(result));",
      ],
    ],
  },
  {
    name: "suspension-is-quiet",
    file: "analyzers/interpretation/semantics.ts",
    replace: [
      [
        `    case "suspend":\n      return unknownCode([instr.value]);`,
        `    case "suspend":\n      return plainOutcome(FACT_TOP);`,
      ],
    ],
  },
  {
    name: "stores-convert-quietly",
    file: "analyzers/interpretation/semantics-access.ts",
    replace: [
      [
        "return isQuietPrimitive(context.fact(value)) ? plainOutcome(context.fact(value)) : unknownCode([value]);",
        "return plainOutcome(context.fact(value));",
      ],
    ],
  },
  {
    name: "callees-resize-nothing",
    file: "analyzers/interpretation/semantics-calls.ts",
    replace: [
      ["resizes: resized.map((object) => ({ object,", "resizes: resized.slice(values.length).map((object) => ({ object,"],
    ],
  },
  {
    name: "first-caller-speaks-for-all",
    file: "analyzers/linking/summarise.ts",
    replace: [
      [
        "passed.set(target, known === undefined ? parameters : known.map((p, k) => joinBoundary(p, parameters[k] ?? TOP_BOUNDARY)));",
        "passed.set(target, known ?? parameters);",
      ],
    ],
  },
  {
    name: "pop-does-not-shorten",
    file: "analyzers/interpretation/model.ts",
    replace: [
      [
        `relations: [rel("receiverLength", "<=", [BEFORE], 0), rel("receiverLength", ">=", [BEFORE], -1)],`,
        `relations: [rel("receiverLength", "==", [BEFORE], 0)],`,
      ],
    ],
  },
  {
    name: "map-fills-holes",
    file: "analyzers/interpretation/model.ts",
    replace: [
      [
        '      return {\n        ...base,\n        result: objectFact(SPARSE_ARRAY),\n        fresh: true,\n        runsCode: true,\n        relations: [rel("resultLength", "==", [BEFORE], 0)],',
        '      return {\n        ...base,\n        result: array,\n        fresh: true,\n        runsCode: true,\n        relations: [rel("resultLength", "==", [BEFORE], 0)],',
      ],
    ],
    boundary: "checked",
  },
  {
    name: "char-code-is-never-nan",
    file: "analyzers/interpretation/model-texts.ts",
    replace: [["primitive(V.join(integerFact(0, 65535).value, V.ofNumberConstant(NaN)))", "integerFact(0, 65535)"]],
  },
  {
    name: "views-own-their-buffer",
    file: "analyzers/interpretation/model.ts",
    replace: [
      [
        "result: objectFact(typedShape(bit, false)), runsCode: true, keeps: true",
        "result: objectFact(typedShape(bit, true)), runsCode: true, keeps: true",
      ],
    ],
  },
  {
    name: "fields-survive-unknown-calls",
    file: "analyzers/memory/memory.ts",
    replace: [["(outcome.runsUnknown || outcome.assigns.includes(location.name)) && escapedBy(location.root, point)", "false"]],
    boundary: "trusted",
  },
  {
    name: "members-survive-callees",
    file: "analyzers/memory/memory.ts",
    replace: [["(outcome.runsUnknown || outcome.assigns.includes(location.name))", "outcome.runsUnknown"]],
    boundary: "trusted",
  },
  {
    name: "elements-survive-stores",
    file: "analyzers/memory/element-reads.ts",
    replace: [
      [`case "setElem":\n        return mayBeSame(array, instr.object, point);`, `case "setElem":\n        return false;`],
    ],
  },
  {
    name: "elements-survive-stores-through-aliases",
    file: "analyzers/memory/element-reads.ts",
    replace: [
      [
        "return (kinds || (isTypedOnly(shape) && stored.typed !== 0)) && mayMeet(array, other);",
        "return (kinds || (isTypedOnly(shape) && stored.typed !== 0)) && canonical(array) === canonical(other);",
      ],
    ],
  },
  {
    name: "elements-survive-callees",
    file: "analyzers/memory/element-reads.ts",
    replace: [["if (outcome.callee !== null) return true;", "if (outcome.callee !== null) return false;"]],
  },
  {
    name: "elements-survive-unknown-code",
    file: "analyzers/memory/element-reads.ts",
    replace: [
      ["if (outcome.runsUnknown && !isOurs(array, point)) return true;", ""],
      [`instr.op !== "callMethod") return model === null;`, `instr.op !== "callMethod") return false;`],
    ],
  },
  {
    name: "elements-survive-pop-and-length",
    file: "analyzers/memory/element-reads.ts",
    replace: [
      [`"lastIndexOf", "slice", "subarray"]`, `"lastIndexOf", "slice", "subarray", "pop", "shift", "splice"]`],
      ["outcome.resizes.some(({ object }) => mayBeSame(array, object, point)) ||", ""],
    ],
  },
  {
    name: "elements-are-read-on-straight-ways",
    file: "analyzers/memory/element-reads.ts",
    replace: [
      ["if (seen.size > MOST_BLOCKS || blockChanges(array, block)) return false;", "if (seen.size > MOST_BLOCKS) return false;"],
    ],
  },
  {
    name: "holes-come-once",
    file: "analyzers/escape/flow.ts",
    replace: [
      [
        "if (lasts || points.some((at) => comesBefore(at, point, origin === v ? v : null, false))) return true;",
        "if (lasts || points.some((at) => cfg.rpo.indexOf(at.block) < cfg.rpo.indexOf(point.block) || (at.block === point.block && at.position < point.position))) return true;",
      ],
    ],
    boundary: "checked",
  },
  {
    name: "conversions-reach-nothing",
    file: "analyzers/discharge.ts",
    replace: [["shape.ownBuffer && !flow.escaped(receiver, at, true))", "shape.ownBuffer)"]],
  },
  {
    name: "slots-are-never-early",
    file: "analyzers/fields/field-levels.ts",
    replace: [["level: (name) => (names.has(name) ?", 'level: (name) => names.has(name) ? "assigned" : (names.has(name) ?']],
  },
  {
    name: "relations-hold-before-they-are-shown",
    file: "analyzers/fields/slot-relations.ts",
    replace: [["        if (kept(check)) continue;", "        if (kept(check) || !check.inConstructor) continue;"]],
  },
  {
    name: "kept-arrays-have-one-length",
    file: "analyzers/memory/memory.ts",
    replace: [["flow.escaped(value, point, true) || flow.isKept(value)", "flow.escaped(value, point, true)"]],
  },
  {
    name: "resizing-a-kept-array-is-no-effect",
    file: "analyzers/linking/summarise.ts",
    replace: [
      ["else if (!isOwn(flow, origin)) group.unknownEffects = true;", "else if (origin === -1) group.unknownEffects = true;"],
    ],
  },
  {
    name: "stores-of-what-is-followed-alone",
    file: "analyzers/interpretation/contents.ts",
    replace: [["for (const holder of holders.among(array)) if (put", "for (const holder of holders.of(array) ?? []) if (put"]],
  },
  {
    name: "what-is-called-back-does-nothing",
    file: "analyzers/interpretation/callbacks.ts",
    replace: [["  !unknownEffects && parameters.every(", "  parameters.every("]],
  },
  {
    name: "called-back-with-one-index-less",
    file: "analyzers/linking/summarise.ts",
    replace: [["integerFact(0, Math.max(0, most - 1))", "integerFact(0, Math.max(0, most - 2))"]],
  },
  {
    name: "tag-of-the-other-branch",
    file: "analyzers/interpretation/belief.ts",
    replace: [["      if (equal) return [...values]", "      if (!equal) return [...values]"]],
  },
  {
    name: "tag-passed-on-one-way",
    file: "analyzers/interpretation/discriminants.ts",
    replace: [["      if (same === undefined) return [];", "      if (same === undefined) continue;"]],
  },
  {
    name: "privates-are-never-reached",
    file: "analyzers/fields/slots.ts",
    replace: [["reached.includes(name) || elsewhere.has(name) || ", ""]],
  },
  {
    name: "final-fields-are-tested",
    file: "analyzers/fields/slots.ts",
    replace: [["seen.set(id, levels?.letOut ?? []);", "seen.set(id, (levels?.letOut ?? []).slice(-1));"]],
  },
  {
    name: "elements-stay-where-they-are",
    file: "analyzers/invariants/element-claims.ts",
    replace: [["if (keyed && mayMove(context, instr, isOwn)) keyed = false;", ""]],
  },
  {
    name: "claims-of-the-pass-before",
    file: "analyzers/invariants/element-claims.ts",
    replace: [["if (!graph.cfg.reaches(home, home)) return true;", "if (home >= 0) return true;"]],
  },
  {
    name: "the-rest-is-one-less",
    file: "analyzers/domain/refine-rest.ts",
    replace: [["const own = congruence(modulus, rest);", "const own = congruence(modulus, rest - 1);"]],
  },
  {
    name: "filled-on-some-ways",
    file: "analyzers/interpretation/filled.ts",
    replace: [["|| comesFirst(graph, end, use)", "|| use.block !== end.block || comesFirst(graph, end, use)"]],
  },
  {
    name: "private-members-give-nothing-away",
    file: "analyzers/fields/closed-classes.ts",
    replace: [['if (known.methods.has(instr.name) !== (instr.op === "callMethod")) end(one);', "continue;"]],
  },
];
