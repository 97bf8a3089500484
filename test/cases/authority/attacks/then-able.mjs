// EXPECT: process.spawn
import { execSync } from "node:child_process";
export const promise = { then: execSync };
