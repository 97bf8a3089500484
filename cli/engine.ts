/** Settings of the JavaScript engine for a process that runs much code for a short time. */
import { setFlagsFromString } from "node:v8";

/**
 * By default V8 optimises a function after so few runs that in a run of some seconds, in several threads, the compiler takes more time
 * than the code: it optimises what is soon thrown away again, in every thread. docs/LOAD-BEARING.md has the figures.
 */
export function optimiseLate(): void {
  setFlagsFromString("--interrupt-budget=600000");
}
