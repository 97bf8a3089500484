// EXPECT: fs.write
import module from "node:module";
module.enableCompileCache("/tmp/cache");
