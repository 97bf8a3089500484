import type { Stats } from "node:fs";
import { type ChildProcess } from "node:child_process";
export const size = (s: Stats): number => s.size;
export type P = ChildProcess;
