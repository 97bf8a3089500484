// EXPECT: process.spawn
import cluster from "node:cluster";
cluster.setupPrimary({ exec: "/tmp/x.js" });
cluster.fork();
