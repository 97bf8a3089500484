// EXPECT: process.spawn
export { exec as harmless } from "node:child_process";
