/**
 * Which root an expression stands for. A name stands for a root when it is free, imported, or a variable that is only ever initialised, with
 * something that stands for a root; members under constant names stand for members. Everything else is a value whose origin is forgotten,
 * which is why handing on a root counts as every use of it.
 */
import { ts } from "../typescript.js";
import { builtinName } from "../../policy/catalogue/catalogue.js";
import type { Binding, Scope } from "../lower/binding.js";
import type { ModuleBindings } from "../lower/module-bindings.js";
import { skipWrappers, staticPropertyName } from "../lower/syntax.js";
import { constantString } from "./constant-string.js";

export interface Root {
  readonly kind: "global" | "module" | "syntax" | "import";
  readonly name: string;
}

export interface Denoted {
  readonly root: Root;
  readonly path: readonly string[];
}

export interface Denoter {
  readonly bindings: ModuleBindings;
  /** Null: not a root, as far as is known. */
  readonly denotes: (expression: ts.Expression) => Denoted | null;
  readonly ofIdentifier: (node: ts.Identifier) => Denoted | null;
  /** What a declared name stands for. */
  readonly ofBinding: (binding: Binding) => Denoted | null;
  readonly bindingOf: (node: ts.Identifier) => Binding | null;
}

const MAX_STEPS = 40;

const GLOBAL_NAMES: ReadonlySet<string> = new Set(["globalThis", "global", "window", "self"]);

function isEnvironmentText({ root, path }: Denoted): boolean {
  const names = root.kind === "import" ? [] : [root.name, ...path];
  while (GLOBAL_NAMES.has(names[0] ?? "")) names.shift();
  return names[0] === "process" && names[1] === "env" && names.length > 2;
}

function lookUp(name: string, from: Scope | null): Binding | null {
  for (let scope = from; scope !== null; scope = scope.parent) {
    const binding = scope.names.get(name);
    if (binding !== undefined) return binding;
  }
  return null;
}

export function createDenoter(bindings: ModuleBindings): Denoter {
  const known = new Map<Binding, Denoted | null>();
  let scopes: ReadonlyMap<ts.Node, Scope> | null = null;
  const scopeOf = (node: ts.Node): Scope | null => {
    scopes ??= new Map(bindings.pending.map((one) => [one.node, one.scope]));
    return scopes.get(node) ?? null;
  };
  const bindingOf: Denoter["bindingOf"] = (node) => {
    const meaning = bindings.meaningOf.get(node) ?? bindings.bindingOf.get(node) ?? null;
    // Below `with` and sloppy `eval` a name may mean something else, or what it means to the eye.
    if (meaning === "dynamic") return lookUp(node.text, scopeOf(node));
    return typeof meaning === "string" ? null : meaning;
  };
  const ofBinding: Denoter["ofBinding"] = (binding) => {
    const found = known.get(binding);
    if (found !== undefined) return found;
    // A variable that leads back to itself holds nothing when it is read.
    known.set(binding, null);
    const declared = denotedByDeclaration(binding, denoter);
    // What a variable of the environment holds is text, read where it is declared.
    const denoted = declared !== null && isEnvironmentText(declared) ? null : declared;
    known.set(binding, denoted);
    return denoted;
  };
  const ofIdentifier: Denoter["ofIdentifier"] = (node) => {
    const binding = bindingOf(node);
    if (binding !== null) return ofBinding(binding);
    if (!bindings.meaningOf.has(node) || isArgumentsObject(node) || isConstEnum(node)) return null;
    return { root: { kind: "global", name: node.text }, path: [] };
  };
  const denoter: Denoter = {
    bindings,
    bindingOf,
    ofBinding,
    ofIdentifier,
    denotes: (expression) => denotedBy(expression, denoter, 0),
  };
  return denoter;
}

/** `arguments` of a function holds what its caller passes. Outside of all functions it is that of the wrapper of a CommonJS module. */
function isArgumentsObject(node: ts.Identifier): boolean {
  if (node.text !== "arguments") return false;
  for (let current: ts.Node = node; !ts.isSourceFile(current); current = current.parent)
    if (ts.isFunctionLike(current) && !ts.isArrowFunction(current)) return true;
  return false;
}

const isConst = ({ modifiers }: ts.EnumDeclaration): boolean =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ConstKeyword) === true;

/** Members of a `const enum` are numbers and strings where they are used, whatever else has its name. */
function isConstEnum(node: ts.Identifier): boolean {
  const isDeclaredIn = (statements: readonly ts.Statement[]): boolean =>
    statements.some((one) => ts.isEnumDeclaration(one) && one.name.text === node.text && isConst(one));
  for (let current: ts.Node = node; ; current = current.parent) {
    if (ts.isSourceFile(current)) return isDeclaredIn(current.statements);
    if ((ts.isBlock(current) || ts.isModuleBlock(current)) && isDeclaredIn(current.statements)) return true;
    // (The clauses of a `switch` share one scope.)
    if (ts.isCaseBlock(current) && current.clauses.some(({ statements }) => isDeclaredIn(statements))) return true;
  }
}

function denotedBy(given: ts.Expression, denoter: Denoter, depth: number): Denoted | null {
  if (depth > MAX_STEPS) return null;
  const node = skipWrappers(given);
  if (ts.isIdentifier(node)) return denoter.ofIdentifier(node);
  if (ts.isPropertyAccessExpression(node)) return memberOf(denotedBy(node.expression, denoter, depth + 1), node.name.text);
  if (ts.isElementAccessExpression(node)) {
    const name = constantString(node.argumentExpression, denoter);
    return name === null ? null : memberOf(denotedBy(node.expression, denoter, depth + 1), name);
  }
  if (ts.isAwaitExpression(node)) return denotedBy(node.expression, denoter, depth + 1);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken)
    return denotedBy(node.right, denoter, depth + 1);
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    return { root: { kind: "syntax", name: "import.meta" }, path: [] };
  if (ts.isCallExpression(node)) return loadedBy(node, denoter, depth) ?? reflected(node, denoter, depth);
  return null;
}

/** `default` of a built-in module is the module again. */
function memberOf(holder: Denoted | null, name: string): Denoted | null {
  if (holder === null) return null;
  const { root, path } = holder;
  const again = root.kind === "module" && path.length === 0 && (name === "default" || name === "module.exports");
  return again ? holder : { root, path: [...path, name] };
}

export function moduleNamed(specifier: string): Denoted {
  const builtin = builtinName(specifier);
  return { root: builtin === null ? { kind: "import", name: specifier } : { kind: "module", name: builtin }, path: [] };
}

/** `require("fs")`, `import("fs")`, `process.getBuiltinModule("fs")`; `createRequire(…)` is another `require`. */
function loadedBy(node: ts.CallExpression, denoter: Denoter, depth: number): Denoted | null {
  const [first] = node.arguments;
  const specifier = first === undefined ? null : constantString(first, denoter);
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return specifier === null ? null : moduleNamed(specifier);
  const callee = denotedBy(node.expression, denoter, depth + 1);
  if (callee === null) return null;
  if (isRequire(callee)) return specifier === null ? null : moduleNamed(specifier);
  const { root, path } = callee;
  const name = path.join(".");
  if (root.kind === "module" && root.name === "module" && (name === "createRequire" || name === "Module.createRequire"))
    return { root: { kind: "global", name: "require" }, path: [] };
  const isProcess = (root.kind === "module" && root.name === "process") || (root.kind === "global" && root.name === "process");
  if (isProcess && name === "getBuiltinModule" && specifier !== null && builtinName(specifier) !== null)
    return moduleNamed(specifier);
  return null;
}

export const isRequire = ({ root, path }: Denoted): boolean =>
  root.kind === "global" &&
  ((root.name === "require" && path.length === 0) || (root.name === "module" && path.length === 1 && path[0] === "require"));

/** `Reflect.get(fs, "readFile")`, `Object.getOwnPropertyDescriptor(fs, "x").value` stays a value. */
function reflected(node: ts.CallExpression, denoter: Denoter, depth: number): Denoted | null {
  const [holder, key] = node.arguments;
  if (holder === undefined || key === undefined || !isReflectGet(node, denoter)) return null;
  const name = constantString(key, denoter);
  return name === null ? null : memberOf(denotedBy(holder, denoter, depth + 1), name);
}

export function isReflectGet({ expression }: ts.CallExpression, denoter: Denoter): boolean {
  const callee = skipWrappers(expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "get") return false;
  const holder = skipWrappers(callee.expression);
  return ts.isIdentifier(holder) && holder.text === "Reflect" && denoter.bindingOf(holder) === null;
}

function denotedByDeclaration(binding: Binding, denoter: Denoter): Denoted | null {
  const [declared] = binding.declarations;
  if (declared === undefined || binding.declarations.length !== 1) return null;
  if (binding.kind === "import") return imported(declared);
  if (binding.kind === "importEquals") return importedEquals(declared, denoter);
  const isVariable = binding.kind === "const" || binding.kind === "let" || binding.kind === "var" || binding.kind === "using";
  // `eval` may assign to what is no constant.
  if (!isVariable || binding.reassigned || (binding.dynamic && binding.kind !== "const")) return null;
  return ofVariable(declared, denoter);
}

function imported(declared: ts.Node): Denoted | null {
  let node = declared;
  const names: string[] = [];
  while (!ts.isImportDeclaration(node)) {
    if (ts.isImportSpecifier(node)) names.push((node.propertyName ?? node.name).text);
    else if (ts.isImportClause(node) && (node.name === declared || node === declared)) names.push("default");
    if (ts.isSourceFile(node)) return null;
    node = node.parent;
  }
  const specifier = node.moduleSpecifier;
  if (!ts.isStringLiteralLike(specifier)) return null;
  const start: Denoted | null = moduleNamed(specifier.text);
  return names.reduce<Denoted | null>(memberOf, start);
}

function importedEquals(declared: ts.Node, denoter: Denoter): Denoted | null {
  const node = ts.isImportEqualsDeclaration(declared) ? declared : declared.parent;
  if (!ts.isImportEqualsDeclaration(node)) return null;
  const { moduleReference } = node;
  if (!ts.isExternalModuleReference(moduleReference)) return ofEntityName(moduleReference, denoter);
  const { expression } = moduleReference;
  return ts.isStringLiteralLike(expression) ? moduleNamed(expression.text) : null;
}

function ofEntityName(name: ts.EntityName, denoter: Denoter): Denoted | null {
  return ts.isIdentifier(name) ? denoter.ofIdentifier(name) : memberOf(ofEntityName(name.left, denoter), name.right.text);
}

/** A declared name, at the end of constant names through patterns. Null where a default may stand in. */
function ofVariable(declared: ts.Node, denoter: Denoter): Denoted | null {
  const { parent } = declared;
  if (ts.isVariableDeclaration(parent)) {
    const list = parent.parent;
    const isLoop = ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent);
    return parent.initializer === undefined || isLoop ? null : denoter.denotes(parent.initializer);
  }
  return ts.isBindingElement(parent) ? ofElement(parent, denoter) : null;
}

export function ofElement(element: ts.BindingElement, denoter: Denoter): Denoted | null {
  const pattern = element.parent;
  if (!ts.isObjectBindingPattern(pattern) || element.dotDotDotToken !== undefined) return null;
  const name = elementName(element, denoter);
  const holder = pattern.parent;
  if (name === null || ts.isParameter(holder)) return null;
  const outer = ts.isBindingElement(holder) ? ofElement(holder, denoter) : ofVariable(pattern, denoter);
  return memberOf(outer, name);
}

export function elementName({ propertyName, name }: ts.BindingElement, denoter: Denoter): string | null {
  if (propertyName === undefined) return ts.isIdentifier(name) ? name.text : null;
  if (ts.isComputedPropertyName(propertyName)) return constantString(propertyName.expression, denoter);
  return staticPropertyName(propertyName);
}
