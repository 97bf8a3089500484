/** Decodes and encodes large `mappings`, original scopes, generated ranges and range mappings. */
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame } from "./support/digest.mjs";

/** Lines of segments of 1, 4 and 5 fields, columns ascending. */
function mappings(/** @type {number} */ lineCount) {
  const random = createRandom(17);
  let [source, line, name] = [0, 0, 0];
  return Array.from({ length: lineCount }, () => {
    let column = 0;
    return Array.from({ length: random.int(40) }, () => {
      column += 1 + random.int(60);
      const fields = random.int(8);
      if (fields === 0) return [column];
      if (random.int(50) === 0) source = random.int(20);
      line = Math.max(0, line + random.int(9) - 3);
      if (fields < 6) return [column, source, line, random.int(120)];
      name = random.int(2000);
      return [column, source, line, random.int(120), name];
    });
  });
}

/** Ranges `[line, column, line, column, …]` nested two deep, in order. */
function scopes(/** @type {number} */ count) {
  const all = [Object.assign([0, 0, count * 10, 0, 1], { vars: [] })];
  for (let i = 0; i < count; i++) {
    const outer = Object.assign([i * 10 + 1, 0, i * 10 + 9, 4, 1, i % 50], { vars: [i % 7, i % 11, 3] });
    const inner = Object.assign([i * 10 + 2, 2, i * 10 + 5, 3, 2], { vars: [i % 5] });
    all.push(outer, inner);
  }
  return all;
}

/** Ranges in the generated file, one a line below one root, with call sites and bindings now and then. */
function generatedRanges(/** @type {number} */ count) {
  const root = Object.assign([0, 0, count * 2 + 2, 0], { isScope: false, callsite: null, bindings: [] });
  const inner = Array.from({ length: count }, (_, i) =>
    Object.assign([i * 2 + 1, i % 13, i * 2 + 2, 7, i % 3, i], {
      isScope: i % 2 === 0,
      callsite: i % 5 === 0 ? [0, i % 100, i % 80] : null,
      bindings: i % 4 === 0 ? [[[i % 9]], [[3]]] : [],
    }),
  );
  return [root, ...inner];
}

export const workload = {
  name: "@jridgewell/sourcemap-codec",
  packagePath: "node_modules/@jridgewell/sourcemap-codec/src",
  entries: ["sourcemap-codec"],
  compilerOptions: { isolatedModules: false },
  violations: "throw",

  prepare() {
    const decoded = mappings(20_000);
    const ranges = Array.from({ length: 20_000 }, (_, line) => (line % 3 === 0 ? [0, 2, 5 + (line % 9)] : []));
    return { decoded, text: JSON.stringify(decoded), scopes: scopes(10_000), generated: generatedRanges(10_000), ranges };
  },

  run(module, state) {
    const encoded = module.encode(state.decoded);
    let back = module.decode(encoded);
    for (let round = 0; round < 2; round++) back = module.decode(module.encode(back));
    if (JSON.stringify(back) !== state.text) throw new Error("mappings: round trip differs");
    const scopesText = module.encodeOriginalScopes(state.scopes);
    const scopesBack = module.decodeOriginalScopes(scopesText);
    expectSame("scopes", scopesBack.length, state.scopes.length);
    expectSame("a scope", [...scopesBack[1001]], [...state.scopes[1001]]);
    const generatedText = module.encodeGeneratedRanges(state.generated);
    const generatedBack = module.decodeGeneratedRanges(generatedText);
    expectSame("generated ranges", module.encodeGeneratedRanges(generatedBack), generatedText);
    expectSame("a generated range", [...generatedBack[777]], [...state.generated[777]]);
    const rangesText = module.encodeRangeMappings(state.ranges);
    expectSame("ranges", digestOf(JSON.stringify(module.decodeRangeMappings(rangesText))), digestOf(JSON.stringify(state.ranges)));
    return { encoded: digestOf(encoded), length: encoded.length, scopes: digestOf(scopesText), generated: digestOf(generatedText), ranges: digestOf(rangesText) };
  },
};
