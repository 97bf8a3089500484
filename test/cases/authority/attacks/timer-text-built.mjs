// EXPECT: code.eval
const what = "exit";
window.setInterval("process." + what + "()", 0);
