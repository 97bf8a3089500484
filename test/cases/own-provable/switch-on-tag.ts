// tier: zone. Each case tests what it reads.
function evaluate(code: Uint8Array): number {
  let pc = 0, acc = 0;
  while (pc < code.length) {
    switch (code[pc++]) {
      case 1:
        if (pc >= code.length) return acc;
        acc += code[pc++];
        break;
      case 2:
        if (pc + 1 >= code.length) return acc;
        acc += code[pc] * code[pc + 1];
        pc += 2;
        break;
      default:
        return acc;
    }
  }
  return acc;
}
export function run(): unknown { return [evaluate(new Uint8Array([1, 5, 2, 3, 4])), evaluate(new Uint8Array([2, 1]))]; }
