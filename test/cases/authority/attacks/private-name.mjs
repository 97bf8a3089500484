// EXPECT: process.spawn
import cp from "node:child_process";
class A { #cp = cp; run() { return this.#cp.execSync("id"); } }
new A().run();
