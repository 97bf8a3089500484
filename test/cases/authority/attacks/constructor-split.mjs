// EXPECT: code.eval
const k = "con" + "structor";
(() => {})[k]("return process")();
