// EXPECT: process.spawn
import * as cp from "child_process";
enum Name {
  Run = "exec",
}
(cp as Record<string, (x: string) => void>)[Name.Run]!("id");
