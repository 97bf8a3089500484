// EXPECT: global.write
import fs from "fs";
fs.readFileSync = () => "x";
