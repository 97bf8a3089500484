/** `node exercise-package.mjs <surety|ses|none> <package>`: hardens this process, then uses the package. Exit code 1 when it fails. */
import { createRequire } from "node:module";
import path from "node:path";

const [how, name] = process.argv.slice(2);
if (how === "surety") (await import("@surety/runtime/harden/full")).hardenFully();
if (how === "ses") {
  createRequire(path.resolve("package.json"))("ses");
  globalThis.lockdown({ errorTaming: "unsafe", overrideTaming: "severe", consoleTaming: "unsafe", stackFiltering: "verbose" });
}
const { EXERCISES } = await import("./package-exercises.mjs");
try {
  await EXERCISES[name]();
  process.exit(0);
} catch (failure) {
  console.error(`${name}: ${failure?.stack ?? failure}`.split("\n").slice(0, 4).join("\n"));
  process.exit(1);
}
