// `Array.prototype` comes out of a field and is handed on; what is written to it there, under a name that nobody wrote down, makes `slice` give one array twice.
const box: any = { A: Array };
const shared: number[] = [];
class Evil {
  static get [Symbol.species](): unknown {
    return function () {
      return shared;
    };
  }
}
function put(o: any, key: string, value: unknown): void {
  o[key] = value;
}

export function run(): unknown {
  const key = ['con', 'structor'].join('');
  try {
    put(box.A.prototype, key, Evil);
    const a = [1, 2, 3];
    const b = a.slice();
    const c = a.slice();
    c.pop();
    return b[2]; // OOB
  } finally {
    put(box.A.prototype, key, box.A);
  }
}
