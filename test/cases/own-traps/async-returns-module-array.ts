// An async function that returns a module's array hands it out.
const T = [1, 2, 3];
async function pick(): Promise<number[]> { return T; }
export async function run(): Promise<unknown> { (await pick()).pop(); return T[2]; } // OOB
