import { defineConfig } from "vitest/config";

/**
 * Tests run the TypeScript sources. Processes instead of threads: the code under test starts worker threads of its own.
 * Time-outs exist only to kill what hangs; no test asserts on time.
 */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    // Vitest leaves a core to the watcher; there is none here, and on two cores that would be half of the machine.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 20_000,
    reporters: ["default"],
  },
});
