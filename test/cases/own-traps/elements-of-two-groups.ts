// A member of a record may be either of two arrays: what is claimed of the elements of one says nothing of the other's.
function chosen(m: number, other: boolean): unknown {
  if (!Number.isInteger(m) || m < 4 || m > 50) return null;
  const table = new Uint8Array(m);
  const small = [1, 2];
  const great = [100];
  const one = { list: small };
  const two = { list: great };
  const taken = other ? two : one;
  let last: unknown = null;
  for (const e of taken.list) last = table[e]; // OOB
  return last;
}

function byAnotherName(m: number, other: boolean): unknown {
  if (!Number.isInteger(m) || m < 4 || m > 50) return null;
  const table = new Uint8Array(m);
  const small = [1, 2];
  const great = [100, 3];
  const one = { list: small };
  const two = { list: small };
  const taken = other ? one : two;
  taken.list = great;
  const [e] = one.list;
  return table[e!]; // OOB
}

function ownIndices(n: number, other: boolean): unknown {
  if (!Number.isInteger(n) || n < 1 || n > 60) return null;
  const table = new Uint8Array(n);
  const counted: number[] = [];
  for (let i = 0; i < n; i++) counted.push(i);
  const far = [60, 61];
  const one = { list: counted };
  const two = { list: far };
  const taken = other ? two : one;
  let last: unknown = null;
  for (const e of taken.list) last = table[e]; // OOB
  return last;
}

function given(argument: number[], m: number, other: boolean): unknown {
  const table = new Uint8Array(m);
  const small = [1, 2];
  const one = { list: small };
  const two = { list: argument };
  const taken = other ? two : one;
  let last: unknown = null;
  for (const e of taken.list) last = table[e]; // OOB
  return last;
}

export function run(): unknown[] {
  return [chosen(4, true), byAnotherName(4, true), ownIndices(5, true), given([100], 4, true)].map(String);
}
