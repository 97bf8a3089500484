// The second argument of a method that calls back may be the array, or lead to it.


function byThis(): number {
  const few = [10, 20];
  const ks = [0, 1];
  let sum = 0;
  ks.forEach(function (this: number[], k) {
    this[1] = 7;
    sum += few[k]; // OOB
  }, ks);
  return sum;
}
function byThisOfTyped(): number {
  const few = [10, 20];
  const ks = new Uint8Array(2);
  let sum = 0;
  ks.forEach(function (this: Uint8Array, k) {
    this[1] = 7;
    sum += few[k]; // OOB
  }, ks);
  return sum;
}
function byInitial(): number {
  const few = [10, 20];
  const ks = [0, 1];
  let sum = 0;
  ks.reduce((all: number[], k) => {
    all[1] = 7;
    sum += few[k]; // OOB
    return all;
  }, ks);
  return sum;
}
function byInitialFromTheRight(): number {
  const few = [10, 20];
  const ks = [0, 1];
  let sum = 0;
  ks.reduceRight((all: number[], k) => {
    all[0] = 7;
    sum += few[k]; // OOB
    return all;
  }, ks);
  return sum;
}
function hangsOnInitial(): number {
  const few = [10, 20];
  const ks = [0, 1];
  let sum = 0;
  ks.reduce(
    (all: { of: number[] }, k) => {
      all.of[1] = 7;
      sum += few[k]; // OOB
      return all;
    },
    { of: ks },
  );
  return sum;
}
function hangsOnWhatWasMadeBefore(): number {
  const few = [10, 20];
  const ks = [0, 1];
  let sum = 0;
  const holder: number[][] = [];
  holder.push(ks);
  ks.reduce((all, k) => {
    all[0]![1] = 7;
    sum += few[k]; // OOB
    return all;
  }, holder);
  return sum;
}
function mapped(): number {
  const few = [10, 20];
  const ks = [0, 1];
  const made = ks.map(function (this: number[], k) {
    this[1] = 7;
    return k;
  }, ks);
  return few[made[1]!]; // OOB
}
function filtered(): number {
  const few = [10, 20];
  const ks = [0, 1];
  const kept = ks.filter(function (this: number[]) {
    this[1] = 7;
    return true;
  }, ks);
  return few[kept[1]!]; // OOB
}
function found(): number {
  const few = [10, 20];
  const ks = [0, 1];
  const one = ks.find(function (this: number[], k) {
    this[1] = 7;
    return k > 1;
  }, ks);
  return few[one!]; // OOB
}

function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    return (error as Error).name;
  }
}
export function run(): unknown {
  const all = [
    byThis, byThisOfTyped, byInitial, byInitialFromTheRight, hangsOnInitial, hangsOnWhatWasMadeBefore, mapped, filtered, found,
  ];
  return all.map((f) => attempt(f));
}
