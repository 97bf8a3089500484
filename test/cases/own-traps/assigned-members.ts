// Members that callees assign, behind the back of a test of them.
class Box {
  items: number[] = [1, 2, 3];
  count = 3;
}
const other = new Box();

function shrink(box: Box): void { box.items = [1]; }
function grow(box: Box): void { box.count = 9; }
function growThenThrow(box: Box): void {
  box.count = 9;
  throw new Error("after the assignment");
}
class Grower {
  constructor(box: Box) { box.count = 9; }
}
function passOn(box: Box): void { grow(box); }
function swap(holder: { box: Box }): void { holder.box.items = []; }

function afterShrink(box: Box): number | undefined {
  if (box.items.length === 0) return 0;
  const last = box.items.length - 1;
  shrink(box);
  return box.items[last]; // OOB
}
function afterGrow(box: Box): number | undefined {
  if (box.count > box.items.length || box.count < 1) return 0;
  grow(box);
  return box.items[box.count - 1]; // OOB
}
function afterThrow(box: Box): number | undefined {
  if (box.count > box.items.length || box.count < 1) return 0;
  try {
    growThenThrow(box);
  } catch {
    // The assignment came first.
  }
  return box.items[box.count - 1]; // OOB
}
function afterConstruction(box: Box): number | undefined {
  if (box.count > box.items.length || box.count < 1) return 0;
  new Grower(box);
  return box.items[box.count - 1]; // OOB
}
function indirectly(box: Box): number | undefined {
  if (box.count > box.items.length || box.count < 1) return 0;
  passOn(box);
  return box.items[box.count - 1]; // OOB
}
function underAnotherName(box: Box, same: Box): number | undefined {
  if (box.count > box.items.length || box.count < 1) return 0;
  grow(same);
  return box.items[box.count - 1]; // OOB
}
function inAHolder(box: Box): number | undefined {
  if (box.items.length === 0) return 0;
  swap({ box });
  return box.items[0]; // OOB
}
function ofAModule(): number | undefined {
  if (other.count > other.items.length || other.count < 1) return 0;
  grow(other);
  return other.items[other.count - 1]; // OOB
}
function ofARecord(): number | undefined {
  const record = { items: [1, 2, 3], count: 3 };
  grow(record);
  return record.items[record.count - 1]; // OOB
}
function inALoop(box: Box): number {
  let sum = 0;
  for (let i = 0; i < box.count; i++) {
    sum += box.items[i]; // OOB
    if (i === 1) shrink(box);
  }
  return sum;
}
export function run(): unknown {
  const same = new Box();
  return [
    afterShrink(new Box()), afterGrow(new Box()), afterThrow(new Box()), afterConstruction(new Box()), indirectly(new Box()),
    underAnotherName(same, same), inAHolder(new Box()), ofAModule(), ofARecord(), inALoop(new Box()),
  ];
}
