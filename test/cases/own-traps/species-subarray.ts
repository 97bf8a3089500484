// subarray asks the species constructor, which returns something shorter.
class Odd extends Uint8Array {
  static get [Symbol.species](): Uint8ArrayConstructor {
    return function () { return new Uint8Array(0); } as unknown as Uint8ArrayConstructor;
  }
}
function secondOfTail(a: Uint8Array): number {
  if (a.length < 3) return -1;
  const tail = a.subarray(1, 3);
  return tail[1]; // OOB
}
export function run(): unknown { return secondOfTail(new Odd(4)); }
