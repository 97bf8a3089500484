// EXPECT: code.eval
setTimeout("process.exit()", 0);
