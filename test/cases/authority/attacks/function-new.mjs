// EXPECT: code.eval
new Function("return process")();
