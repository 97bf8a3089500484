/** Statements that change what a container holds, and the many ways in which JavaScript can come to run a statement. */
import type { Random } from "../random.js";
import { oneOf, type Container, type Frame, type Gen } from "./context.js";

/** Changes to the length of a plain array that leave no hole. `x` names it. */
export const RESIZES: readonly ((x: string, random: Random) => string)[] = [
  (x) => `${x}.pop();`,
  (x) => `${x}.shift();`,
  (x) => `${x}.length = 0;`,
  (x, r) => `${x}.length = Math.min(${x}.length, ${r.int(0, 3)});`,
  (x) => `if (${x}.length > 0) ${x}.length--;`,
  (x) => `${x}.splice(0, 1);`,
  (x, r) => `${x}.splice(${r.int(0, 2)}, ${r.int(1, 3)}${r.pick(["", ", 7", ", 7, 8"])});`,
  (x) => `Array.prototype.pop.call(${x});`,
  (x) => `Array.prototype.splice.apply(${x}, [0, 1]);`,
  (x) => `Reflect.set(${x}, "length", 0);`,
  (x) => `Object.assign(${x}, { length: 0 });`,
  (x) => `Object.defineProperty(${x}, "length", { value: 0 });`,
  (x) => `[${x}.length] = [0];`,
  (x) => `({ n: ${x}.length } = { n: 0 });`,
  (x) => `for (${x}.length of [0]) break;`,
  (x) => `${x}["length"] = 0;`,
  (x) => `${x}["pop"]();`,
  (x) => `${x}.length &&= 0;`,
  (x) => `${x}.length >>= 1;`,
  (x) => `${x}.push(1);`,
  (x) => `${x}.push(1, 2);`,
  (x) => `${x}.unshift(3);`,
];

/** Other changes of a plain array without holes. */
const KEEPS: readonly ((x: string) => string)[] = [
  (x) => `${x}.reverse();`,
  (x) => `${x}.sort();`,
  (x) => `${x}.sort((p, q) => q - p);`,
  (x) => `${x}.fill(9);`,
  (x) => `${x}.copyWithin(0, 1);`,
  (x) => `Object.freeze(${x});`,
  (x) => `Object.preventExtensions(${x});`,
];

export const HOLES: readonly ((x: string, random: Random) => string)[] = [
  (x, r) => `delete ${x}[${r.int(0, 2)}];`,
  (x) => `${x}.length += 2;`,
  (x) => `${x}.length++;`,
  (x) => `${x}.length = 9;`,
  (x) => `${x}[${x}.length + 1] = 1;`,
  (x) => `Reflect.deleteProperty(${x}, "0");`,
  (x) => `delete (${x} as any)["1"];`,
  (x) => `${x}.splice(0, 1, ...new Array(1));`,
  (x) => `{ ${x}.length = 0; ${x}.length = 4; }`,
];

const PLAIN = (r: Random): string => `[${Array.from({ length: r.int(0, 4) }, () => r.int(0, 9)).join(", ")}]`;

/** A statement that changes `container`, by the name that nested functions have for it. */
export function mutation(g: Gen, container: Container): string {
  const { random } = g;
  const x = container.remote;
  switch (container.kind) {
    case "array":
      return oneOf(
        random,
        [8, () => random.pick(RESIZES)(x, random)],
        [2, () => random.pick(KEEPS)(x)],
        [g.profile.conforms ? 0 : 4, () => random.pick(HOLES)(x, random)],
        [container.rebinds ? 3 : 0, () => `${x} = ${PLAIN(random)};`],
      );
    case "typed": {
      const big = container.type.startsWith("Big");
      const value = big ? "7n" : String(random.pick([0, 3, 250, -1]));
      return oneOf(
        random,
        [container.rebinds ? 4 : 0, () => `${x} = new ${container.type}(${random.int(0, 4)});`],
        [container.rebinds ? 4 : 0, () => `${x} = ${x}.subarray(${random.int(0, 2)});`],
        [container.buffer === null ? 0 : 6, () => `${container.buffer ?? ""}.resize(${random.int(0, 2)});`],
        [2, () => `${x}.fill(${value});`],
        [1, () => `${x}.set([${value}].slice(0, ${x}.length));`],
        [2, () => `new Uint8Array(${x}.buffer).fill(${random.pick([255, 128, 1])});`],
        [2, () => `structuredClone(0, { transfer: [${x}.buffer as ArrayBuffer] });`],
        [1, () => `{ const w = ${x}.subarray(1); if (w.length > 0) w[0] = ${value}; }`],
      );
    }
    case "string":
      return container.rebinds
        ? oneOf(
            random,
            [1, () => `${x} = ${x}.slice(1);`],
            [1, () => `${x} = ${x}.trim();`],
            [1, () => `${x} = "";`],
            [1, () => `${x} += "z";`],
          )
        : ";";
  }
}

/** Ways to run `e` at once. `e` is complete statements without `return`, `break`, `yield` or `this`. */
export const WAYS: Readonly<Record<string, (e: string, g: Gen) => string>> = {
  arrow: (e) => `(() => { ${e} })();`,
  closure: (e, g) => {
    const f = g.fresh("f");
    return `const ${f} = () => { ${e} }; ${f}();`;
  },
  functionDeclaration: (e, g) => {
    const f = g.fresh("f");
    return `${f}(); function ${f}() { ${e} }`;
  },
  method: (e) => `({ m() { ${e} } }).m();`,
  methodByKey: (e) => `({ m() { ${e} } })["m"]();`,
  optionalCall: (e, g) => {
    const f = g.fresh("f");
    return `const ${f} = { m: () => { ${e} } }; ${f}?.m?.();`;
  },
  getter: (e) => `void ({ get x() { ${e} return 1; } }).x;`,
  setter: (e) => `({ set x(_v: number) { ${e} } }).x = 1;`,
  valueOf: (e: string) => `void +({ valueOf() { ${e} return 1; } } as any);`,
  comparison: (e) => `void (({ valueOf() { ${e} return 1; } } as any) < 2);`,
  looseEquality: (e) => `void (({ valueOf() { ${e} return 1; } } as any) == 1);`,
  arithmetic: (e) => `void (({ valueOf() { ${e} return 1; } } as any) * 2);`,
  bitwise: (e) => `void (({ [Symbol.toPrimitive]() { ${e} return 1; } } as any) | 0);`,
  template: (e) => `void \`\${{ toString() { ${e} return ""; } }}\`;`,
  concatenation: (e) => `void ("" + ({ toString() { ${e} return ""; } } as any));`,
  storeConversion: (e) => `new Uint8Array(1)[0] = { valueOf() { ${e} return 1; } } as any;`,
  mathArgument: (e) => `void Math.min(({ valueOf() { ${e} return 1; } } as any), 2);`,
  stringArgument: (e) => `void "abc".slice({ valueOf() { ${e} return 1; } } as any);`,
  fillArgument: (e) => `void new Uint8Array(2).fill({ valueOf() { ${e} return 1; } } as any);`,
  lengthStore: (e) => `([] as number[]).length = { valueOf() { ${e} return 0; } } as any;`,
  indexOfArgument: (e) => `void [1].indexOf(1, { valueOf() { ${e} return 0; } } as any);`,
  forEach: (e) => `[0].forEach(() => { ${e} });`,
  map: (e) => `void [0].map(() => { ${e} return 0; });`,
  filter: (e) => `void [0].filter(() => { ${e} return true; });`,
  some: (e) => `void [0].some(() => { ${e} return true; });`,
  find: (e) => `void [0].find(() => { ${e} return true; });`,
  findIndex: (e) => `void [0].findIndex(() => { ${e} return true; });`,
  reduce: (e) => `void [0, 1].reduce((p) => { ${e} return p; });`,
  sort: (e) => `void [2, 1].sort((p, q) => { ${e} return p - q; });`,
  flatMap: (e) => `void [0].flatMap(() => { ${e} return []; });`,
  arrayFrom: (e) => `void Array.from({ length: 1 }, () => { ${e} return 0; });`,
  typedForEach: (e) => `new Int8Array(1).forEach(() => { ${e} });`,
  mapForEach: (e) => `new Map([[1, 2]]).forEach(() => { ${e} });`,
  replace: (e) => `void "x".replace(/x/, () => { ${e} return ""; });`,
  bind: (e) => `(() => { ${e} }).bind(null)();`,
  call: (e) => `(() => { ${e} }).call(null);`,
  apply: (e) => `Reflect.apply(() => { ${e} }, null, []);`,
  iterator: (e) => `for (const _ of { *[Symbol.iterator]() { ${e} yield 1; } }) break;`,
  iteratorReturn: (e) => `for (const _ of { *[Symbol.iterator]() { try { yield 1; } finally { ${e} } } }) break;`,
  spread: (e) => `void [...{ *[Symbol.iterator]() { ${e} yield 1; } }];`,
  spreadArguments: (e) => `void Math.max(...{ *[Symbol.iterator]() { ${e} yield 1; } });`,
  objectSpread: (e) => `void { ...{ get x() { ${e} return 1; } } };`,
  pattern: (e, g) => `const [${g.fresh("z")} = 0] = { *[Symbol.iterator]() { ${e} yield 1; } };`,
  objectPattern: (e, g) => {
    const z = g.fresh("z");
    return `const { ${z} } = { get ${z}() { ${e} return 1; } };`;
  },
  patternDefault: (e, g) => `const { ${g.fresh("z")} = (() => { ${e} return 1; })() } = {} as any;`,
  generator: (e, g) => {
    const i = g.fresh("g");
    return `const ${i} = (function* () { ${e} yield 0; })(); ${i}.next();`;
  },
  generatorFinally: (e, g) => {
    const i = g.fresh("g");
    return `const ${i} = (function* () { try { yield 0; } finally { ${e} } })(); ${i}.next(); ${i}.return(0 as never);`;
  },
  generatorSecond: (e, g) => {
    const i = g.fresh("g");
    return `const ${i} = (function* () { yield 0; ${e} })(); ${i}.next(); ${i}.next();`;
  },
  asyncStart: (e) => `void (async () => { ${e} })();`,
  construct: (e) => `new (class { constructor() { ${e} } })();`,
  baseConstruct: (e) => `new (class extends (class { constructor() { ${e} } }) {})();`,
  fieldInitialiser: (e) => `new (class { x = (() => { ${e} return 1; })(); })();`,
  staticBlock: (e) => `void class { static { ${e} } };`,
  staticField: (e) => `void class { static x = (() => { ${e} return 1; })(); };`,
  classKey: (e) => `void class { [(() => { ${e} return "k"; })()]() { return 0; } };`,
  objectKey: (e) => `void { [(() => { ${e} return "k"; })()]: 1 };`,
  heritage: (e) => `void class extends (() => { ${e} return Object; })() {};`,
  taggedTemplate: (e) => `((_parts: unknown) => { ${e} })\`x\`;`,
  proxyGet: (e) => `void (new Proxy({} as any, { get: () => { ${e} return 1; } })).x;`,
  proxySet: (e) => `(new Proxy({} as any, { set: () => { ${e} return true; } })).x = 1;`,
  proxyHas: (e) => `void ("x" in new Proxy({}, { has: () => { ${e} return true; } }));`,
  proxyDelete: (e) => `delete (new Proxy({} as any, { deleteProperty: () => { ${e} return true; } })).x;`,
  proxyOwnKeys: (e) => `for (const _ in new Proxy({}, { ownKeys: () => { ${e} return []; } })) break;`,
  proxyApply: (e) => `(new Proxy(() => 0, { apply: () => { ${e} return 1; } }))();`,
  hasInstance: (e) => `void (({}) instanceof ({ [Symbol.hasInstance]: () => { ${e} return true; } } as any));`,
  toJson: (e) => `void JSON.stringify({ toJSON() { ${e} return 1; } });`,
  parameterDefault: (e) => `((x = (() => { ${e} return 1; })()) => x)();`,
  catchClause: (e) => `try { throw 0; } catch { ${e} }`,
  finallyClause: (e) => `try { void 0; } finally { ${e} }`,
  thrownAfter: (e) => `try { ${e} throw 1; } catch { void 0; }`,
  thrownByCallee: (e) => `try { (() => { ${e} throw 1; })(); } catch { void 0; }`,
  switchCase: (e, g) => `switch (${g.random.int(0, 1)} as number) { case 0: case 1: ${e} }`,
  labelled: (e, g) => {
    const l = g.fresh("L");
    return `${l}: { ${e} break ${l}; }`;
  },
  viaTable: (e, g) => {
    const f = g.fresh("f");
    return `const ${f}: Record<string, () => void> = { go: () => { ${e} } }; ${f}["go"]!();`;
  },
  viaMap: (e, g) => {
    const f = g.fresh("f");
    return `const ${f} = new Map<number, () => void>([[0, () => { ${e} }]]); ${f}.get(0)?.();`;
  },
  viaHelper: (e, g) => {
    const f = g.fresh("apply");
    g.top(`function ${f}(go: () => void): void { go(); }`);
    return `${f}(() => { ${e} });`;
  },
  viaStored: (e, g) => {
    const f = g.fresh("hook");
    g.top(`let ${f}: () => void = () => undefined;\nfunction fire${f}(): number { ${f}(); return 0; }`);
    return `${f} = () => { ${e} }; fire${f}();`;
  },
};
export const WAY_NAMES: readonly string[] = Object.keys(WAYS);

/** Runs `e` in some way, now. */
export function wrapped(g: Gen, e: string): string {
  if (g.random.chance(0.25)) return e;
  const name = g.random.pick(WAY_NAMES);
  g.note(`way ${name}`);
  const way = WAYS[name]!(e, g);
  return `{ ${way} }`;
}

/** A change to one of the frame's containers (mostly `focus`), wrapped. */
export function effect(g: Gen, frame: Frame, focus: Container | null): string {
  const { random } = g;
  if (frame.effects.length > 0 && random.chance(0.3)) return random.pick(frame.effects);
  if (focus === null && frame.containers.length === 0) return innocent(g, frame);
  const container =
    focus !== null && (frame.containers.length === 0 || random.chance(0.75)) ? focus : random.pick(frame.containers);
  const change = mutation(g, container);
  const condition =
    random.chance(0.2) && frame.numbers.length > 0 ? `if (${random.pick(frame.numbers)} === ${random.int(0, 3)}) ` : "";
  const e = `${condition}{ ${change} }`;
  if (frame.flavour === "async" && random.chance(0.4))
    return random.pick([
      `await (async () => { ${e} })();`,
      `{ const later = Promise.resolve().then(() => { ${e} }); await null; await later; }`,
      `{ void Promise.resolve().then(() => { ${e} }); await null; }`,
      `await { then(done: (x: number) => void) { ${e} done(1); } };`,
    ]);
  if (container.kind === "array" && random.chance(0.12)) {
    const helper = g.fresh("change");
    g.top(`function ${helper}(x: ${container.type}): void { ${mutation(g, { ...container, remote: "x", rebinds: false })} }`);
    return random.pick([
      `${helper}(${container.name});`,
      `{ const alias = ${container.name}; ${helper}(alias); }`,
      `[${container.name}].forEach((x) => ${helper}(x));`,
    ]);
  }
  return wrapped(g, e);
}

/** What changes nothing that matters: proofs should survive it, if the prover is any good. */
export function innocent(g: Gen, frame: Frame): string {
  const { random } = g;
  const numbers = frame.numbers.length > 0 ? frame.numbers : ["1"];
  return random.pick([
    () => `void Math.max(${random.pick(numbers)}, 1);`,
    () => `{ const other = [1, 2]; other.pop(); }`,
    () => `{ const other = new Uint8Array(2); other[1] = 3; }`,
    () => `void [1, 2].indexOf(${random.pick(numbers)});`,
    () => `if (${random.pick(numbers)} > 100) { void 0; }`,
    () => `void \`\${1}\`;`,
  ])();
}
