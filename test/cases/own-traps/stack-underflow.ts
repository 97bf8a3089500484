// One operand is missing.
function evaluate(tokens: readonly string[]): number {
  const st = new Float64Array(8);
  let sp = 0;
  for (const t of tokens) {
    if (t === '+') { sp--; st[sp - 1] += st[sp]; } // OOB
    else st[sp++] = Number(t);
  }
  return sp;
}
export function run(): unknown { return evaluate(['1', '+']); }
