// EXPECT: code.dynamic
process._getActiveHandles()[0].write("x");
