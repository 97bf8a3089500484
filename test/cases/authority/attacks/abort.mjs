// EXPECT: process.exit
const { abort: stop } = process;
stop();
