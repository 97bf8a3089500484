// EXPECT: code.eval
(function* () {}).constructor("yield process")().next();
