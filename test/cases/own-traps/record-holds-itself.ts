// A returned record may be one of its own members.
interface Cursor {
  at: number;
  self: Cursor | null;
}
function make(): Cursor {
  const cursor: Cursor = { at: 1, self: null };
  cursor.self = cursor;
  return cursor;
}
export function run(): unknown {
  const a = [1, 2, 3];
  const cursor = make();
  const { self } = cursor;
  if (self !== null) self.at = 50;
  return a[cursor.at]; // OOB
}
