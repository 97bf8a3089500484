// The header claims more entries than follow.
interface Message { count: number; values: number[] }
function total(text: string): number {
  const m = JSON.parse(text) as Message;
  let s = 0;
  for (let i = 0; i < m.count; i++) {
    s += m.values[i]; // OOB
  }
  return s;
}
export function run(): unknown { return total('{"count":3,"values":[1,2]}'); }
