// What is thrown is caught under another name.
export function run(): unknown {
  const a = [1, 2, 3];
  try {
    throw a;
  } catch (e) {
    (e as number[]).pop();
  }
  return a[2]; // OOB
}
