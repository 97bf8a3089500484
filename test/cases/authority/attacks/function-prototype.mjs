// EXPECT: code.eval
Function.prototype.constructor("return process")();
