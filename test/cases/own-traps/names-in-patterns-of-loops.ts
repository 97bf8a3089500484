// `for (var { h } of …)` assigns `h` anew, whatever else declares it.
const table = [1, 2, 3];

function held(): unknown {
  var h = (): number => 1;
  for (var { h } of [{ h: (): number => 9 }]) void h;
  return table[h()]; // OOB
}
function heldInList(): unknown {
  var h = (): number => 1;
  for (var [h] of [[(): number => 9] as const]) void h;
  return table[h()]; // OOB
}
function captured(): unknown {
  var h = (): number => 1;
  const use = (): unknown => table[h()]; // OOB
  for (var { h } of [{ h: (): number => 9 }]) void h;
  return use();
}
function intrinsic(k: number): unknown {
  var pick = Math.min;
  for (var { pick } of [{ pick: Math.max }]) void pick;
  return table[pick(k, 2)]; // OOB
}
function parameter(x: number): unknown {
  const steps = function* (): Generator<unknown> {
    if (x < 3 && x >= 0) {
      yield 0;
      yield table[x]; // OOB
    }
  };
  const running = steps();
  running.next();
  for (var { length: x } of ["abcdefghi"]) void x;
  return running.next().value;
}
function lets(): unknown {
  const h = (): number => 1;
  for (const { h } of [{ h: (): number => 9 }]) void h;
  return table[h()];
}

export function run(): unknown[] {
  return [held(), heldInList(), captured(), intrinsic(9), parameter(1), lets()].map(String);
}
