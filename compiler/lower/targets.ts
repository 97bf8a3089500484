/**
 * What TypeScript's emitter rewrites for older targets (A7). Its rewritings call helpers (`__spreadArray`, or what tslib has under that name) and
 * built-ins (`Object.assign`, `concat`, `apply`) that other code may have replaced, or that a name of the program hides. So such a construct
 * is an `unknown` instruction which is given all that the emitted call is given.
 */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { Unit } from "./binding.js";
import type { FunctionContext } from "./context.js";
import { unknownValue } from "./values.js";

type Options = Pick<ts.CompilerOptions, "target">;

/** The first editions whose engines are given the construct as it stands. */
export const { ES2015, ES2016, ES2017, ES2018, ES2021, ES2022 } = ts.ScriptTarget;

/** TypeScript 6 emits its newest standard target unless told otherwise. */
export function targetOf({ target }: Options): ts.ScriptTarget {
  return target ?? ts.ScriptTarget.ES2025;
}

export const isBelow = ({ program }: Pick<FunctionContext, "program">, edition: ts.ScriptTarget): boolean =>
  targetOf(program.options) < edition;

export interface Rewriting {
  readonly construct: string;
  readonly below: ts.ScriptTarget;
  readonly uses: readonly ValueId[];
}

/** Stands for the calls that the emitter makes of `construct`. */
export function rewriting(fn: FunctionContext, { construct, below, uses }: Rewriting, type = -1): ValueId {
  const edition = below === ts.ScriptTarget.ESNext ? "ESNext" : ts.ScriptTarget[below];
  return unknownValue(fn, { construct: `${construct} for a target below ${edition}`, uses }, type);
}

/**
 * The body is a function of its own that is handed to a helper: whoever gets hold of it there may call it at other times, more than once, and for ES5
 * at whatever `yield` or `await` they like.
 */
export function isHandedOver({ flavour }: Unit, options: Options): boolean {
  const target = targetOf(options);
  switch (flavour) {
    case "normal":
      return false;
    case "generator":
      return target < ES2015;
    case "async":
      return target < ES2017;
    case "asyncGenerator":
      return target < ES2018;
  }
}

export function hasObjectRest(node: ts.Node): boolean {
  if (ts.isObjectBindingPattern(node) && node.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return true;
  // (Below a default or a key this is a spread; then nothing is lost but a proof.)
  return ts.isSpreadAssignment(node) || (ts.forEachChild(node, (child) => hasObjectRest(child) || undefined) ?? false);
}
