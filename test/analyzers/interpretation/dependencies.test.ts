import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDependencies } from "../../../analyzers/interpretation/dependencies.js";
import { joinFact, FACT_BOTTOM, factEquals, integerFact, type Fact } from "../../../analyzers/facts/fact.js";

/** A node is the join of what it reads, each plain or refined (limited by what another value is), and of a constant of its own. */
interface Node {
  readonly start: number;
  readonly reads: readonly { readonly value: number; readonly refined: boolean }[];
  /** What refines this value where it is read. */
  readonly limits: readonly number[];
}

const SIZE = 8;
const node: fc.Arbitrary<Node> = fc.record({
  start: fc.integer({ min: 0, max: 20 }),
  reads: fc.array(fc.record({ value: fc.nat(SIZE - 1), refined: fc.boolean() }), { maxLength: 3 }),
  limits: fc.array(fc.nat(SIZE - 1), { maxLength: 2 }),
});

/** The facts that passes end with, and how many nodes they evaluated; `lazy`: only those that are stale. */
function ascend(nodes: readonly Node[], lazy: boolean): { readonly facts: readonly Fact[]; readonly evaluated: number } {
  const facts: Fact[] = nodes.map(() => FACT_BOTTOM);
  const { evaluating, read, refined, changed, isStale, startAnew } = createDependencies(nodes.length);
  let evaluated = 0;
  const plain = (value: number): Fact => {
    read(value);
    return facts[value]!;
  };
  const limited = (value: number, depth: number): Fact => {
    const known = plain(value);
    if (depth === 0 || nodes[value]!.limits.length === 0) return known;
    // (A refinement is remembered for a place: here, how far it looks.)
    return refined(value, depth, () =>
      nodes[value]!.limits.map((other) => limited(other, depth - 1)).reduce(joinFact, joinFact(known, integerFact(depth, depth))),
    );
  };
  const pass = (): boolean => {
    let isNews = false;
    nodes.forEach(({ start, reads }, at) => {
      if (lazy && !isStale(at)) return;
      evaluating(at);
      evaluated++;
      const next = reads
        .map(({ value, refined: isRefined }) => (isRefined ? limited(value, 3) : plain(value)))
        .reduce(joinFact, integerFact(start, start));
      const joined = joinFact(facts[at]!, next);
      if (factEquals(joined, facts[at]!)) return;
      facts[at] = joined;
      changed(at);
      isNews = true;
    });
    return isNews;
  };
  for (let isNews = true; isNews;) {
    if (!lazy) startAnew();
    isNews = pass();
  }
  return { facts, evaluated };
}

describe("what was computed from what", () => {
  it("leaves nothing stale unseen, however facts are refined by one another", () => {
    fc.assert(
      fc.property(fc.array(node, { minLength: SIZE, maxLength: SIZE }), (nodes) => {
        const lazy = ascend(nodes, true);
        const whole = ascend(nodes, false);
        expect(lazy.facts).toEqual(whole.facts);
        expect(lazy.evaluated).toBeLessThanOrEqual(whole.evaluated);
      }),
      { numRuns: 500 },
    );
  });

  it("marks nobody who has not read it", () => {
    const { evaluating, read, changed, isStale } = createDependencies(3);
    for (const one of [0, 1, 2]) evaluating(one);
    evaluating(1);
    read(0);
    evaluating(null);
    changed(0);
    expect([0, 1, 2].map(isStale)).toEqual([false, true, false]);
  });

  it("forgets a refinement whose grounds change, and every one that rests on it", () => {
    const { evaluating, read, refined, changed, isStale } = createDependencies(4);
    for (const one of [0, 1, 2, 3]) evaluating(one);
    let made = 0;
    const first = (): Fact =>
      refined(0, 0, () => {
        read(1);
        made++;
        return integerFact(made, made);
      });
    const second = (): Fact => {
      read(2);
      return refined(2, 0, () => {
        read(0);
        return first();
      });
    };
    evaluating(3);
    expect([second(), second()]).toEqual([integerFact(1, 1), integerFact(1, 1)]);
    evaluating(null);
    changed(1);
    expect(isStale(3)).toBe(true);
    expect(second()).toEqual(integerFact(2, 2));
  });
});
