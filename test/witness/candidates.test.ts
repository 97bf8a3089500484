import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TYPED_ARRAY_NAMES } from "../../core/static-type.js";
import type { PlainParameter, PlainType, WitnessTarget } from "../../core/witness.js";
import { candidatesFor, MAX_CANDIDATES } from "../../witness/candidates.js";
import { diagonals } from "../../witness/diagonals.js";

const leaf: fc.Arbitrary<PlainType> = fc.oneof(
  fc.constantFrom<PlainType[]>(
    { kind: "number" },
    { kind: "string" },
    { kind: "boolean" },
    { kind: "constant", text: "undefined" },
    { kind: "constant", text: '"on"' },
    { kind: "constant", text: "-3" },
  ),
  fc
    .constantFrom(...TYPED_ARRAY_NAMES.filter((name) => name !== "Float16Array"))
    .map((name) => ({ kind: "typedArray" as const, name })),
);
const { type } = fc.letrec<{ type: PlainType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie("type").map((element) => ({ kind: "array" as const, element })),
    fc.array(tie("type"), { maxLength: 3 }).map((elements) => ({ kind: "tuple" as const, elements })),
    fc
      .uniqueArray(fc.record({ name: fc.constantFrom("x", "y", "width"), type: tie("type") }), { selector: ({ name }) => name })
      .map((fields) => ({ kind: "object" as const, fields })),
    fc.array(tie("type"), { minLength: 2, maxLength: 3 }).map((members) => ({ kind: "union" as const, members })),
  ),
}));

function conforms(value: unknown, to: PlainType): boolean {
  switch (to.kind) {
    case "number":
    case "string":
    case "boolean":
      return typeof value === to.kind;
    case "constant":
      return Object.is(value, new Function(`return ${to.text}`)());
    case "array":
      return Array.isArray(value) && Array.from(value.keys()).every((k) => k in value && conforms(value[k], to.element));
    case "tuple":
      return Array.isArray(value) && value.length === to.elements.length && to.elements.every((e, k) => conforms(value[k], e));
    case "typedArray":
      return Object.prototype.toString.call(value) === `[object ${to.name}]`;
    case "object":
      return (
        typeof value === "object" &&
        value !== null &&
        Object.keys(value).length === to.fields.length &&
        to.fields.every((field) => conforms(Reflect.get(value, field.name), field.type))
      );
    case "union":
      return to.members.some((member) => conforms(value, member));
  }
}

const target = (parameters: readonly PlainParameter[], changes: Partial<WitnessTarget> = {}): WitnessTarget => ({
  name: "f",
  parameters,
  script: "",
  numbers: [],
  texts: [],
  counterexamples: [],
  open: [],
  ...changes,
});
const evaluate = (args: string): readonly unknown[] => new Function(`return [${args}]`)() as unknown[];

describe("arguments", () => {
  it("conform to the declared types, models or not", () => {
    const model = fc.record({
      parameter: fc.integer({ min: 0, max: 2 }),
      of: fc.constantFrom("value" as const, "length" as const),
      integer: fc.oneof(fc.integer({ min: -5, max: 300 }), fc.constantFrom(1e15, -1e15)).map(String),
    });
    fc.assert(
      fc.property(
        fc.array(type, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        fc.array(model, { maxLength: 3 }),
        fc.array(fc.integer(), { maxLength: 2 }),
        (types, rest, optional, counterexample, numbers) => {
          const parameters = types.map((one, at) => {
            const isLast = at === types.length - 1;
            return { type: one, rest: rest && isLast, optional: optional && isLast };
          });
          const calls = candidatesFor(target(parameters, { counterexamples: [counterexample], numbers }));
          expect(calls.length).toBeGreaterThan(0);
          expect(calls.length).toBeLessThanOrEqual(MAX_CANDIDATES);
          for (const call of calls) {
            const args = evaluate(call);
            expect(args.length).toBeGreaterThanOrEqual(types.length - (rest || optional ? 1 : 0));
            args.forEach((arg, at) => {
              const parameter = parameters[Math.min(at, parameters.length - 1)];
              if (parameter === undefined || !conforms(arg, parameter.type))
                expect.fail(`${call}: ${JSON.stringify(parameters)}`);
            });
          }
        },
      ),
      { numRuns: 150, seed: 17 },
    );
  });

  it("are the same every time, without repetition", () => {
    const one = target([
      { type: { kind: "array", element: { kind: "number" } }, rest: false, optional: false },
      { type: { kind: "number" }, rest: false, optional: true },
    ]);
    const calls = candidatesFor(one);
    expect(candidatesFor(one)).toEqual(calls);
    expect(new Set(calls).size).toBe(calls.length);
    for (const telling of ["[], 0", "[]", "[1], 1", "[], -1", "[0], NaN", "[], 0.5"]) expect(calls).toContain(telling);
  });

  it("include what a model says", () => {
    const calls = candidatesFor(
      target(
        [
          { type: { kind: "number" }, rest: false, optional: false },
          { type: { kind: "typedArray", name: "Uint8Array" }, rest: false, optional: false },
        ],
        {
          counterexamples: [
            [
              { parameter: 0, of: "value", integer: "1234567" },
              { parameter: 1, of: "length", integer: "777" },
            ],
          ],
        },
      ),
    );
    expect(calls[0]).toBe("1234567, new Uint8Array(777)");
  });

  it("a function without parameters has one call", () => {
    expect(candidatesFor(target([]))).toEqual([""]);
  });
});

it("diagonals come in the order of the sum of places, complete when there is room", () => {
  expect(
    diagonals(
      [
        ["a", "b"],
        ["x", "y", "z"],
      ],
      100,
    ).map((pair) => pair.join("")),
  ).toEqual(["ax", "ay", "bx", "az", "by", "bz"]);
  expect(
    diagonals(
      [
        ["a", "b"],
        ["x", "y", "z"],
      ],
      3,
    ),
  ).toHaveLength(3);
  expect(diagonals([["a"], []], 3)).toEqual([]);
});
