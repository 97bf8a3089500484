// Arrays that nobody but the functions of a module has, and whose length some of them change while others rely on it.
const stack: number[] = [];
const spare: number[] = [];
const indices: number[] = [0, 1];
const few = [10, 20];

const refill = (): void => {
  stack.length = 0;
  stack.push(1, 2, 3);
};
export const clear = (): void => {
  stack.length = 0;
};
const shorten = (list: number[]): void => {
  list.pop();
};
const shortenMember = (of: { list: number[] }): void => {
  of.list.pop();
};
export const addIndex = (i: number): void => {
  indices.push(i);
};

export function afterUnknown(then: () => void): number {
  if (stack.length < 3) return 0;
  then();
  return stack[2]; // OOB
}
export function afterOwn(): number {
  if (stack.length < 3) return 0;
  clear();
  return stack[2]; // OOB
}
export function byAnotherName(then: () => void): number {
  const list = stack;
  if (list.length < 3) return 0;
  then();
  return list[2]; // OOB
}
export function afterArgument(): number {
  if (stack.length < 3) return 0;
  shorten(stack);
  return stack[2]; // OOB
}
function asArgument(list: number[]): number {
  if (list.length < 3) return 0;
  stack.pop();
  return list[2]; // OOB
}
function argumentShortened(list: number[]): number {
  if (stack.length < 3) return 0;
  list.pop();
  return stack[2]; // OOB
}
export function inRecord(): number {
  const record = { list: stack };
  if (stack.length < 3) return 0;
  record.list.pop();
  return stack[2]; // OOB
}
export function recordPassed(): number {
  const record = { list: spare };
  if (spare.length < 3) return 0;
  shortenMember(record);
  return spare[2]; // OOB
}
export function byConversion(value: { valueOf(): number }): number {
  if (stack.length < 3) return 0;
  const sum = 1 + Number(value);
  return sum + stack[2]; // OOB
}
export async function afterAwait(): Promise<number> {
  if (stack.length < 3) return 0;
  await null;
  return stack[2]; // OOB
}
export function* afterYield(): Generator<number, number> {
  if (stack.length < 3) return 0;
  yield 1;
  return stack[2]; // OOB
}
export function whileSorted(): number {
  if (stack.length < 3) return 0;
  [2, 1].sort(() => {
    stack.length = 0;
    return 0;
  });
  return stack[2]; // OOB
}
export function thrownOut(): number {
  if (stack.length < 3) return 0;
  try {
    clear();
    throw new Error("after the change");
  } catch {
    return stack[2]; // OOB
  }
}
export function inLoop(then: (i: number) => void): number {
  let sum = 0;
  const { length } = stack;
  for (let i = 0; i < length; i++) {
    then(i);
    sum += stack[i]; // OOB
  }
  return sum;
}
/** What the elements are is the join over all that is ever stored. */
export function byElement(): number {
  return few[indices[indices.length - 1] ?? 0]; // OOB
}

/** Of numbers alone, so that nothing that is read of it can be an object. */
const numbers = [1, 2, 3];
export const dropNumber = (): void => {
  numbers.pop();
};
export function numbersAfter(then: () => void): number {
  if (numbers.length < 3) return 0;
  then();
  return numbers[2]; // OOB
}

export class Bag {
  #items: number[] = [];
  add(x: number): void {
    this.#items.push(x);
  }
  drop(): void {
    this.#items.pop();
  }
  last(then: () => void): number {
    if (this.#items.length < 1) return 0;
    then();
    return this.#items[0]; // OOB
  }
  /** Made here, and kept from then on. */
  reset(then: () => void): number {
    const made = [1, 2, 3];
    this.#items = made;
    then();
    return made[2]; // OOB
  }
  ofTwo(other: Bag): number {
    if (this.#items.length < 1) return 0;
    other.drop();
    return this.#items[0]; // OOB
  }
}
export function counter(): { readonly drop: () => void; readonly read: (then: () => void) => number } {
  const list = [1, 2, 3];
  return {
    drop: () => {
      list.pop();
    },
    read: (then) => {
      if (list.length < 3) return 0;
      then();
      return list[2]; // OOB
    },
  };
}

export async function run(): Promise<unknown> {
  const seen: unknown[] = [];
  const attempt = (act: () => unknown): void => {
    refill();
    try {
      seen.push(act());
    } catch (error) {
      seen.push(typeof error);
    }
  };
  attempt(() => afterUnknown(clear));
  attempt(afterOwn);
  attempt(() => byAnotherName(clear));
  attempt(afterArgument);
  attempt(() => asArgument(stack));
  attempt(() => argumentShortened(stack));
  attempt(inRecord);
  spare.push(1, 2, 3);
  attempt(recordPassed);
  attempt(() =>
    byConversion({
      valueOf: () => {
        clear();
        return 1;
      },
    }),
  );
  attempt(whileSorted);
  attempt(thrownOut);
  attempt(() => inLoop(clear));
  addIndex(7);
  attempt(byElement);
  attempt(() => numbersAfter(dropNumber));
  const bag = new Bag();
  bag.add(1);
  attempt(() => bag.last(() => bag.drop()));
  attempt(() => bag.reset(() => bag.drop()));
  const alone = new Bag();
  alone.add(1);
  attempt(() => alone.ofTwo(alone));
  const { drop, read } = counter();
  attempt(() => read(drop));
  refill();
  const steps = afterYield();
  steps.next();
  clear();
  try {
    seen.push(steps.next().value);
  } catch (error) {
    seen.push(typeof error);
  }
  refill();
  const late = afterAwait();
  clear();
  seen.push(await late.catch((error: unknown) => typeof error));
  return seen;
}
