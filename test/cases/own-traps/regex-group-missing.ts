// match without the g flag gives groups, fewer than expected.
export function run(): unknown {
  const m = /(\d)/.exec('x7y');
  return m ? m[2] : ''; // OOB
}
