// Variables that hold one array after the other: what is known of one is not known of the other, nor of both once somebody else has either.
let TABLE: number[] | null = null;
function first(): void { TABLE = [1, 2, 3, 4]; }
function shorter(): void { TABLE = [1]; }
function oldArray(): unknown {
  first();
  const old = TABLE!;
  shorter();
  void old[3];
  return TABLE![3]; // OOB
}

let GROWN: number[] = [1, 2, 3];
function popped(): unknown {
  const same = GROWN;
  GROWN = [7, 8, 9];
  same.pop();
  const again = same;
  return again[2]; // OOB
}

let LEFT: number[] = [1, 2, 3];
let RIGHT: number[] = [1];
function swap(): void { [LEFT, RIGHT] = [RIGHT, LEFT]; }
function swapped(): unknown {
  swap();
  return LEFT[2]; // OOB
}

let HELD: number[] | undefined;
function hold(): number[] {
  HELD ??= [1, 2, 3];
  return HELD;
}
function returned(): unknown {
  hold().length = 1;
  return HELD![2]; // OOB
}

let INDICES: number[] = [0, 1, 2];
const SMALL = [5, 6, 7];
function wider(): void { INDICES = [0, 9, 2]; }
function contents(k: number): unknown {
  wider();
  return SMALL[INDICES[k & 1]!]; // OOB
}

function closures(): unknown {
  let own = [1, 2, 3];
  const change = (): void => { own = own.slice(2); };
  change();
  return own[1]; // OOB
}

function perPass(): unknown {
  const reads: (() => unknown)[] = [];
  for (let n = 0; n < 3; n++) {
    let row = [1, 2, 3];
    reads.push(() => row[2]); // OOB
    if (n > 0) row = row.slice(n);
  }
  return reads.map((read) => read());
}

let STATE: Uint8Array | null = new Uint8Array(4);
function interrupted(fails: boolean): unknown {
  try {
    STATE = new Uint8Array(1);
    if (fails) throw new Error('half done');
    STATE = new Uint8Array(4);
  } catch {
    // It stays as short as it was.
  }
  return STATE![3]; // OOB
}

export function run(): unknown[] {
  const results: unknown[] = [];
  const attempts = [oldArray, popped, swapped, returned, () => contents(1), closures, perPass, () => interrupted(true)];
  for (const attempt of attempts) {
    try {
      results.push(attempt());
    } catch (error) {
      results.push((error as Error).name);
    }
  }
  return results;
}
