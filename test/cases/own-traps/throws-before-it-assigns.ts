// What throws before something else is evaluated: behind the `catch` the old value stands.
const BYTES = new Uint8Array(8);
function nullBeforeKey(o: any): unknown {
  let k = 99;
  try {
    const { [((k = 1), 'a')]: x } = o;
    void x;
  } catch {
    // Refused before its key is evaluated.
  }
  return BYTES[k]; // OOB
}
function nullBeforeAssignedKey(o: any): unknown {
  let k = 99;
  let x: unknown;
  try {
    ({ [((k = 1), 'a')]: x } = o);
    void x;
  } catch {
    // The same.
  }
  return BYTES[k]; // OOB
}
class Base {}
class Early extends Base {
  read: unknown;
  constructor(n: number) {
    const assigns = (): unknown => {
      let k = 99;
      try {
        super.toString = (k = 1) as any;
      } catch {
        // `this` is asked for first, and there is none.
      }
      return BYTES[k]; // OOB
    };
    const names = (): unknown => {
      let k = 99;
      try {
        void (super[((k = 1), 'toString' as never)] as unknown);
      } catch {
        // The same.
      }
      return BYTES[k]; // OOB
    };
    const read = n === 0 ? assigns() : names();
    super();
    this.read = read;
  }
}
function patternOfCatch(o: unknown): unknown {
  let k = 1;
  let q: any;
  try {
    try {
      throw o;
    } catch ({ a = ((k = 99), (q = b), (k = 1), q), b = 1 }: any) {
      void a;
      void b;
    }
  } catch {
    // `b` is in its dead zone.
  }
  return BYTES[k]; // OOB
}
function enumOfClause(n: number): unknown {
  let k = 1;
  let q: any;
  try {
    switch (n) {
      case 0:
        enum Kind {
          A = 1,
        }
        q = Kind;
        break;
      case 1:
        k = 99;
        q = Kind;
        k = 1;
    }
  } catch {
    // Within a function an enum is a `let`.
  }
  void q;
  return BYTES[k]; // OOB
}
let out: unknown = 0;
namespace Outer {
  let k = 1;
  let q: any;
  try {
    k = 99;
    q = Inner;
    k = 1;
  } catch {
    // So is a namespace within a namespace.
  }
  void q;
  out = BYTES[k]; // OOB
  export namespace Inner {
    export const z = 1;
  }
}
declare const missing: unknown;
function typeOfAccessor(): unknown {
  let k = 99;
  try {
    if (typeof missing === 'string') return 0;
    k = 1;
  } catch {
    // The global is an accessor that throws.
  }
  return BYTES[k]; // OOB
}
export function run(): unknown {
  const get = (): never => {
    throw new Error('no');
  };
  Object.defineProperty(globalThis, 'missing', { get, configurable: true });
  const all: (() => unknown)[] = [
    () => nullBeforeKey(null),
    () => nullBeforeAssignedKey(null),
    () => new Early(0).read,
    () => new Early(1).read,
    () => patternOfCatch({}),
    () => enumOfClause(1),
    () => out,
    () => typeOfAccessor(),
  ];
  return all.map((f) => f());
}
