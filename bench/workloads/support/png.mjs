/** A PNG writer that shares nothing with the package under test: it uses every row filter, which the package's own encoder does not. */
import { crc32 as zlibCrc32, deflateSync } from "node:zlib";

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** CRC-32 (PNG specification, annex D), for Node versions without `zlib.crc32`. */
function crc32(/** @type {Buffer} */ bytes) {
  if (typeof zlibCrc32 === "function") return zlibCrc32(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** @param {string} type @param {Buffer} body */
function chunk(type, body) {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, "latin1");
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

/** @param {number} a @param {number} b @param {number} c left, above, above left */
function paeth(a, b, c) {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/**
 * @param {{ width: number, height: number, depth: number, colorType: number, channels: number, rows: Buffer, palette?: Buffer }} image
 *   `rows`: packed scan lines without filter bytes, big-endian samples. Filters 0 to 4 are used in turn.
 * @returns {Buffer}
 */
export function writePng(image) {
  const stride = image.rows.length / image.height;
  const pixel = Math.max(1, (image.depth * image.channels) >> 3);
  const filtered = Buffer.alloc(image.rows.length + image.height);
  for (let y = 0; y < image.height; y++) {
    const filter = y % 5;
    const start = y * (stride + 1);
    filtered[start] = filter;
    for (let i = 0; i < stride; i++) {
      const at = y * stride + i;
      const left = i >= pixel ? (image.rows[at - pixel] ?? 0) : 0;
      const above = y > 0 ? (image.rows[at - stride] ?? 0) : 0;
      const corner = i >= pixel && y > 0 ? (image.rows[at - stride - pixel] ?? 0) : 0;
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      filtered[start + 1 + i] = ((image.rows[at] ?? 0) - predicted) & 255;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(image.width, 0);
  header.writeUInt32BE(image.height, 4);
  header.set([image.depth, image.colorType, 0, 0, 0], 8);
  const parts = [signature, chunk("IHDR", header)];
  if (image.palette) parts.push(chunk("PLTE", image.palette));
  parts.push(chunk("IDAT", deflateSync(filtered, { level: 1 })), chunk("IEND", Buffer.alloc(0)));
  return Buffer.concat(parts);
}
