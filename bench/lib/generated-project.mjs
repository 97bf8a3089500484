/**
 * A project of any size with the traits that matter to incremental work: modules that import a few others (some of them many times
 * imported), exported and private functions, classes, shared constants, loops over arrays, tests of every tier. The same for the same count.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Modules of one folder. */
const PER_FOLDER = 50;

export const moduleName = (n) => `src/part${String(Math.floor(n / PER_FOLDER))}/module${String(n)}.ts`;

/** Writes `count` modules, a tsconfig and a package.json below `folder`. */
export function writeProject(folder, count) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "generated", type: "module", private: true }));
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        target: "ES2022",
        module: "NodeNext",
        moduleResolution: "NodeNext",
        lib: ["ES2022", "DOM"],
        types: [],
        skipLibCheck: true,
      },
      include: ["src"],
    }),
  );
  for (let n = 0; n < count; n++) {
    const file = path.join(folder, moduleName(n));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, moduleText(n));
  }
}

/** `variant` changes the body of one function, and nothing that other modules see. */
export function moduleText(n, variant = 0) {
  const imports = [...new Set([n - 1, Math.floor(n / 2), Math.floor(n / 10)])].filter((m) => m >= 0 && m < n);
  const lines = imports.map((m) => `import { sum${String(m)}, Ring${String(m)} } from "${relativeSpecifier(n, m)}";`);
  const id = String(n);
  const [first] = imports;
  lines.push(
    "",
    `const WEIGHTS${id} = [1, 2, ${String((n % 7) + 3)}, 4];`,
    "",
    `export function sum${id}(values: readonly number[]): number {`,
    "  let total = 0;",
    `  for (let i = 0; i < values.length; i++) total += values[i]! * ${String((n % 5) + 1)} + ${String(variant)};`,
    first === undefined
      ? "  return total;"
      : `  return total + (values.length > 100 ? sum${String(first)}(values.slice(1)) : 0);`,
    "}",
    "",
    `function weigh(index: number): number {`,
    `  return WEIGHTS${id}[index & 3]!;`,
    "}",
    "",
    `export class Ring${id} {`,
    "  private readonly items: number[] = [];",
    "  private next = 0;",
    "  push(value: number): void {",
    "    if (this.items.length < 16) this.items.push(value);",
    "    else this.items[this.next] = value;",
    "    this.next = (this.next + 1) % 16;",
    "  }",
    "  at(index: number): number | undefined {",
    "    return this.items[index];",
    "  }",
    "}",
  );
  if (n % 8 === 0) lines.push(...convolution(n));
  if (first !== undefined)
    lines.push("", `export const shared${id} = new Ring${String(first)}();`, `shared${id}.push(sum${String(first)}([1, 2, 3]));`);
  return `${lines.join("\n")}\n`;
}

/** Nested loops: most of the time goes into functions like this one. */
function convolution(n) {
  const id = String(n);
  return [
    "",
    `export function convolve${id}(data: Float64Array, kernel: Float64Array): Float64Array {`,
    "  const out = new Float64Array(data.length);",
    "  for (let i = 0; i < data.length; i++) {",
    "    let acc = 0;",
    "    for (let k = 0; k < kernel.length; k++) {",
    "      const at = i + k - 1;",
    "      if (at >= 0 && at < data.length) acc += data[at]! * kernel[k]!;",
    "    }",
    `    out[i] = acc * weigh(i) + ${String(n % 3)};`,
    "  }",
    "  return out;",
    "}",
    "",
  ];
}

function relativeSpecifier(from, to) {
  const relative = path.posix.relative(path.posix.dirname(moduleName(from)), moduleName(to)).replace(/\.ts$/, ".js");
  return relative.startsWith(".") ? relative : `./${relative}`;
}
