// Beside a default, a `var` of the name of a parameter begins as what the parameter is, until its own initialiser.
function first(list: number[]): unknown {
  return list[0]; // OOB
}
function called(h: (list: number[]) => unknown = first): unknown {
  const list = [1, 2, 3];
  h(list);
  var h = (other: number[]): unknown => other[0]; // OOB
  h(list);
  return list[2]; // OOB
}
function zero(): number {
  return 0;
}
const table = [1, 2, 3];
function result(h: () => number = zero): unknown {
  const i = h();
  var h = (): number => 1;
  return [table[i], h()]; // OOB
}

export function run(): unknown[] {
  const cut = (list: number[]): unknown => {
    list.length = 0;
    return 0;
  };
  return [called(cut), result(() => 7), first([])].map(String);
}
