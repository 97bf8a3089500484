/** What the rest of a program may see of a file's types, as text. */
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
  const texts: string[] = [];
  const { emit } = program as unknown as { readonly emit: EmitOfBuilder };
  emit(file, (_name, text) => texts.push(text), undefined, 2, undefined, true);
  return texts.length === 0 ? file.text : texts.join("");
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
