// EXPECT: fs.read
import * as fs from "fs";
namespace Box {
  export const read = fs.readFileSync;
}
Box.read("/etc/passwd");
