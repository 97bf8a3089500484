// Storing into a typed array converts the value, which may run any code: no matter where that cannot reach the array or its buffer.
declare function structuredClone(value: unknown, options?: { transfer: unknown[] }): unknown;
const detach = (buffer: unknown): number => {
  structuredClone(buffer, { transfer: [buffer] });
  return 1;
};

export function nobodyElseHasIt(value: unknown): number {
  const w = new Uint8Array(4);
  w[3] = value as number; // PROVED
  return w[3]; // PROVED
}
const WORK = new Uint32Array(80);
export function ofTheModule(value: unknown): number {
  WORK[79] = value as number; // PROVED
  return WORK[79]; // PROVED
}
function fill(w: Float64Array, value: unknown): void {
  for (let i = 0; i < w.length; i++) {
    w[i] = value as number;
  }
}
export function passedBeside(value: unknown): Float64Array {
  const w = new Float64Array(4);
  fill(w, value);
  return w;
}
export function inALoop(values: readonly unknown[]): Uint8Array {
  const w = new Uint8Array(16);
  for (let i = 0; i < w.length; i++) {
    w[i] = (values as number[]).pop() as number; // PROVED
  }
  return w;
}
export function indexIsCaptured(): number {
  const w = new Uint8Array(4);
  const a = [1, 2, 3];
  let k = 1;
  const late = {
    valueOf(): number {
      k = 50;
      return 1;
    },
  };
  w[0] = late as unknown as number; // PROVED
  return a[k];
}
export function captured(): void {
  const w = new Uint8Array(4);
  const late = { valueOf: (): number => detach(w.buffer) };
  w[1] = late as unknown as number;
}
export function heldByTheValue(): void {
  const w = new Uint8Array(4);
  const late = {
    w,
    f: function (this: { w: Uint8Array }): number {
      return detach(this.w.buffer);
    },
  };
  (late as unknown as { valueOf: unknown }).valueOf = late.f;
  w[1] = late as unknown as number;
}
export function viewOfABuffer(): void {
  const buffer = new ArrayBuffer(8);
  const w = new Uint8Array(buffer);
  const late = { valueOf: (): number => detach(buffer) };
  if (w.length > 4) {
    w[1] = late as unknown as number;
  }
}
const BUFFER = new ArrayBuffer(8);
const VIEW = new Uint8Array(BUFFER);
const LATE: unknown = { valueOf: (): number => detach(BUFFER) };
export function viewOfAModulesBuffer(): void {
  if (VIEW.length > 4) {
    VIEW[1] = LATE as number;
  }
}
function ofAParameter(w: Uint8Array): void {
  if (w.length > 4) {
    w[1] = LATE as number;
  }
}
export function passesAView(): void {
  ofAParameter(new Uint8Array(BUFFER));
}
function view(buffer: ArrayBuffer): Uint8Array {
  return new Uint8Array(buffer);
}
export function viewOfACallee(): void {
  const w = view(BUFFER);
  if (w.length > 4) {
    w[1] = LATE as number;
  }
}
export function sharedByAnother(): void {
  const w = new Uint8Array(8);
  const part = w.subarray(0, 4);
  const late = { valueOf: (): number => detach(part.buffer) };
  w[1] = late as unknown as number;
}
