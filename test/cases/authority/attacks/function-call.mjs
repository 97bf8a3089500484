// EXPECT: code.eval
Function.call(null, "return process")();
