import path from "node:path";
import { inspect } from "node:util";
export const name = (p) => inspect(path.basename(p));
