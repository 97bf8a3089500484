// EXPECT: fs.read
import fs from "fs";
export function steal(read = fs.readFileSync) {
  return read("/etc/passwd");
}
