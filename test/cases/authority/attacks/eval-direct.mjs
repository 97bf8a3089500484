// EXPECT: code.eval
eval("process.exit()");
