// The array that an earlier pass made has become sparse, the one of this pass has not.
export function run(): unknown {
  const kept = { row: [1, 2, 3] };
  for (let pass = 0; ; pass++) {
    const row = [pass, 1];
    if (pass > 0) break;
    kept.row = row;
    row.length = 100;
  }
  return kept.row.length > 50 ? kept.row[50] : null; // OOB
}
