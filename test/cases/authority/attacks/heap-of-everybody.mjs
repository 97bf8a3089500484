// EXPECT: log.sensitive
import v8 from "node:v8";
v8.getHeapSnapshot().pipe(process.stdout);
