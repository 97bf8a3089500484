// What bounds the elements of an array was computed anew since the array was made: a variable, or an object, still holds the array of the pass before.
function byVariable(): number | undefined {
  let old: Uint32Array | null = null;
  for (let r = 0; r < 2; r++) {
    const n = r === 0 ? 10 : 3;
    const t = new Uint8Array(n + 1);
    if (old !== null) for (let k = 0; k < old.length; k++) return t[old[k]!]; // OOB
    const x: Uint32Array = new Uint32Array(4);
    for (let i = 0; i < x.length; i++) x[i] = n;
    old = x;
  }
  return 0;
}

function byMember(): number | undefined {
  const kept: { array: Uint32Array | null } = { array: null };
  for (let r = 0; r < 2; r++) {
    const n = r === 0 ? 10 : 3;
    const t = new Uint8Array(n + 1);
    const old = kept.array;
    if (old !== null) for (let k = 0; k < old.length; k++) return t[old[k]!]; // OOB
    const x: Uint32Array = new Uint32Array(4);
    for (let i = 0; i < x.length; i++) x[i] = n;
    kept.array = x;
  }
  return 0;
}

function byFilling(): number | undefined {
  const kept: { array: Uint32Array } = { array: new Uint32Array(0) };
  for (let r = 0; r < 2; r++) {
    const n = r === 0 ? 10 : 3;
    const t = new Uint8Array(n + 1);
    for (let k = 0; k < kept.array.length; k++) return t[kept.array[k]!]; // OOB
    kept.array = new Uint32Array(4).fill(n);
  }
  return 0;
}

/** The array of the pass before is filled anew; what was claimed of it when it was made is not what is claimed of it now. */
function bySwap(): number | undefined {
  let seen: number | undefined = 0;
  let front: Uint32Array = new Uint32Array(4);
  for (let r = 0; r < 3; r++) {
    const n = r === 1 ? 10 : 3;
    const t = new Uint8Array(n + 1);
    const back: Uint32Array = new Uint32Array(4);
    for (let k = 0; k < front.length; k++) seen = t[front[k]!]; // OOB
    for (let i = 0; i < back.length; i++) back[i] = n;
    front = back;
  }
  return seen;
}

export function run(): unknown {
  return [byVariable(), byMember(), byFilling(), bySwap()];
}
