/** Lowers one unit: a function, constructor, static part, namespace or module body. */
import { ts } from "../typescript.js";
import { NO_LOOSE } from "../../core/hir-loose.js";
import { NO_CONTRACTS, type HirFunction, type HirParam } from "../../core/hir.js";
import type { Unit } from "./binding.js";
import { isField, isStatic } from "./class-scopes.js";
import { isClosed, takesGroup, takesPlace } from "./closed.js";
import {
  assignParameterProperties,
  callSuper,
  initialiseField,
  initialiseFields,
  isDerived,
  makeInstanceFields,
  makesNatively,
  markInstance,
  runDecorators,
} from "./construction.js";
import type { FunctionContext, ModuleContext } from "./context.js";
import { lowerEndContracts, lowerEntryContracts, lowerExitContracts } from "./contracts/obligations.js";
import { lowerExpression } from "./expressions.js";
import { createFunctionBuilder, type BuiltFunction } from "./function-builder.js";
import { atAnyTime } from "./handed-over.js";
import { looseWithin } from "./loose-stores.js";
import { bindName } from "./patterns.js";
import { regionsOf } from "./regions.js";
import { enterScope, hoistVariables } from "./scope-entry.js";
import { lowerStatements } from "./statements.js";
import { orUndefined } from "./static-type.js";
import { hasBody, thisParameter, valueParameters } from "./syntax.js";
import { ES2015, isBelow, isHandedOver, rewriting } from "./targets.js";
import { undefinedValue, unknownValue, withDefault } from "./values.js";
import { declaredBinding, writeBinding } from "./variables.js";

export function lowerUnit(module: ModuleContext, unit: Unit): HirFunction {
  const fn: FunctionContext = {
    module,
    program: module.program,
    checker: module.program.checker,
    unit,
    b: createFunctionBuilder(),
    localOf: new Map(),
    sites: [],
    sitesOf: new Map(),
    patternSitesOf: new Map(),
    regions: [],
    contractSites: new Map(),
    entry: { sites: [], from: 0, to: 0 },
    checkedCalls: [],
    olds: new Map(),
    unsupported: new Map(),
    writesCells: new Set(),
    control: [],
    nesting: 0,
    copying: 0,
  };
  const params = lowerBodyOf(fn);
  const thisType = typeOfThis(fn, holderOfThis(unit));
  fn.b.end({ kind: "return", value: undefinedValue(fn) });
  const built = finish(fn);
  const isOver = isHandedOver(unit, module.program.options);
  // A constructor runs what initialises the fields of its class.
  const written = unit.kind === "constructor" && unit.ofClass !== null ? unit.ofClass.node : unit.node;
  return {
    id: unit.id,
    name: unit.name,
    kind: unit.kind,
    flavour: unit.flavour,
    span: { start: unit.node.getStart(unit.sourceFile), end: unit.node.end },
    params,
    ...built,
    sites: fn.sites,
    regions: isOver ? [] : regionsOf(fn),
    thisClass: hasOwnThis(unit) ? (unit.ofClass?.id ?? null) : null,
    thisType,
    closed: isClosed(module.bindings, unit, module.program.options),
    exposed: !unit.strict || unit.dynamic,
    writesCells: [...fn.writesCells].sort(),
    contracts: {
      entry: fn.entry.sites,
      entryFrom: fn.entry.from,
      entryTo: fn.entry.to,
      checkedCalls: isOver ? [] : fn.checkedCalls,
    },
    overridden: [],
    loose: looseWithin(module.loose, written, unit.node.pos),
    unsupported: [...fn.unsupported]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([construct, count]) => ({ construct, count })),
  };
}

function finish({ b, unit, program, unsupported }: FunctionContext): BuiltFunction {
  const built = b.finish();
  if (!isHandedOver(unit, program.options)) return built;
  const construct = `${unit.flavour} function for a target without them`;
  unsupported.set(construct, 1);
  return atAnyTime(built, construct);
}

/** What a method declares its `this` to be may be wider than its class: TypeScript lets it run on whatever is that. */
function typeOfThis(fn: FunctionContext, holder: Unit): number {
  if (!hasOwnThis(holder) || holder.ofClass === null) return -1;
  const declared = ts.isFunctionLike(holder.node) ? thisParameter(holder.node) : undefined;
  if (declared === undefined) return instanceType(fn, holder.ofClass.node);
  return fn.b.internType(fn.program.staticTypeOf(fn.checker.getTypeAtLocation(declared)));
}

/** Of a class expression the checker has the type of the constructor, whose symbol is the class too. */
function instanceType(fn: FunctionContext, node: ts.ClassLikeDeclaration): number {
  const symbol = fn.checker.getTypeAtLocation(node).getSymbol();
  return symbol === undefined ? -1 : fn.b.internType(fn.program.staticTypeOf(fn.checker.getDeclaredTypeOfSymbol(symbol)));
}

/** Instances of the class are `this` in its constructor and its methods, unless they are static. */
function hasOwnThis(unit: Unit): boolean {
  return unit.kind === "constructor" || (unit.kind !== "static" && !isStatic(unit.node));
}

/** Whose `this` the function has: arrow functions have that of the function around them. */
function holderOfThis(unit: Unit): Unit {
  let holder = unit;
  while (holder.kind === "arrow" && holder.parent !== null) holder = holder.parent;
  return holder;
}

/**
 * An arrow function inside, or code from text, has `arguments` by a way that is not followed: it has every argument from the start, and
 * the function counts as one that names them.
 */
function handOutArguments(fn: FunctionContext): void {
  const { usesArguments, dynamic, kind } = fn.unit;
  const hasOwn = kind !== "arrow" && kind !== "module" && kind !== "static";
  if (!hasOwn || (usesArguments !== "fromArrow" && !dynamic)) return;
  const value = fn.b.emit({ op: "arguments" });
  unknownValue(fn, { construct: "`arguments` in other hands", uses: [value] });
}

function lowerBodyOf(fn: FunctionContext): readonly HirParam[] {
  const { node, kind } = fn.unit;
  handOutArguments(fn);
  if (kind === "static") {
    lowerStaticParts(fn);
    return [];
  }
  if (ts.isSourceFile(node)) {
    hoistVariables(fn);
    enterScope(fn, node);
    // `module.exports = …` is emitted behind all that stands in the file.
    const isLast = (statement: ts.Statement): boolean => ts.isExportAssignment(statement) && statement.isExportEquals === true;
    lowerStatements(fn, [...node.statements.filter((one) => !isLast(one)), ...node.statements.filter(isLast)]);
    return [];
  }
  if (ts.isModuleDeclaration(node)) return lowerNamespaceBody(fn, node);
  if (ts.isClassLike(node)) return lowerImplicitConstructor(fn, node);
  return hasBody(node) ? lowerFunction(fn, node) : [];
}

function lowerFunction(fn: FunctionContext, node: ts.FunctionLikeDeclaration): readonly HirParam[] {
  const { ofClass, kind } = fn.unit;
  // A plain function in ES5, that runs on whatever it is called on.
  if (kind === "constructor" && isBelow(fn, ES2015))
    rewriting(fn, { construct: "constructor", below: ES2015, uses: [fn.b.emit({ op: "this" })] });
  const base = kind === "constructor" && ofClass !== null && !isDerived(ofClass.node) ? ofClass : null;
  // [[Construct]] of a base class defines native fields before it evaluates a parameter default.
  if (base !== null && makesNatively(fn, base)) makeInstanceFields(fn, base);
  const params = valueParameters(node).map((parameter, index) => lowerParameter(fn, parameter, index));
  if (fn.unit.flavour === "generator" || fn.unit.flavour === "asyncGenerator") {
    // The body starts at the first `next()`, whenever that is.
    fn.b.emit({ op: "suspend", mode: "yield", value: undefinedValue(fn) });
  }
  hoistVariables(fn);
  enterScope(fn, node);
  const { body } = node;
  if (body === undefined) return params;
  if (!ts.isBlock(body)) {
    lowerEntryContracts(fn, body);
    const value = lowerExpression(fn, body);
    lowerExitContracts(fn, body, value);
    fn.b.end({ kind: "return", value });
    return params;
  }
  if (fn.module.bindings.scopeOf.get(body) !== fn.module.bindings.scopeOf.get(node)) enterScope(fn, body);
  if (base !== null) {
    markInstance(fn, base);
    assignParameterProperties(fn, base);
    if (!makesNatively(fn, base)) initialiseFields(fn, base, { static: false });
  }
  lowerEntryContracts(fn, body);
  lowerStatements(fn, body.statements);
  lowerEndContracts(fn, body);
  return params;
}

function lowerParameter(fn: FunctionContext, parameter: ts.ParameterDeclaration, index: number): HirParam {
  const { initializer, name } = parameter;
  const declared = fn.program.declaredTypeOf(fn.checker.getTypeAtLocation(parameter));
  const { node } = fn.unit;
  const believed = takesPlace(node, index, fn.checker) ? orUndefined(declared) : declared;
  const type = fn.b.internType(takesGroup(node, index) ? { kind: "unknown" } : believed);
  const passed = fn.b.emit({ op: "param", index }, type);
  // (In ES5 a loop over `arguments` fills it: no promise that nothing else does.)
  const isFilled = parameter.dotDotDotToken !== undefined && isBelow(fn, ES2015);
  const given = isFilled ? rewriting(fn, { construct: "rest parameter", below: ES2015, uses: [passed] }) : passed;
  const value = initializer === undefined ? given : withDefault(fn, given, () => lowerExpression(fn, initializer));
  bindName(fn, name, value);
  return {
    name: ts.isIdentifier(name) ? name.text : name.getText(fn.unit.sourceFile).replace(/\s+/g, " "),
    type,
    rest: parameter.dotDotDotToken !== undefined,
    optional: initializer !== undefined || parameter.questionToken !== undefined,
  };
}

/** Without a constructor in the source: `constructor(...args) { super(...args); }`, or an empty one. */
function lowerImplicitConstructor(fn: FunctionContext, node: ts.ClassLikeDeclaration): readonly HirParam[] {
  const { ofClass } = fn.unit;
  if (ofClass === null) return [];
  if (!isDerived(node)) {
    markInstance(fn, ofClass);
    initialiseFields(fn, ofClass, { static: false });
    return [];
  }
  const type = fn.b.internType({ kind: "array", element: { kind: "any" }, readonly: false });
  const value = fn.b.emit({ op: "param", index: 0 }, type);
  callSuper(fn, [{ value, spread: true }]);
  return [{ name: "args", type, rest: true, optional: false }];
}

function lowerStaticParts(fn: FunctionContext): void {
  const { ofClass } = fn.unit;
  if (ofClass === null) return;
  hoistVariables(fn);
  runDecorators(fn, ofClass);
  for (const member of ofClass.node.members) {
    if (ts.isClassStaticBlockDeclaration(member)) {
      enterScope(fn, member);
      lowerStatements(fn, member.body.statements);
    } else if (isField(member) && isStatic(member)) {
      initialiseField(fn, ofClass, member);
    }
  }
}

function lowerNamespaceBody(fn: FunctionContext, node: ts.ModuleDeclaration): readonly HirParam[] {
  const object = declaredBinding(fn, node);
  const type = fn.b.internType({ kind: "unknown" });
  const value = fn.b.emit({ op: "param", index: 0 }, type);
  if (object !== null) writeBinding(fn, object, { value, initialises: true });
  hoistVariables(fn);
  enterScope(fn, node);
  const { body } = node;
  if (body !== undefined && ts.isModuleBlock(body)) lowerStatements(fn, body.statements);
  else if (body !== undefined && ts.isModuleDeclaration(body)) lowerStatements(fn, [body]);
  return [{ name: "namespace", type, rest: false, optional: false }];
}

/** Stands for a file whose nesting no recursive pass survives. */
export function lowerTooDeep(unit: Unit): HirFunction {
  const b = createFunctionBuilder();
  const value = b.emit({ op: "unknown", construct: "nesting too deep", uses: [], writes: [] });
  b.end({ kind: "return", value });
  return {
    id: unit.id,
    name: unit.name,
    kind: "module",
    flavour: "normal",
    span: { start: 0, end: unit.sourceFile.end },
    params: [],
    ...b.finish(),
    sites: [],
    regions: [],
    thisClass: null,
    thisType: -1,
    closed: false,
    exposed: true,
    writesCells: [],
    contracts: NO_CONTRACTS,
    overridden: [],
    loose: NO_LOOSE,
    unsupported: [{ construct: "nesting too deep", count: 1 }],
  };
}
