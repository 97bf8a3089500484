// EXPECT: code.eval
const { constructor: { constructor: F } } = {};
F("return process")();
