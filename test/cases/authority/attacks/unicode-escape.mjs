// EXPECT: code.eval
\u0065val("1");
