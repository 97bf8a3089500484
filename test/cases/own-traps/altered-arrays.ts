// What a function itself makes of an array: methods, a prototype, an index accessor of its own. Others have had the array before.
const seen: unknown[] = [];
function keep(value: unknown): void { seen.push(value); }

function ownPush(): number | undefined {
  const a = [1];
  keep(a);
  a.push = () => 0;
  a.push(2);
  return a[1]; // OOB
}
function ownPushDefined(): number | undefined {
  const a = [1];
  keep(a);
  Object.defineProperty(a, "push", { value: () => 0 });
  a.push(2);
  return a[1]; // OOB
}
function otherPrototype(): number | undefined {
  const a = [1];
  keep(a);
  Object.setPrototypeOf(a, { push: () => 0 });
  a.push(2);
  return a[1]; // OOB
}
function assigned(): number | undefined {
  const a = [1];
  keep(a);
  Object.assign(a, { push: () => 0 });
  a.push(2);
  return a[1]; // OOB
}
function throughAnotherName(): number | undefined {
  const a = [1];
  const b = a;
  keep(a);
  b.push = () => 0;
  a.push(2);
  return a[1]; // OOB
}
function inALoop(): number | undefined {
  const a = [1];
  keep(a);
  let last: number | undefined;
  for (let i = 0; i < 2; i++) {
    a.push(2);
    last = a[i + 1]; // OOB
    a.push = () => 0;
  }
  return last;
}
function maybeMissing(a?: number[], i = 3): number | undefined {
  return a === undefined ? -1 : a[i]; // OOB
}
export function run(): unknown {
  return [ownPush(), ownPushDefined(), otherPrototype(), assigned(), throughAnotherName(), inALoop(), maybeMissing([1])];
}
