// EXPECT: fs.write
import { createTracing } from "node:trace_events";
createTracing({ categories: ["node"] }).enable();
