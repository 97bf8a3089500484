// The pattern has more elements than the array.
export function run(): unknown {
  const [name, value] = 'flag'.split('='); // OOB
  return [name, value];
}
