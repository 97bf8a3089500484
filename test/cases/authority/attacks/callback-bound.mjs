// EXPECT: process.exit
setTimeout(process.exit.bind(process, 1), 10);
