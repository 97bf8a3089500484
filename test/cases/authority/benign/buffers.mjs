import { Buffer } from "node:buffer";
export const text = (bytes) => Buffer.from(bytes).toString("utf8") + new URL("a", "https://b.c/").href;
