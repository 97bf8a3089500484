// A getter that returns a module's array hands it out.
const T = [1, 2, 3];
const o = { get t(): number[] { return T; } };
export function run(): unknown { o.t.pop(); return T[2]; } // OOB
