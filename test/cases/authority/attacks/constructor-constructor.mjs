// EXPECT: code.eval
({}).constructor.constructor("return process")();
