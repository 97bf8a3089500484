// EXPECT: process.exit
Reflect.apply(process.exit, process, [1]);
