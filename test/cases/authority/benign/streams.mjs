import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
export const run = (xs) => pipeline(Readable.from(xs), new Transform({ objectMode: true, transform: (x, _, done) => done(null, x) }));
