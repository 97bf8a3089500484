// A function that returns a view of a module's buffer hands the buffer out.
const t = new Uint8Array(8);
function view(): Uint8Array { return t.subarray(1); }
function cut(): void { const v = view(); structuredClone(0, { transfer: [v.buffer] }); }
export function run(): unknown {
  cut();
  let s = 0;
  for (let i = 0; i < 8; i++) s += t[i] as number; // OOB
  return s;
}
