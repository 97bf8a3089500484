// EXPECT: code.eval
Reflect.construct(Function, ["return process"])();
