/** What the rest of a program may see of a file's types, as text. */
import { hasModifier } from "../lower/syntax.js";
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";

/** `program.emit` with what TypeScript's own builder passes to it, and does not declare. */
type EmitOfBuilder = (
  ...request: readonly [
    file: ts.SourceFile,
    write: (name: string, text: string) => void,
    cancellation: undefined,
    emitOnly: 2,
    transformers: undefined,
    forceDeclarations: true,
  ]
) => unknown;

/** Declarations as TypeScript would emit them, whatever the options. A file that it emits none for is its own shape. */
export function shapeOf(program: ts.Program, file: ts.SourceFile): string {
  // (What is marked as internal has no declaration then, and TypeScript declares private members without their types.)
  const isHidden = program.getCompilerOptions().stripInternal === true && file.text.includes("@internal");
  if (isHidden || isReachedByText(program, file)) return file.text;
  const texts: string[] = [];
  const { emit } = program as unknown as { readonly emit: EmitOfBuilder };
  emit(file, (_name, text) => texts.push(text), undefined, 2, undefined, true);
  return texts.length === 0 ? file.text : texts.join("");
}

const CLASSES = kindSet(ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression);
const ELEMENTS = kindSet(ts.SyntaxKind.ElementAccessExpression);
const textKeys = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether some file reads, by its name as a text, a private member that this one declares: TypeScript lets it. */
function isReachedByText(program: ts.Program, file: ts.SourceFile): boolean {
  const names = nodesOfKinds(file, CLASSES).flatMap((node) => (ts.isClassLike(node) ? privateNamesOf(node) : []));
  if (names.length === 0) return false;
  return program
    .getSourceFiles()
    .some((other) => other !== file && !other.isDeclarationFile && names.some((name) => textsIn(other).has(name)));
}

function privateNamesOf({ members }: ts.ClassLikeDeclaration): readonly string[] {
  return members
    .flatMap((member): readonly ts.NamedDeclaration[] => (ts.isConstructorDeclaration(member) ? member.parameters : [member]))
    .filter((one) => hasModifier(one, ts.SyntaxKind.PrivateKeyword))
    .flatMap(({ name }) => (name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? [name.text] : []));
}

function textsIn(file: ts.SourceFile): ReadonlySet<string> {
  const known = textKeys.get(file);
  if (known !== undefined) return known;
  const found = nodesOfKinds(file, ELEMENTS).flatMap((node) =>
    ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression) ? [node.argumentExpression.text] : [],
  );
  const set = new Set(found);
  textKeys.set(file, set);
  return set;
}

/** Its names reach files that do not import it. */
export function affectsEverything(file: ts.SourceFile): boolean {
  return (
    !ts.isExternalModule(file) ||
    file.statements.some(
      (statement) =>
        ts.isModuleDeclaration(statement) &&
        (ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
    )
  );
}
