// EXPECT: code.native
import { binding } from "node:process";
binding("fs");
