/**
 * HIR: the border between TypeScript and everything else. Plain, serialisable data; JavaScript's hidden steps are explicit
 * instructions. Nothing right of this file knows of TypeScript's AST or checker.
 *
 * Form. A function is a control-flow graph of basic blocks. Block 0 is the entry. Every instruction defines the value `out`
 * exactly once (instructions whose result means nothing still have one). Mutable variables that live in one activation are
 * *locals* (`getLocal`/`setLocal`; the analysers build SSA from them); variables that an inner function captures, and module
 * variables that another function or module can see, are *cells*. Evaluation order is the order of instructions: receiver, key,
 * right-hand side, store.
 * Exceptional edges. Inside a `try` (with `catch` or `finally`), every instruction that can throw – every call, allocation,
 * property access, coercion, in doubt everything but `const`, `getLocal`, `setLocal`, `copy`, `closure` – starts a block that is
 * reached by a `mayThrow` terminal. Its `exceptional` edge leads to a landing block whose first instruction is `aborted`, a copy of
 * the instruction: its effects may have happened in part. Outside a `try`, an exception ends the activation and has no edge.
 * What is not modelled is `unknown`: it may do anything to what it can reach and yields anything. It never proves.
 */
import type { Conforming, HirLoose } from "./hir-loose.js";
import type { HirRegion } from "./hir-region.js";
import type { BlockId, CellId, ClassId, FunctionId, LocalId, ModulePath, SiteId, ValueId } from "./ids.js";
import type { AnnotationProblem } from "./contract.js";
import type { Site } from "./site.js";
import type { Span } from "./span.js";
import type { StaticType } from "./static-type.js";

export const HIR_SCHEMA_VERSION = 1;

/** Name of the local that holds a value thrown inside a `try` until its handler takes it up with `caught`. */
export const THROWN_LOCAL = "(thrown)";

export interface HirProgram {
  readonly schemaVersion: typeof HIR_SCHEMA_VERSION;
  readonly modules: readonly HirModule[];
  /** Every cell of every module. */
  readonly cells: readonly HirCell[];
  readonly classes: readonly HirClass[];
  /** What A1t claims of object types, by the index that `StaticType` names; only members that some code accesses. */
  readonly objectTypes: readonly HirObjectType[];
  /** Names of TypeScript-private fields that the program reaches otherwise than as `this.name` in their class, sorted; null: of all. */
  readonly reachedPrivates: readonly string[] | null;
  /**
   * Whether reading a `const` before its initialisation throws in the emitted code (A7): always (`enforced`), except through an import
   * (`imports`: CommonJS reads a property of the exports object), or never (`none`: targets before ES2015 emit `var`).
   */
  readonly deadZone: "enforced" | "imports" | "none";
  /** Specifiers of imported modules (or `require`d, or dynamically imported) that are not part of the program, sorted. */
  readonly uncompiledModules: readonly string[];
}

export interface HirObjectType {
  readonly members: Readonly<Record<string, ObjectMemberType>>;
}

export interface ObjectMemberType {
  /** As declared: not narrowed by any test. */
  readonly type: StaticType;
  /** Declared as a property everywhere, and no class of the program declares an accessor of that name. */
  readonly data: boolean;
}

export interface HirModule {
  readonly path: ModulePath;
  /** The module body comes first; inner functions follow in source order. */
  readonly functions: readonly HirFunction[];
  /** Element accesses that semantics.md tolerates: reported apart, no obligation. */
  readonly tolerated: readonly ToleratedSite[];
  /** Contracts that do not parse, do not type-check or stand where none can, in source order. */
  readonly problems: readonly AnnotationProblem[];
  /** Import specifiers resolved to modules of the program. */
  readonly imports: readonly ModulePath[];
}

export interface ToleratedSite {
  readonly span: Span;
  readonly text: string;
  readonly function: FunctionId;
  /** Which clause of semantics.md tolerates it, e.g. `left of ??`. */
  readonly reason: string;
}

export type FunctionKind =
  | "module"
  | "function"
  | "arrow"
  | "method"
  | "constructor"
  | "getter"
  | "setter"
  /** Static blocks and static field initialisers of a class, in order, as one function called when the class is defined. */
  | "static";

export type FunctionFlavour = "normal" | "generator" | "async" | "asyncGenerator";

export interface HirFunction {
  readonly id: FunctionId;
  /** For people: `sumWith`, `Ring.push`, `(anonymous)`, `(module)`. */
  readonly name: string;
  readonly kind: FunctionKind;
  readonly flavour: FunctionFlavour;
  readonly span: Span;
  /** Declared parameters in order; the value of each enters by a `param` instruction. */
  readonly params: readonly HirParam[];
  readonly locals: readonly HirLocal[];
  readonly blocks: readonly HirBlock[];
  readonly sites: readonly Site[];
  /** Count of values; `ValueId`s are below it. */
  readonly values: number;
  /** Interned declared types; `valueTypes[v]` indexes it, -1 where none is known. */
  readonly types: readonly StaticType[];
  readonly valueTypes: readonly number[];
  /** The declared `this` class, for methods, accessors and constructors of compiled classes. */
  readonly thisClass: ClassId | null;
  /** Index into `types` of the declared type of `this` in members of compiled classes and arrow functions in them, else -1. */
  readonly thisType: number;
  /**
   * Whether every use of this function is a direct call in compiled code (A1), or one as `callback` of a method that calls it back: never stored, passed, returned, reassigned, exported,
   * reached by `.call/.apply/.bind`, no `eval` or `with` in scope. Methods, accessors and constructors of exported or escaping
   * classes are open; so is everything whose name is used other than as a callee.
   */
  readonly closed: boolean;
  /** Code that it runs may reach its arguments though nobody hands them on: sloppy code (`f.arguments`), code from text in its scope. */
  readonly exposed: boolean;
  readonly regions: readonly HirRegion[];
  /** Cells this function (not its inner functions) writes after their initialisation, for effect summaries. */
  readonly writesCells: readonly CellId[];
  readonly contracts: HirContracts;
  /**
   * Sites whose guard an override in force takes away, ascending. Nothing may then follow from any guard of this function that passed:
   * it is analysed as in mode `report`. Sites of contracts are never among them: callers and callees rely on those.
   */
  readonly overridden: readonly SiteId[];
  readonly loose: HirLoose;
  /** Constructs that became `unknown`, with how often. Empty means lowered precisely. */
  readonly unsupported: readonly { readonly construct: string; readonly count: number }[];
}

export interface HirCallback {
  readonly function: FunctionId;
  /** How many parameters it has; null where the last one takes all the rest. */
  readonly parameters: number | null;
}

/** Who checks contracts: the facts about them are in the instructions. */
export interface HirContracts {
  /** The obligations of its `@requires` at its own entry. */
  readonly entry: readonly SiteId[];
  /** Instructions with `from <= out < to` evaluate them there. */
  readonly entryFrom: number;
  readonly entryTo: number;
  /** Results of call instructions that stand right behind checks of everything their target requires. */
  readonly checkedCalls: readonly ValueId[];
}

export const NO_CONTRACTS: HirContracts = { entry: [], entryFrom: 0, entryTo: 0, checkedCalls: [] };

export interface HirParam {
  readonly name: string;
  /** Index into `types`. */
  readonly type: number;
  readonly rest: boolean;
  /** Has `?` or a default: `undefined` conforms to the declaration before defaults are applied. */
  readonly optional: boolean;
}

export interface HirLocal {
  readonly name: string;
  readonly type: number;
}

export interface HirCell {
  readonly id: CellId;
  readonly name: string;
  /** The function whose activation creates it. A module-level cell exists once; others once an activation. */
  readonly owner: FunctionId;
  /** Assigned `once`, by its initialiser (`const`, or `let`/function never assigned again). Reads before that throw (TDZ). */
  readonly constant: boolean;
  /** Assigned exactly once: what is constant, and the variable of an enum or a namespace, which is undefined before. */
  readonly once: boolean;
  /** Readable (and, unless constant, still only writable by compiled code) from outside the program. */
  readonly exported: boolean;
  /** Functions that contain a `setCell` of it, the initialiser's included, sorted. */
  readonly writers: readonly FunctionId[];
  /** Functions that contain a `getCell` of it, sorted. */
  readonly readers: readonly FunctionId[];
  /** The function it always holds when it is constant and initialised with a function expression or declaration. */
  readonly function: FunctionId | null;
  readonly class: ClassId | null;
}

export interface HirClass {
  readonly id: ClassId;
  readonly name: string;
  /** `extends` something: null none, a class id when compiled, "unknown" otherwise. */
  readonly base: ClassId | "unknown" | null;
  readonly constructorFunction: FunctionId | null;
  readonly methods: readonly HirMethod[];
  readonly fields: readonly HirField[];
  /** The class value is used other than by `new C`, `extends`, `instanceof`, static access; or is exported. */
  readonly escapes: boolean;
}

export interface HirMethod {
  readonly name: string;
  readonly function: FunctionId;
  readonly kind: "method" | "getter" | "setter";
  readonly static: boolean;
  readonly visibility: "public" | "protected" | "private" | "hash";
}

export interface HirField {
  readonly name: string;
  readonly type: StaticType;
  readonly static: boolean;
  readonly readonly: boolean;
  readonly visibility: "public" | "protected" | "private" | "hash";
}

export interface HirBlock {
  readonly instrs: readonly Instr[];
  readonly terminal: Terminal;
}

export type Terminal =
  | { readonly kind: "goto"; readonly target: BlockId }
  /** Truthiness of `cond` decides; `&&`, `||`, `!`, `?:`, `??` of conditions are lowered to several branches. */
  | { readonly kind: "branch"; readonly cond: ValueId; readonly then: BlockId; readonly else: BlockId }
  /** The first instruction of `normal` may throw instead; see the head of this file. */
  | { readonly kind: "mayThrow"; readonly normal: BlockId; readonly exceptional: BlockId }
  | { readonly kind: "return"; readonly value: ValueId }
  | { readonly kind: "throw"; readonly value: ValueId }
  | { readonly kind: "unreachable" };

export type ConstValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "bigint"; readonly text: string }
  | { readonly kind: "undefined" }
  | { readonly kind: "null" };

export type UnaryOperator = "-" | "+" | "~" | "!" | "typeof" | "void";
export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "<<"
  | ">>"
  | ">>>"
  | "&"
  | "|"
  | "^"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "==="
  | "!=="
  | "in"
  | "instanceof";

export interface Arg {
  readonly value: ValueId;
  readonly spread: boolean;
}

/** How a static property name was resolved by the checker. A claim like any static type. */
export type PropertyClaim =
  /** A declared data field of a compiled class (not an accessor, not overridden by one). */
  | { readonly kind: "field"; readonly class: ClassId; readonly readonly: boolean }
  /** `#name`: exists only on instances of the class, never an accessor unless `accessor`; reads throw on anything else. */
  | { readonly kind: "hash"; readonly class: ClassId; readonly accessor: boolean; readonly readonly: boolean }
  /** A method or accessor of a compiled class. */
  | { readonly kind: "member"; readonly class: ClassId; readonly function: FunctionId }
  /** `length` of something whose static type is array, tuple, typed array, string or arguments. */
  | { readonly kind: "length" }
  /** A property signature of an interface or object type. */
  | { readonly kind: "property"; readonly readonly: boolean }
  | { readonly kind: "unknown" };

export type ArrayElement =
  | { readonly kind: "value"; readonly value: ValueId }
  | { readonly kind: "spread"; readonly value: ValueId }
  | { readonly kind: "hole" };

export type ObjectMember =
  | { readonly kind: "property"; readonly name: string; readonly value: ValueId }
  | { readonly kind: "computed"; readonly key: ValueId; readonly value: ValueId }
  | { readonly kind: "spread"; readonly value: ValueId }
  | { readonly kind: "accessor"; readonly name: string | null; readonly function: FunctionId };

interface Out {
  readonly out: ValueId;
}

export type Instr =
  | (Out & { readonly op: "const"; readonly value: ConstValue })
  /** The argument as passed (before a default); for a rest parameter the fresh, dense rest array. */
  | (Out & { readonly op: "param"; readonly index: number })
  | (Out & { readonly op: "this" })
  /** The `arguments` object. A sloppy, mapped one is `unknown`. */
  | (Out & { readonly op: "arguments" })
  | (Out & { readonly op: "newTarget" })
  | (Out & { readonly op: "getLocal"; readonly local: LocalId })
  | (Out & { readonly op: "setLocal"; readonly local: LocalId; readonly value: ValueId })
  /** Reads a cell; throws in its temporal dead zone. `pattern`: it holds that regular expression, which is for matching only (held-patterns.ts). */
  | (Out & { readonly op: "getCell"; readonly cell: CellId; readonly pattern?: string })
  | (Out & { readonly op: "setCell"; readonly cell: CellId; readonly value: ValueId; readonly initialises: boolean })
  /** A name that no declaration of the program binds: `Math`, `console`. May throw when it does not exist. */
  | (Out & { readonly op: "global"; readonly name: string })
  | (Out & { readonly op: "setGlobal"; readonly name: string; readonly value: ValueId })
  /** `typeof name` of an unbound name: never throws. */
  | (Out & { readonly op: "typeofGlobal"; readonly name: string })
  /** A binding imported from a module outside the program. */
  | (Out & { readonly op: "import"; readonly module: string; readonly name: string })
  /** The same value under another static type: `as`, `!`, `satisfies`, parentheses, a narrowed read. */
  | (Out & { readonly op: "copy"; readonly value: ValueId })
  | (Out & { readonly op: "unary"; readonly operator: UnaryOperator; readonly value: ValueId })
  /** ToNumeric, then plus or minus one (`++`, `--`); `out` is the new value. */
  | (Out & { readonly op: "increment"; readonly by: 1 | -1; readonly value: ValueId })
  /**
   * Whether the value is a genuine typed array with its original prototype and no `length` of its own. No program has it: tests of selectors
   * do (core/selector.ts).
   */
  | (Out & { readonly op: "isTypedArray"; readonly value: ValueId })
  /** ToNumeric: the old value that postfix `++` and `--` yield. */
  | (Out & { readonly op: "toNumeric"; readonly value: ValueId })
  | (Out & { readonly op: "binary"; readonly operator: BinaryOperator; readonly left: ValueId; readonly right: ValueId })
  /** Template literal: converts each part to a string in order. `quasis.length === parts.length + 1`. */
  | (Out & { readonly op: "template"; readonly quasis: readonly string[]; readonly parts: readonly ValueId[] })
  | (Out & { readonly op: "regex"; readonly text: string })
  | (Out & Conforming & { readonly op: "array"; readonly elements: readonly ArrayElement[] })
  | (Out & Conforming & { readonly op: "object"; readonly members: readonly ObjectMember[] })
  | (Out & { readonly op: "closure"; readonly function: FunctionId })
  /** Class definition: `heritage` already evaluated; computed keys are operands. Static parts run by a `call` that follows. */
  | (Out & {
      readonly op: "class";
      readonly class: ClassId;
      readonly heritage: ValueId | null;
      readonly keys: readonly ValueId[];
    })
  | (Out & { readonly op: "getProp"; readonly object: ValueId; readonly name: string; readonly claim: PropertyClaim })
  | (Out & {
      readonly op: "setProp";
      readonly object: ValueId;
      readonly name: string;
      readonly value: ValueId;
      readonly claim: PropertyClaim;
      /** Definition of a class field (CreateDataProperty): runs no setter of a prototype. */
      readonly define: boolean;
    })
  | (Out & { readonly op: "deleteProp"; readonly object: ValueId; readonly name: string })
  /** `object[key]`; `site` is null where it is no `bounds` site (dictionary keys, tolerated reads). */
  | (Out & { readonly op: "getElem"; readonly object: ValueId; readonly key: ValueId; readonly site: SiteId | null })
  | (Out & {
      readonly op: "setElem";
      readonly object: ValueId;
      readonly key: ValueId;
      readonly value: ValueId;
      readonly site: SiteId | null;
    })
  | (Out & { readonly op: "deleteElem"; readonly object: ValueId; readonly key: ValueId })
  /** `super.name`, `super[key]` reads: `key` null when the name is static. */
  | (Out & { readonly op: "getSuper"; readonly name: string | null; readonly key: ValueId | null })
  | (Out & { readonly op: "setSuper"; readonly name: string | null; readonly key: ValueId | null; readonly value: ValueId })
  /**
   * A call without receiver, or with an explicit one (`thisValue`). `target` is the compiled function that is certainly called
   * (the callee is a constant binding of it), else null.
   */
  | (Out & {
      readonly op: "call";
      readonly callee: ValueId;
      readonly thisValue: ValueId | null;
      readonly args: readonly Arg[];
      readonly target: FunctionId | null;
    })
  /** `object.name(args)`: the property read and the call in one, since most are intrinsics. The read comes before the arguments. */
  | (Out & {
      readonly op: "callMethod";
      readonly object: ValueId;
      readonly name: string;
      readonly args: readonly Arg[];
      readonly claim: PropertyClaim;
      /** The closed function that is written as the first argument of a method that calls back (callback-methods.ts). */
      readonly callback: HirCallback | null;
    })
  | (Out & {
      readonly op: "new";
      readonly callee: ValueId;
      readonly args: readonly Arg[];
      readonly class: ClassId | null;
    })
  /** `super(args)`; binds `this` (later `this` instructions yield it). */
  | (Out & { readonly op: "superCall"; readonly args: readonly Arg[] })
  /** GetIterator of a `for…of`, spread-free. */
  | (Out & { readonly op: "iterStart"; readonly iterable: ValueId; readonly async: boolean })
  /** One step; `out` is the step's result for `iterDone` and `iterValue`. */
  | (Out & { readonly op: "iterNext"; readonly iterator: ValueId })
  | (Out & { readonly op: "iterDone"; readonly step: ValueId })
  | (Out & { readonly op: "iterValue"; readonly step: ValueId })
  /** IteratorClose on an early exit. */
  | (Out & { readonly op: "iterClose"; readonly iterator: ValueId })
  | (Out & { readonly op: "forInStart"; readonly object: ValueId })
  | (Out & { readonly op: "forInNext"; readonly iterator: ValueId })
  /** True when the walk is over; `forInKey` is then undefined. */
  | (Out & { readonly op: "forInDone"; readonly step: ValueId })
  | (Out & { readonly op: "forInKey"; readonly step: ValueId })
  /** An array pattern begins to destructure `iterable`: GetIterator. */
  | (Out & { readonly op: "patternStart"; readonly iterable: ValueId })
  /** Steps to element `index` (they come in ascending order, elisions included); undefined when exhausted. */
  | (Out & { readonly op: "patternElem"; readonly pattern: ValueId; readonly index: number; readonly site: SiteId | null })
  /** The fresh rest array of an array pattern. */
  | (Out & { readonly op: "patternRest"; readonly pattern: ValueId; readonly index: number })
  /** IteratorClose at the end of an array pattern without a rest element. */
  | (Out & { readonly op: "patternEnd"; readonly pattern: ValueId })
  /**
   * Element `index` of an array literal of `length` elements that a pattern takes apart on the spot, so that emission makes no array and
   * asks no iterator. The element is `value` itself, and `out` means nothing: this only carries the site, which holds by `index < length`.
   */
  | (Out & {
      readonly op: "literalElem";
      readonly value: ValueId;
      readonly index: number;
      readonly length: number;
      readonly site: SiteId;
    })
  /** The rest object of an object pattern: reads every other own property of `object`. */
  | (Out & { readonly op: "objectRest"; readonly object: ValueId; readonly excluded: readonly string[] })
  /** Control leaves the activation and may come back much later; any code may have run. */
  | (Out & { readonly op: "suspend"; readonly mode: "await" | "yield" | "yield*" | "using"; readonly value: ValueId })
  | (Out & { readonly op: "dynamicImport"; readonly specifier: ValueId })
  /** The value that a handler caught. */
  | (Out & { readonly op: "caught" })
  /**
   * A contract does not hold here. With a site: the guard of the site stops, or goes on in mode `report`. Without one the contract was
   * checked elsewhere by a guard that stops, so control comes here in mode `report` only. Nothing that follows in the block has an
   * effect; `analyzers/interpretation/enforced.ts` cuts the way on where guards stop.
   */
  | (Out & { readonly op: "violated"; readonly site: SiteId | null; readonly owner: FunctionId })
  /** The effects of `instr` may have happened in part, then it threw. Its `out` is not defined on this path. */
  | (Out & { readonly op: "aborted"; readonly instr: Instr })
  /** Not modelled: may run any code, change any cell and all reachable state, and assign `writes`; yields anything, may throw. */
  | (Out & {
      readonly op: "unknown";
      readonly construct: string;
      readonly uses: readonly ValueId[];
      readonly writes: readonly LocalId[];
    });
