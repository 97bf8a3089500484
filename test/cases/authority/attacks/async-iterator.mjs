// EXPECT: fs.read
import { readFileSync } from "node:fs";
export const source = {
  [Symbol.asyncIterator]: async function* () {
    yield* [readFileSync];
  },
};
