// EXPECT: code.eval
(0, eval)("process.exit()");
