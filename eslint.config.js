/** Lint rules: typescript-eslint's strict type-checked preset plus the rules of style.md that syntax alone can decide. */
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const SOURCE_FILES = [
  "{core,cache,audit,compiler,analyzers,solver,verifier,witness,corpus,eslint-plugin,cli}/**/*.{ts,mts}",
  "runtime/src/**/*.ts",
];

const forbiddenSyntax = [
  { selector: "ExportDefaultDeclaration", message: "No default exports: the name of the main export is the file's name." },
  { selector: "ExportAllDeclaration", message: "No barrels: import from the file that declares the name." },
  { selector: "TSEnumDeclaration", message: "No enums: use a union of literals." },
  { selector: "TSModuleDeclaration[kind!='global']", message: "No namespaces: a file is a module." },
  { selector: "Program > VariableDeclaration[kind='let']", message: "No module-level state: pass it in." },
  {
    selector: "Program > ExportNamedDeclaration > VariableDeclaration[kind='let']",
    message: "No module-level state: pass it in.",
  },
  {
    selector: "CatchClause > BlockStatement[body.length=0]",
    message: "No swallowed exception: a failure is a value, or it is thrown on.",
  },
];

export default defineConfig(
  globalIgnores([
    "**/dist/",
    "**/*.d.mts",
    "out/",
    ".surety/",
    "coverage/",
    "test/cases/*/**",
    "test/fuzz/found/**",
    "test/**/fixtures/**",
    "bench/workloads/**",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,mts}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ["error", "always"],
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": ["error", "properties"],
      "no-restricted-syntax": ["error", ...forbiddenSyntax],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-assertions": [
        "error",
        { assertionStyle: "as", objectLiteralTypeAssertions: "never", arrayLiteralTypeAssertions: "never" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: "only-allowed-literals" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: SOURCE_FILES,
    rules: {
      "@typescript-eslint/max-params": ["error", { max: 5 }],
      "no-console": "error",
    },
  },
  {
    // Pure folders: no clock, no randomness, no globals of the host.
    files: ["core/**/*.ts", "analyzers/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        "process",
        "globalThis",
        "Date",
        "performance",
        "setTimeout",
        "setInterval",
        "queueMicrotask",
        "fetch",
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Pure folder: results are deterministic." },
      ],
    },
  },
  { files: ["cli/**/*.ts"], rules: { "no-console": "off" } },
  // ESLint takes a plugin from the default export.
  {
    files: ["eslint-plugin/plugin.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...forbiddenSyntax.filter(({ selector }) => selector !== "ExportDefaultDeclaration")],
    },
  },
  // Primordials are captured unbound on purpose, and called through a captured `apply`.
  { files: ["runtime/src/**/*.ts"], rules: { "@typescript-eslint/unbound-method": "off" } },
  {
    // Tests speak about hostile and half-typed values; the rest of the strict rules stays.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "as", objectLiteralTypeAssertions: "allow" }],
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-implied-eval": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  {
    // Host configuration files must export by default.
    files: ["vitest.config.ts"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    extends: [tseslint.configs.strict],
    rules: { eqeqeq: ["error", "always"], "no-var": "error", "prefer-const": "error" },
  },
);
