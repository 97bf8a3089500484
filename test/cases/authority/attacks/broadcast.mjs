// EXPECT: global.write
new BroadcastChannel("x").postMessage("stolen");
