// EXPECT: code.eval
Reflect.get(() => {}, "constructor")("return process")();
