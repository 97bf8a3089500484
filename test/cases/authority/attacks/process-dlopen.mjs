// EXPECT: code.native
process["dlopen"]({ exports: {} }, "./evil.node");
