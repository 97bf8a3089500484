// EXPECT: fs.read
import { globSync } from "node:fs";
globSync("/etc/*");
