// EXPECT: process.spawn
import { execSync as sh } from "node:child_process";
const tag = sh.bind(null);
export const out = tag`id`;
