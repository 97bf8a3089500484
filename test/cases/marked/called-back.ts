// Functions that methods call back with another object beside them: one that is made for the call leads nowhere.

export function intoList(): number[] {
  const few = [10, 20];
  const ks = [0, 1];
  return ks.reduce((all: number[], k) => {
    all.push(few[k]); // PROVED
    return all;
  }, []);
}
export function intoRecord(): { sum: number } {
  const few = [10, 20];
  const ks = [0, 1];
  return ks.reduce(
    (all, k) => {
      all.sum += few[k]; // PROVED
      return all;
    },
    { sum: 0 },
  );
}
export function intoWhatWasThere(all: number[]): number[] {
  const few = [10, 20];
  const ks = [0, 1];
  return ks.reduce((list: number[], k) => {
    list.push(7);
    few[k];
    return list;
  }, all);
}
export function intoItself(): number[] {
  const few = [10, 20];
  const ks = [0, 1];
  return ks.reduce((list: number[], k) => {
    list.reverse();
    few[k];
    return list;
  }, ks);
}
export function byIndex(all: number[]): number {
  const few = [10, 20];
  const ks = [0, 1];
  let sum = 0;
  ks.forEach(function (this: number[], _k, i) {
    sum += few[i]; // PROVED
  }, all);
  return sum;
}
