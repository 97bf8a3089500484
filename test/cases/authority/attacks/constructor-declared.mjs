// EXPECT: code.eval
function f() {}
const F = f.constructor;
F("return process")();
