export function run(fetch, process, require) {
  fetch("x");
  process.exit();
  return require("fs");
}
