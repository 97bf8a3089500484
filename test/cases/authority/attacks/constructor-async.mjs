// EXPECT: code.eval
(async () => {}).constructor("return process")();
