// tier: zone. Tables that are made when they are first needed, and a buffer that is replaced: variables that hold one array after the other.
let crcTable: Uint32Array | null = null;
function makeCrcTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[n] = c >>> 0;
  }
  return table;
}
function crc(text: string): number {
  if (crcTable === null) crcTable = makeCrcTable();
  let c = -1;
  for (let i = 0; i < text.length; i++) c = crcTable[(c ^ text.charCodeAt(i)) & 0xff] ^ (c >>> 8);
  return (c ^ -1) >>> 0;
}

let isReady = false;
let SQUARES: Float64Array, HALVES: Float64Array;
function initialize(): void {
  SQUARES = new Float64Array(64);
  HALVES = new Float64Array(64);
  for (let i = 0; i < 64; i++) {
    SQUARES[i] = i * i;
    HALVES[i] = i / 2;
  }
  isReady = true;
}
function mixed(x: number): number {
  if (!isReady) initialize();
  return SQUARES[x & 63] + HALVES[(x >>> 6) & 63];
}

function counter(): (n: number) => number {
  let seen = new Uint8Array(16);
  let rounds = 0;
  return (n) => {
    const at = n & 15;
    if (++rounds > 8) {
      seen = new Uint8Array(16);
      rounds = 0;
    }
    return ++seen[at];
  };
}

function lastRound(n: number): number {
  let held = [1, 2];
  let made = [3, 4];
  const first = () => made[0];
  for (let k = 0; k < n; k++) {
    made = [k, k + 1];
    first();
    held = made;
  }
  return held[1];
}

export function run(): unknown {
  const count = counter();
  return [crc('abc'), crc(''), mixed(130), mixed(5), count(3), count(3), count(19), count(4), lastRound(3)];
}
