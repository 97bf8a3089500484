/**
 * Workers always run compiled JavaScript: next to this file in `dist`, or, when this file runs as TypeScript under the test runner,
 * the copy that `tsc -b` has put into `dist`.
 */
export function workerFile(name: string): URL {
  const here = import.meta.url;
  return here.endsWith(".ts") ? new URL(`../dist/verifier/${name}.js`, here) : new URL(`./${name}.js`, here);
}
