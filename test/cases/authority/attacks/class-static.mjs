// EXPECT: process.spawn
import { spawn } from "child_process";
export class Tool {
  static #run = spawn;
  static go() {
    return Tool.#run("id");
  }
}
