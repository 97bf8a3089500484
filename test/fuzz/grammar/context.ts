/** What the grammar's productions share: choices, names, and what is in scope. Productions return text. */
import type { Random } from "../random.js";

export interface Profile {
  /** Keeps A1t: no lying types, no holes, nothing but numbers in arrays of numbers. */
  readonly conforms: boolean;
  /** Replaces intrinsics. */
  readonly patches: boolean;
  /** Imports a module that is not compiled, which opens the program. */
  readonly imports: boolean;
}

export interface Container {
  /** How the code at hand names it. */
  readonly name: string;
  /** How nested functions with a `this` of their own name it. */
  readonly remote: string;
  readonly kind: "array" | "typed" | "string";
  readonly type: string;
  /** `let`, or a field: may be bound anew. */
  readonly rebinds: boolean;
  /** Its length as made, where that is a literal. */
  readonly size: number | null;
  /** The variable of the resizable buffer below it. */
  readonly buffer: string | null;
}

export interface Frame {
  readonly containers: readonly Container[];
  /** Number-valued expressions without effects: names, fields. */
  readonly numbers: readonly string[];
  /** Number variables that may be assigned. */
  readonly variables: readonly string[];
  /** Statements that change something when run. */
  readonly effects: readonly string[];
  readonly flavour: "normal" | "async" | "generator";
  readonly inLoop: boolean;
  readonly depth: number;
}

export interface Gen {
  readonly random: Random;
  readonly profile: Profile;
  readonly fresh: (prefix: string) => string;
  /** Adds a declaration at module level, before the functions. */
  readonly top: (text: string) => void;
  /** Says that a production was used, for the coverage of the grammar. */
  readonly note: (production: string) => void;
}

/** What an idiom is made of. */
export interface Parts {
  readonly g: Gen;
  readonly frame: Frame;
  /** A container of numbers in scope. */
  readonly c: Container;
  /** Another one, perhaps the same. */
  readonly d: Container;
  /** Fresh names. */
  readonly i: string;
  readonly j: string;
  readonly n: string;
  readonly t: string;
  readonly u: string;
  /** Some number, by an expression. */
  readonly x: string;
  /** A small change somewhere, or nothing. */
  readonly gap: string;
}

export const within = (frame: Frame, more: Partial<Frame>): Frame => ({ ...frame, depth: frame.depth + 1, ...more });

export function withContainer(frame: Frame, ...containers: readonly Container[]): Frame {
  return { ...frame, containers: [...frame.containers, ...containers] };
}

export function withNumbers(frame: Frame, ...names: readonly string[]): Frame {
  return { ...frame, numbers: [...frame.numbers, ...names] };
}

export const arraysOf = (frame: Frame): readonly Container[] => frame.containers.filter(({ kind }) => kind === "array");
export const indexable = (frame: Frame): readonly Container[] => frame.containers;
export const writable = (frame: Frame): readonly Container[] => frame.containers.filter(({ kind }) => kind !== "string");

/** A chooser among productions with weights; none is called but the chosen one. */
export function oneOf<T>(random: Random, ...productions: readonly (readonly [weight: number, make: () => T])[]): T {
  let at = random.next() * productions.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, make] of productions) {
    at -= weight;
    if (at < 0) return make();
  }
  return productions[productions.length - 1]![1]();
}
