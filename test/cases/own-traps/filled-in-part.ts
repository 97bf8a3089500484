// Arrays that are made by their length, and nearly filled before something else is done with them.
const HOLE = 'hole';
function skips(n: number): unknown {
  const a = new Array<number>(8);
  for (let i = 0; i < 8; i++) {
    if (i === n) continue;
    a[i] = i;
  }
  return a[n]; // OOB
}
function cutShort(n: number, f: (i: number) => number): unknown {
  const a = new Array<number>(8);
  for (let i = 0; i < 8; i++) {
    try {
      a[i] = f(i);
    } catch {
      // This one stays a hole.
    }
  }
  return a[n]; // OOB
}
function leaves(n: number): unknown {
  const a = new Array<number>(8);
  for (let i = 0; i < 8; i++) {
    if (i === n) break;
    a[i] = i;
  }
  return a[n]; // OOB
}
function earlier(n: number): unknown {
  let kept: number[] = [1, 2, 3, 4];
  let read: unknown = 0;
  for (let pass = 0; pass < 3; pass++) {
    const a = new Array<number>(4);
    if (pass === 2) read = kept[n]; // OOB
    kept = a;
    if (pass === 1) continue;
    a.fill(pass);
  }
  return read;
}
function longer(n: number): unknown {
  const a = new Array<number>(4).fill(1);
  a.length = 8;
  return a[n]; // OOB
}
function fromTwo(n: number): unknown {
  const a = new Array<number>(4);
  a.fill(1, 2);
  return a[n]; // OOB
}
function aborted(n: number, f: () => number): unknown {
  const a = new Array<number>(4);
  try {
    a.fill(f());
  } catch {
    return a[n]; // OOB
  }
  return 0;
}
function beforeItsStore(): unknown {
  const a = new Array<number>(4);
  let read: unknown = 0;
  for (let i = 0; i < 4; i++) {
    read = a[i]; // OOB
    a[i] = i;
  }
  return read;
}
function afterThePass(): unknown {
  const a = new Array<number>(4);
  let read: unknown = 0;
  for (let i = 0; i < 3; i++) {
    a[i] = i;
    read = a[i + 1]; // OOB
  }
  return read;
}
function fromTheSecond(n: number): unknown {
  const a = new Array<number>(8);
  if (n > 4) a[0] = 1;
  for (let i = 1; i < 8; i++) a[i] = a[i - 1]!; // OOB
  return a[n & 3]; // OOB
}
function askedTwice(n: number): unknown {
  let asked = 0;
  const size: any = { valueOf: () => (asked++ === 0 ? 7 : 2) };
  const a = new Array<number>(size + 1);
  for (let i = 0; i <= size; i++) a[i] = i;
  return a[n]; // OOB
}
function rounded(n: number): unknown {
  const a = new Array<number>(n + 1);
  for (let i = 0; i <= n; i++) a[i] = i;
  return a.length > 0 ? a[a.length - 1] : 0; // OOB
}
function fail(): never {
  throw new Error(HOLE);
}
export function run(): unknown {
  const all = [
    () => skips(3),
    () =>
      cutShort(3, (i) => {
        if (i === 3) throw new Error(HOLE);
        return i;
      }),
    () => leaves(3),
    () => earlier(1),
    () => longer(6),
    () => fromTwo(1),
    () => aborted(1, fail),
    () => beforeItsStore(),
    () => afterThePass(),
    () => fromTheSecond(4),
    () => askedTwice(6),
    () => rounded(-1e-17),
  ];
  return all.map((f) => f());
}
