// EXPECT: code.dynamic
import { brandNew } from "node:fs";
brandNew();
