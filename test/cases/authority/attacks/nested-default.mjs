// EXPECT: fs.write
import * as ns from "node:fs";
ns.default.default.promises.writeFile("x", "y");
