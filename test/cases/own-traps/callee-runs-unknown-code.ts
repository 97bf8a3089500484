// Functions that run code nobody sees, and by the way hand it the array that they were given.
const kept = new Map<string, number[]>();
let held: { list: number[] } = { list: [] };
let shrink: () => void = () => undefined;
let pass: (given: unknown) => void = () => undefined;

export function byMap(a: number[], then: () => void): void {
  kept.set("a", a);
  then();
}
export function byMember(a: number[], then: () => void): void {
  held.list = a;
  then();
}
export function byClosure(a: number[], then: () => void): void {
  shrink = () => {
    a.length = 0;
  };
  then();
}
export function byLiteral(a: number[], then: (given: { inner: number[][] }) => void): void {
  then({ inner: [a] });
}
export function byThrow(a: number[], then: () => void): void {
  then();
  throw a;
}
export function byResult(a: number[], then: () => void): number[] {
  then();
  return a;
}
export function* bySteps(a: number[], then: () => void): Generator<number, void> {
  then();
  yield 1;
  a.length = 0;
}
export function byRest(then: (given: unknown) => void, ...rest: number[][]): void {
  then(rest);
}
export function byArguments(a: number[], then: (given: IArguments) => void): number {
  // eslint-disable-next-line prefer-rest-params
  then(arguments);
  return a.length;
}
export function byDefault(a: number[], b = a, then: (given: number[]) => void = () => undefined): void {
  then(b);
}
export function second(a: number[], b: number[], then: () => void): number {
  then();
  b.length = 0;
  return a.length;
}
export function byCallee(a: number[], then: () => void): void {
  byMap(a, then);
}

export function run(): unknown {
  const seen: unknown[] = [];
  const attempt = (act: () => unknown): void => {
    try {
      seen.push(act());
    } catch (error) {
      seen.push(error === null ? null : typeof error);
    }
  };
  attempt(() => {
    const a = [1, 2, 3];
    byMap(a, () => {
      for (const one of kept.values()) one.length = 0;
    });
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byMember(a, () => {
      held.list.length = 0;
    });
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byClosure(a, () => shrink());
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byLiteral(a, ({ inner }) => {
      for (const one of inner) one.length = 0;
    });
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    try {
      byThrow(a, () => undefined);
    } catch (thrown) {
      (thrown as number[]).length = 0;
    }
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byResult(a, () => undefined).length = 0;
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    for (const step of bySteps(a, () => undefined)) seen.push(step);
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byRest((given) => {
      for (const one of given as number[][]) one.length = 0;
    }, a);
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byArguments(a, (given) => {
      (given[0] as number[]).length = 0;
    });
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byDefault(a, undefined, (given) => {
      given.length = 0;
    });
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    second(a, a, () => undefined);
    return a[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    byCallee(a, () => {
      for (const one of kept.values()) one.length = 0;
    });
    return a[2]; // OOB
  });
  // Let out before, and met again by the code that the callee runs.
  attempt(() => {
    const a = [1, 2, 3];
    pass = () => {
      a.length = 0;
    };
    const b = a;
    quiet(b, pass);
    return b[2]; // OOB
  });
  // A record is not let out itself; what hangs on it is.
  attempt(() => {
    const o = { list: [1, 2, 3] };
    ofRecord(o, (list) => {
      list.length = 0;
    });
    return o.list[2]; // OOB
  });
  attempt(() => {
    const a = [1, 2, 3];
    const o: { list: number[] } = { list: [] };
    intoRecord(o, a, () => undefined);
    o.list.length = 0;
    return a[2]; // OOB
  });
  return seen;
}

export function quiet(a: number[], then: (given: unknown) => void): number {
  then(0);
  return a.length;
}
export function ofRecord(o: { list: number[] }, then: (list: number[]) => void): void {
  then(o.list);
}
export function intoRecord(o: { list: number[] }, a: number[], then: () => void): void {
  then();
  o.list = a;
}
