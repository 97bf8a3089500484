// EXPECT: fs.write
import * as fs from "fs";
const use = (x) => x.writeFileSync("/tmp/x", "y");
use(fs);
