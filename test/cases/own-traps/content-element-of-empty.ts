// Nothing is on the stack: pop yields undefined.
export function run(): unknown {
  const st: number[] = [];
  for (let i = 0; i < 2; i++) st.push(i);
  const b = [1, 2];
  let s = 0;
  for (let i = 0; i < 3; i++) {
    s += b[st.pop()!]; // OOB
  }
  return s;
}
