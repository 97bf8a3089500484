// EXPECT: process.signal
process["ki" + "ll"](process.pid, "SIGKILL");
