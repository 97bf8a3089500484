// EXPECT: worker.spawn
import { Worker } from "worker_threads";
new Worker("process.exit()", { eval: true });
