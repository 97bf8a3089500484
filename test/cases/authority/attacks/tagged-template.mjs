// EXPECT: code.eval
Function`return process`();
