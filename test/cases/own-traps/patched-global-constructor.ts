// Float64Array is a global like any other.
export function run(): unknown {
  const original = globalThis.Float64Array;
  try {
    globalThis.Float64Array = function () { return new original(1); } as unknown as Float64ArrayConstructor;
    const a = new Float64Array(4);
    return a[3]; // OOB
  } finally {
    globalThis.Float64Array = original;
  }
}
