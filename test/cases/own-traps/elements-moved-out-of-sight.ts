// "An element is at most its own index": until it is moved by a function that is given the array, by a callback that is handed it, or seen through a `subarray`.
function reversed(x: Uint32Array): void {
  x.reverse();
}
function shifted(x: number[]): void {
  x.shift();
}

function byCallee(): number | undefined {
  const a = new Uint32Array(16);
  for (let i = 0; i < a.length; i++) a[i] = i;
  reversed(a);
  const t = new Uint8Array(1);
  for (let k = 0; k < 1; k++) if (k < a.length) return t[a[k]!]; // OOB
  return 0;
}

function byShift(): number | undefined {
  const a: number[] = [];
  for (let i = 0; i < 16; i++) a.push(i);
  shifted(a);
  const t = new Uint8Array(1);
  for (let k = 0; k < 1; k++) if (k < a.length) return t[a[k]!]; // OOB
  return 0;
}

function byCallback(): number | undefined {
  const a: number[] = [];
  for (let i = 0; i < 16; i++) a.push(i);
  a.forEach((_, i, all) => {
    if (i === 0) all.reverse();
  });
  const t = new Uint8Array(1);
  for (let k = 0; k < 1; k++) if (k < a.length) return t[a[k]!]; // OOB
  return 0;
}

function bySubarray(): number | undefined {
  const a = new Uint32Array(16);
  for (let i = 0; i < a.length; i++) a[i] = i;
  const s = a.subarray(4);
  const t = new Uint8Array(1);
  for (let k = 0; k < 1; k++) if (k < s.length) return t[s[k]!]; // OOB
  return 0;
}

export function run(): unknown {
  return [byCallee(), byShift(), byCallback(), bySubarray()];
}
