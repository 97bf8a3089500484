/** Reads and writes of names: locals, cells, imports, globals, and what `with` and `eval` make of them. */
import { ts } from "../typescript.js";
import type { FunctionId, ValueId } from "../../core/ids.js";
import type { Binding, ClassInfo, Unit } from "./binding.js";
import type { FunctionContext, NameContext } from "./context.js";
import type { Meaning } from "./module-bindings.js";
import { heldGlobal, neverChanges, staysModule } from "./held-built-ins.js";
import { HELPER_NAMES } from "./helper-names.table.js";
import { heldPattern } from "./held-patterns.js";
import { importTarget } from "./imports.js";
import { catchVariableOf, isDecorated, isVarName, valueParameters } from "./syntax.js";
import { ES2018, isBelow } from "./targets.js";
import { emitCellRead, emitCellWrite, typeAt, undefinedValue, unknownValue } from "./values.js";

export function meaningOf(fn: NameContext, node: ts.Identifier): Meaning {
  return fn.module.bindings.meaningOf.get(node) ?? "global";
}

/** (Whoever looks for code that tampers with intrinsics goes by what names of the first kind say.) */
const UNCERTAIN = {
  dynamic: "name that `with` or `eval` may rebind",
  member: "member of a merged declaration",
} as const;

export function readName(fn: FunctionContext, node: ts.Identifier): ValueId {
  const meaning = meaningOf(fn, node);
  if (meaning === "dynamic" || meaning === "member") return unknownValue(fn, { construct: UNCERTAIN[meaning] });
  if (meaning === "global") return readGlobal(fn, node);
  return readBinding(fn, meaning, typeAt(fn, node));
}

function readGlobal(fn: FunctionContext, node: ts.Identifier): ValueId {
  switch (node.text) {
    case "undefined":
      return undefinedValue(fn);
    case "NaN":
      return fn.b.constant({ kind: "number", value: NaN });
    case "Infinity":
      return fn.b.constant({ kind: "number", value: Infinity });
    case "arguments":
      return readArguments(fn, node);
    default:
      return fn.b.emit({ op: "global", name: node.text }, typeAt(fn, node));
  }
}

function readArguments(fn: FunctionContext, node: ts.Identifier): ValueId {
  const { unit } = fn;
  if (unit.kind === "arrow") return unknownValue(fn, { construct: "`arguments` of an outer function" }, typeAt(fn, node));
  if (unit.kind === "module") return fn.b.emit({ op: "global", name: "arguments" });
  if (
    isMapped(fn, unit) &&
    (unit.leaksArguments || unit.bindings.some((binding) => binding.kind === "param" && binding.reassigned))
  ) {
    return unknownValue(fn, { construct: "sloppy `arguments`" }, typeAt(fn, node));
  }
  return fn.b.emit({ op: "arguments" }, typeAt(fn, node));
}

/** Sloppy functions with plain parameters, as older targets may have for patterns and defaults: `arguments[i]` and the parameter are one variable. */
function isMapped(fn: FunctionContext, { node, strict }: Unit): boolean {
  if (strict || !ts.isFunctionLike(node)) return false;
  if (isBelow(fn, ES2018)) return true;
  const parameters = valueParameters(node);
  return (
    parameters.length > 0 &&
    parameters.every(
      (parameter) =>
        ts.isIdentifier(parameter.name) && parameter.initializer === undefined && parameter.dotDotDotToken === undefined,
    )
  );
}

/** A parameter that writes to `arguments` may change, whoever reads it. */
function isAliasedParameter(fn: FunctionContext, { kind, unit }: Binding): boolean {
  return kind === "param" && unit.usesArguments !== "no" && unit.leaksArguments && isMapped(fn, unit);
}

export function readBinding(fn: FunctionContext, binding: Binding, type = -1): ValueId {
  if (binding.kind === "import") return readImport(fn, binding, type);
  if (binding.kind === "enumMember") return unknownValue(fn, { construct: "enum member named without its enum" }, type);
  if (binding.kind === "namespaceMember") {
    const object = namespaceObject(fn, binding);
    if (object === null) return unknownValue(fn, { construct: "namespace member" }, type);
    return fn.b.emit({ op: "getProp", object: readBinding(fn, object), name: binding.name, claim: { kind: "unknown" } }, type);
  }
  if (binding.dynamic) return unknownValue(fn, { construct: whyUnknown(binding) }, type);
  if (isAliasedParameter(fn, binding)) return unknownValue(fn, { construct: "parameter aliased by `arguments`" }, type);
  if (isReassignedClass(binding)) return unknownValue(fn, { construct: "reassigned class" }, type);
  const value = readVariable(fn, binding, type);
  const held = heldGlobal(fn.program, binding);
  // The variable is read all the same: it may not have been initialised.
  return held === null ? value : fn.b.emit({ op: "global", name: held }, type);
}

/** (Code from text tampers with what it likes; a helper does not.) */
const whyUnknown = ({ name, unit }: Binding): string =>
  HELPER_NAMES.has(name) && !unit.dynamic ? "name of a helper of the emitter" : "name in reach of `eval` or `with`";

function readVariable(fn: FunctionContext, binding: Binding, type: number): ValueId {
  if (binding.cell !== null) return emitCellRead(fn, { cell: binding.cell, pattern: heldPattern(binding) }, type);
  const local = localOf(fn, binding);
  return local === null ? unknownValue(fn, { construct: "variable of another function" }, type) : fn.b.get(local, type);
}

/** Inside its body a class declaration has a second, immutable binding; we keep one, so an assignment makes both uncertain. */
function isReassignedClass(binding: Binding): boolean {
  return binding.kind === "class" && binding.reassigned;
}

export function localOf(fn: FunctionContext, binding: Binding): ReturnType<FunctionContext["b"]["newLocal"]> | null {
  const known = fn.localOf.get(binding);
  if (known !== undefined) return known;
  if (binding.unit !== fn.unit) return null;
  const [name] = binding.declarations;
  const type = name !== undefined && ts.isIdentifier(name) ? typeAt(fn, name) : -1;
  const local = fn.b.newLocal(binding.name, type);
  fn.localOf.set(binding, local);
  return local;
}

function namespaceObject(fn: FunctionContext, binding: Binding): Binding | null {
  return fn.module.bindings.bindingOf.get(binding.scope.node) ?? null;
}

function readImport(fn: FunctionContext, binding: Binding, type: number): ValueId {
  const target = importTarget(fn.program, binding);
  switch (target.kind) {
    case "binding":
      return readBinding(fn, target.binding, type);
    case "namespace":
      return fn.b.emit({ op: "import", module: target.specifier, name: "*" }, type);
    case "opaque": {
      const { module, name } = target;
      if (name === "*" || staysModule(fn.program.options, fn.module.bindings.sourceFile))
        return fn.b.emit({ op: "import", module, name }, type);
      // CommonJS: each use reads the property anew, which a module that is not compiled with the program may have made an accessor.
      const exports = fn.b.emit({ op: "import", module, name: "*" });
      return fn.b.emit({ op: "getProp", object: exports, name, claim: { kind: "unknown" } }, type);
    }
  }
}

/** `name = value` after initialisation. */
export function writeName(fn: FunctionContext, node: ts.Identifier, value: ValueId): void {
  const meaning = meaningOf(fn, node);
  if (meaning === "dynamic" || meaning === "member") unknownValue(fn, { construct: UNCERTAIN[meaning], uses: [value] });
  else if (meaning === "global") fn.b.emit({ op: "setGlobal", name: node.text, value });
  else writeBinding(fn, meaning, { value, initialises: false });
}

export function writeBinding(fn: FunctionContext, binding: Binding, store: { value: ValueId; initialises: boolean }): void {
  const { value } = store;
  const immutable =
    binding.kind === "const" || binding.kind === "using" || binding.kind === "import" || binding.kind === "ownName";
  if (immutable && !store.initialises) {
    unknownValue(fn, { construct: "assignment to a constant", uses: [value] });
    return;
  }
  if (binding.kind === "namespaceMember") {
    const object = namespaceObject(fn, binding);
    if (object === null) return void unknownValue(fn, { construct: "namespace member", uses: [value] });
    fn.b.emit({
      op: "setProp",
      object: readBinding(fn, object),
      name: binding.name,
      value,
      claim: { kind: "unknown" },
      define: false,
    });
    return;
  }
  // Nothing is said of the variable, and code from text has what was put there.
  if (binding.dynamic) return void unknownValue(fn, { construct: whyUnknown(binding), uses: [value] });
  if (binding.cell !== null) return emitCellWrite(fn, binding.cell, store);
  const local = localOf(fn, binding);
  if (local === null) unknownValue(fn, { construct: "variable of another function", uses: [value] });
  else fn.b.set(local, value);
}

/** What a declared name stands for; null for names that no code binds. */
export function declaredBinding(fn: FunctionContext, declaration: ts.Node): Binding | null {
  return fn.module.bindings.bindingOf.get(declaration) ?? null;
}

export function initialise(fn: FunctionContext, name: ts.Identifier, value: ValueId): void {
  const variable = isVarName(name) ? catchVariableOf(name) : null;
  const target = variable === null ? null : declaredBinding(fn, variable);
  if (target !== null) return writeBinding(fn, target, { value, initialises: false });
  const binding = declaredBinding(fn, name);
  if (binding === null) unknownValue(fn, { construct: "unbound declaration", uses: [value] });
  else writeBinding(fn, binding, { value, initialises: isInitialiser(binding, name) });
}

/** A `var` is initialised on entry; a name declared again (`function f(x) { var x = 1; }`) already has a value. */
export function isInitialiser(binding: Binding, declaration: ts.Node): boolean {
  return binding.kind !== "var" && binding.declarations[0] === declaration;
}

/** The binding an identifier certainly means, through imports; null when it is none of the program's. */
export function boundTo(fn: NameContext, node: ts.Expression): Binding | null {
  if (!ts.isIdentifier(node)) return null;
  const meaning = meaningOf(fn, node);
  if (typeof meaning === "string") return null;
  if (meaning.kind !== "import") return meaning;
  const target = importTarget(fn.program, meaning);
  return target.kind === "binding" ? target.binding : null;
}

/** The function that the name always holds once it holds anything. */
export function heldFunction(binding: Binding | null): FunctionId | null {
  return binding !== null && neverChanges(binding) ? (binding.holds?.id ?? null) : null;
}

/**
 * The class that the name always holds once it holds anything. A decorator may replace a class, and decorators of members hand in code that
 * runs as an instance is made.
 */
export function heldClass(binding: Binding | null): ClassInfo | null {
  const held = binding !== null && neverChanges(binding) ? binding.holdsClass : null;
  return held !== null && !isDecorated(held.node) ? held : null;
}
