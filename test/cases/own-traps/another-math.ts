// A name that looks like a function of Math and is none, or not always.
const Shadow = { min: (a: number): number => a + 5 };
const min = Shadow.min;
let floor = Math.floor;
floor = (x: number) => Math.ceil(x) + 1;
function local(a: number[]): number | undefined {
  const Math = { max: (): number => 9 };
  const max = Math.max;
  return a[max()]; // OOB
}
function first(a: number[]): number | undefined { return a[min(a.length)]; } // OOB
function second(a: number[]): number | undefined { return a[floor(a.length - 1)]; } // OOB
export function run(): unknown { return [local([1]), first([1, 2]), second([1, 2])]; }
