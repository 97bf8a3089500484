// EXPECT: env.read
import { workerData, setEnvironmentData } from "node:worker_threads";
setEnvironmentData("all", { ...process.env, workerData });
