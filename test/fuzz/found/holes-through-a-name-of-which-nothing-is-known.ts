// Found by a reader (an array from a parameter stayed dense, tier 0, trusted/throw). What stored the `length`, or deleted the element, came out of a list,
// a map or a record again, where nothing was known of it: no array that is certainly one was altered.
// Conforms to its types (A1t).
import "fs";
export function iterated(m: string[]): string {
  for (const one of [m]) one.length = 9;
  let text = "";
  for (let i = 0; i < m.length; i++) text += m[i]; // OOB
  return text;
}
export function deleted(m: string[]): string {
  for (const one of [m]) delete one[0];
  let text = "";
  for (let i = 0; i < m.length; i++) text += m[i]; // OOB
  return text;
}
export function mapped(m: string[]): string {
  new Map([["a", m]]).get("a")!.length = 9;
  let text = "";
  for (let i = 0; i < m.length; i++) text += m[i]; // OOB
  return text;
}
export function ofText(m: string[]): string {
  for (const one of [m]) one["5"] = "x";
  let text = "";
  for (let i = 0; i < m.length; i++) text += m[i]; // OOB
  return text;
}
export function rest(m: string[]): string {
  const { ...all } = { m };
  all.m.length = 9;
  let text = "";
  for (let i = 0; i < m.length; i++) text += m[i]; // OOB
  return text;
}
export function reflected(m: string[]): string {
  Reflect.deleteProperty(m, "0");
  let text = "";
  for (let i = 0; i < m.length; i++) text += m[i]; // OOB
  return text;
}
export function run(): void {
  iterated(["a"]);
  deleted(["a"]);
  mapped(["a"]);
  ofText(["a"]);
  rest(["a"]);
  reflected(["a"]);
}
