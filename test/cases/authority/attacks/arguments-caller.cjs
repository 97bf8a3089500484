// EXPECT: code.dynamic
function f() {
  return arguments.callee.caller;
}
f();
