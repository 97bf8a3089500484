// EXPECT: code.eval
[].map.constructor("return process")();
