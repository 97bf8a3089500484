// EXPECT: code.dynamic
import x from "node:of-the-future";
x();
