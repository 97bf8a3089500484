/** Settings of the JavaScript engine for a process that runs much code for a short time. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * By default V8 optimises a function after so few runs that in a run of some seconds, in several threads, the compiler takes more time
 * than the code: it optimises what is soon thrown away again, in every thread. docs/LOAD-BEARING.md has the figures.
 */
export function optimiseLate(): void {
  setFlagsFromString("--interrupt-budget=600000");
}

/**
 * Garbage is collected when the heap has grown by two fifths, where V8 lets it grow to several times as much: a run that ends after some seconds
 * takes a third less memory. docs/LOAD-BEARING.md has the figures.
 */
export function growSlowly(): void {
  setFlagsFromString("--heap-growing-percent=40");
}

/**
 * Now, and not when the heap has grown by as much again: for the moment when most of it has just become garbage. Twice, since the first time
 * leaves pages that hold a little here and there, and only the second one empties and returns them: a process that allocates little from
 * then on, as this one does while others prove, would keep them to its end. docs/LOAD-BEARING.md has the figures. The engine hands out
 * the function to contexts that are made after the flag is set.
 */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc(); gc();");
}
