// EXPECT: fs.read
import { ReadStream } from "node:tty";
new ReadStream(0).on("data", String);
