// tier: builtin. Array.from({ length }) fills every element.
export function run(): unknown {
  const n = 5;
  const squares = Array.from({ length: n }, (_, i) => i * i);
  let s = 0;
  for (let i = 0; i < squares.length; i++) s += squares[i];
  return s;
}
