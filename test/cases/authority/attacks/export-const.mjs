// EXPECT: fs.delete
import { rmSync } from "fs";
export const tidy = rmSync;
