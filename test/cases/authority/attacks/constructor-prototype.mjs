// EXPECT: code.eval
Object.getPrototypeOf(async function () {}).constructor("return process")();
