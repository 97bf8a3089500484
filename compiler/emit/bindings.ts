/**
 * Who assigns the variables of a file: whether a name may be evaluated twice instead of being kept in a temporary (rule 1 of guards.md).
 * Own scope analysis, since the emitters also run on files that no checker has bound. What it does not resolve counts as assigned.
 */
import { isAmbient } from "../lower/syntax.js";
import { ts } from "../typescript.js";

export interface Binding {
  readonly name: string;
  /** The function (or source file, static block, namespace) whose activation owns the variable. */
  readonly owner: ts.Node;
  /** Position from which the variable is certainly initialised while its scope is active; 0 for parameters, `var` and functions. */
  readonly initialisedFrom: number;
  /** Declared in a list of parameters, and nowhere else. */
  readonly parameter: boolean;
  /** Never changes once initialised, as far as the declaration says. */
  readonly constant: boolean;
  /** Assignments other than the initialiser. */
  readonly assignments: { readonly position: number; readonly owner: ts.Node }[];
}

export interface Bindings {
  /** The variable that `identifier` names, or null: a global, an import, or unclear. */
  resolve(identifier: ts.Identifier): Binding | null;
}

type Scope = Map<string, Binding>;

interface Declared extends Pick<Binding, "constant" | "initialisedFrom"> {
  readonly parameter?: boolean;
  /** It is a property of an object that others have: they may assign it at any time. */
  readonly shared: boolean;
}

const OWN = { constant: false, shared: false };

/** Nodes whose body is an activation of its own. */
export function isActivation(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isSourceFile(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isModuleBlock(node) ||
    ts.isPropertyDeclaration(node)
  );
}

export function activationOf(node: ts.Node): ts.Node {
  let current = outwards(node);
  while (!isActivation(current)) current = outwards(current);
  return current;
}

/** The node around, of those in whose scope `node` is evaluated: computed names and decorators are not in that of their function or field. */
function outwards(node: ts.Node): ts.Node {
  const { parent } = node;
  if (ts.isComputedPropertyName(node)) return parent.parent;
  if (!ts.isDecorator(node)) return parent;
  return ts.isParameter(parent) ? parent.parent.parent : parent.parent;
}

export function bindingsOf(sourceFile: ts.SourceFile): Bindings {
  const scopes = new Map<ts.Node, Scope>();
  declareAll(sourceFile, scopes);
  // Code from text may assign what it sees.
  if (/\beval\b|\\u/u.test(sourceFile.text) && mentions(sourceFile, EVAL)) return { resolve: () => null };
  const resolve = (identifier: ts.Identifier): Binding | null => {
    for (let node: ts.Node = identifier, below: ts.Node = node; ; below = node, node = outwards(node)) {
      const found = scopes.get(node)?.get(identifier.text);
      // What the body of a function declares is not there yet in its parameters, where the name is another's.
      if (found !== undefined) return ts.isParameter(below) && !found.parameter ? null : found;
      // Inside a namespace or an enum the name may be a member of another declaration of it, which comes before what stands around.
      if (ts.isWithStatement(node) || ts.isSourceFile(node) || ts.isModuleBlock(node) || ts.isEnumDeclaration(node)) return null;
    }
  };
  recordAssignments(sourceFile, resolve);
  return { resolve };
}

const EVAL: ReadonlySet<string> = new Set(["eval"]);

/** Whether one of the names stands there, whatever it stands for. */
export function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node) && names.has(node.text)) return true;
  return ts.forEachChild(node, (child) => mentions(child, names) || undefined) ?? false;
}

function isScope(node: ts.Node): boolean {
  return (
    isActivation(node) ||
    ts.isBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node)
  );
}

function enclosing(node: ts.Node, test: (node: ts.Node) => boolean): ts.Node {
  let current = node.parent;
  while (!test(current)) current = current.parent;
  return current;
}

function declareAll(sourceFile: ts.SourceFile, scopes: Map<ts.Node, Scope>): void {
  const declare = (scope: ts.Node, identifier: ts.Identifier, facts: Declared): void => {
    const table = scopes.get(scope) ?? new Map<string, Binding>();
    scopes.set(scope, table);
    const known = table.get(identifier.text);
    // Declared twice (`var`, merged declarations): nothing is certain but the owner.
    table.set(identifier.text, {
      name: identifier.text,
      owner: isActivation(scope) ? scope : activationOf(scope),
      parameter: (known?.parameter ?? true) && facts.parameter === true,
      constant: known === undefined && facts.constant,
      initialisedFrom: known === undefined ? facts.initialisedFrom : Math.max(known.initialisedFrom, facts.initialisedFrom),
      assignments: facts.shared ? [{ position: 0, owner: sourceFile }] : [],
    });
  };
  const pattern = (target: ts.BindingName, scope: ts.Node, facts: Declared): void => {
    if (ts.isIdentifier(target)) declare(scope, target, facts);
    else for (const element of target.elements) if (ts.isBindingElement(element)) pattern(element.name, scope, facts);
  };
  const visit = (node: ts.Node): void => {
    // (What is `declare`d is a global, or anything.)
    if (ts.isTypeNode(node) || (ts.isStatement(node) && isAmbient(node))) return;
    if (ts.isVariableDeclaration(node)) declareVariable(node, pattern);
    else if (ts.isParameter(node)) pattern(node.name, node.parent, { ...OWN, initialisedFrom: 0, parameter: true });
    else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) {
      // A class or enum is in its dead zone before its declaration; a function in a block may be hoisted in part.
      if (node.name !== undefined)
        declare(enclosing(node, isScope), node.name, {
          ...OWN,
          initialisedFrom: ts.isFunctionDeclaration(node) ? 0 : Number.MAX_SAFE_INTEGER,
        });
    } else if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name)) {
      declare(enclosing(node, isScope), node.name, { ...OWN, initialisedFrom: Number.MAX_SAFE_INTEGER });
    }
    if ((ts.isFunctionExpression(node) || ts.isClassLike(node)) && node.name !== undefined) {
      declare(node, node.name, { constant: true, shared: false, initialisedFrom: Number.MAX_SAFE_INTEGER });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
}

function declareVariable(
  node: ts.VariableDeclaration,
  pattern: (target: ts.BindingName, scope: ts.Node, facts: Declared) => void,
): void {
  if (ts.isCatchClause(node.parent)) {
    pattern(node.name, node.parent, { ...OWN, initialisedFrom: node.end });
    return;
  }
  const list = node.parent;
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  const scope = enclosing(list, isVar ? isActivation : isScope);
  const constant = (list.flags & ts.NodeFlags.Const) !== 0;
  const exported = ts.isVariableStatement(list.parent) && (list.parent.modifiers?.length ?? 0) > 0;
  // An exported namespace variable is a property, which is assigned by `N.x = …` too; an exported `let` of a CommonJS module as well. One that is
  // declared elsewhere is assigned there.
  const shared = exported && (!constant || ts.isModuleBlock(scope));
  pattern(node.name, scope, {
    constant: constant && !ts.isModuleBlock(scope),
    shared,
    initialisedFrom: shared || ts.isModuleBlock(scope) || ts.isCaseBlock(scope) ? Number.MAX_SAFE_INTEGER : isVar ? 0 : node.end,
  });
}

function recordAssignments(sourceFile: ts.SourceFile, resolve: (identifier: ts.Identifier) => Binding | null): void {
  const assigned = (target: ts.Node): void => {
    if (ts.isIdentifier(target)) {
      resolve(target)?.assignments.push({ position: target.getStart(sourceFile), owner: activationOf(target) });
    } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
      return;
    } else if (ts.isShorthandPropertyAssignment(target)) assigned(target.name);
    else if (ts.isPropertyAssignment(target)) assigned(target.initializer);
    else if (ts.isBinaryExpression(target)) assigned(target.left);
    else ts.forEachChild(target, assigned);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind;
      if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) assigned(node.left);
    } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
        assigned(node.operand);
    } else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      if (!ts.isVariableDeclarationList(node.initializer)) assigned(node.initializer);
      else assignDeclared(node.initializer, assigned);
    } else if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      // A `var` initialiser inside a loop assigns each time round.
      if (ts.isVariableDeclarationList(node.parent) && (node.parent.flags & ts.NodeFlags.BlockScoped) === 0)
        assignName(node.name, assigned);
    } else if (ts.isIdentifier(node) && node.text === "arguments") {
      // In a sloppy script `arguments[0] = x` assigns the first parameter, whoever does it.
      for (const parameter of parametersAround(node))
        resolve(parameter)?.assignments.push({ position: node.pos, owner: sourceFile });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
}

function assignDeclared(list: ts.VariableDeclarationList, assigned: (target: ts.Node) => void): void {
  if ((list.flags & ts.NodeFlags.BlockScoped) === 0)
    for (const declaration of list.declarations) assignName(declaration.name, assigned);
}

function assignName(target: ts.BindingName, assigned: (target: ts.Node) => void): void {
  if (ts.isIdentifier(target)) assigned(target);
  else for (const element of target.elements) if (ts.isBindingElement(element)) assignName(element.name, assigned);
}

/** Parameters that are plain names, of the function whose `arguments` stand there. */
function parametersAround(node: ts.Node): readonly ts.Identifier[] {
  let around = node.parent;
  while (!ts.isSourceFile(around) && !(ts.isFunctionLike(around) && !ts.isArrowFunction(around))) around = around.parent;
  return ts.isSourceFile(around) ? [] : around.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name] : []));
}
