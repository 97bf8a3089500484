// EXPECT: code.eval
const e = eval;
e("process.exit()");
