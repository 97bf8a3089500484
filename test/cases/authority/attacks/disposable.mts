// EXPECT: fs.delete
import fs from "node:fs";
export function make(name: string) {
  return { [Symbol.dispose]: () => fs.rmSync(name, { recursive: true }) };
}
