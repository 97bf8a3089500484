// EXPECT: worker.spawn
import { Worker } from "node:worker_threads";
new Worker(new URL(URL.createObjectURL(new Blob(["1"]))));
