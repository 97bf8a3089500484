// An element of what may be the array of a rest parameter may be an argument, whatever else the array may be.
function pops(other: boolean, ...lists: number[][]): void {
  let from = lists;
  if (other) from = [[9]];
  from[0]!.pop();
}
function popped(other: boolean): unknown {
  const list = [1, 2];
  pops(other, list);
  return list[1]; // OOB
}

function gives(other: boolean, ...lists: number[][]): number[] {
  let from = lists;
  if (other) from = [[9]];
  return from[0]!;
}
function given(other: boolean): unknown {
  const list = [1, 2];
  const same = gives(other, list);
  same.pop();
  return list[1]; // OOB
}

const kept: number[][] = [];
function keeps(other: boolean, ...lists: number[][]): void {
  let from = lists;
  if (other) from = [[9]];
  kept.push(from[0]!);
}
export function clear(): void {
  for (const one of kept) one.length = 0;
}
function cleared(other: boolean): unknown {
  const list = [1, 2];
  keeps(other, list);
  clear();
  return list[1]; // OOB
}

const table = [7, 8];
function sets(other: boolean, ...records: { at: number }[]): void {
  let from = records;
  if (other) from = [{ at: 1 }];
  from[0]!.at = 1000;
}
function set(other: boolean): unknown {
  const record = { at: 1 };
  sets(other, record);
  return table[record.at]; // OOB
}

function again(...lists: number[][]): void {
  let from = lists;
  for (let i = 0; i < 2; i++) {
    if (i === 1) from[0]!.pop();
    from = from.length > 9 ? [[1]] : from;
  }
}
function poppedInLoop(): unknown {
  const list = [1, 2];
  again(list);
  return list[1]; // OOB
}

export function run(): unknown[] {
  return [popped(false), given(false), cleared(false), set(false), poppedInLoop()].map(String);
}
