/** Decodes filtered 8-bit, 16-bit, grey and palette images written by an independent encoder, and round-trips its own encoder, Adam7 too. */
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame, expectSameBytes } from "./support/digest.mjs";
import { writePng } from "./support/png.mjs";

const width = 701;
const height = 500;

/** A smooth picture with some noise: what filters are made for. */
function samples(/** @type {number} */ channels, /** @type {number} */ limit) {
  const random = createRandom(channels * 31 + limit);
  const data = limit > 256 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const wave = 0.5 + 0.4 * Math.sin(x / (20 + 7 * c)) * Math.cos(y / (13 + 5 * c));
        data[at++] = Math.floor(wave * (limit - 1)) ^ (random.int(8) === 0 ? 1 : 0);
      }
    }
  }
  return data;
}

/** Packs samples of 1 to 8 bits to scan lines. */
function pack(/** @type {ArrayLike<number>} */ data, /** @type {number} */ depth) {
  const stride = Math.ceil((width * depth) / 8);
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      rows[y * stride + (bit >> 3)] |= (data[y * width + x] ?? 0) << (8 - depth - (bit & 7));
    }
  }
  return rows;
}

const bigEndian = (/** @type {Uint16Array} */ data) => Buffer.from(data.buffer.slice(0)).swap16();
const foreign = [
  { colorType: 2, channels: 3, depth: 8 },
  { colorType: 6, channels: 4, depth: 8 },
  { colorType: 0, channels: 1, depth: 16 },
  { colorType: 4, channels: 2, depth: 8 },
  { colorType: 3, channels: 1, depth: 8 },
  { colorType: 3, channels: 1, depth: 4 },
  { colorType: 3, channels: 1, depth: 1 },
];
const own = [
  { channels: 3, depth: 8, interlace: "null" },
  { channels: 4, depth: 8, interlace: "Adam7" },
  { channels: 1, depth: 16, interlace: "null" },
  { channels: 2, depth: 16, interlace: "Adam7" },
];

export const workload = {
  name: "fast-png",
  packagePath: "node_modules/fast-png/src",
  entries: ["index"],
  compilerOptions: { rewriteRelativeImportExtensions: true },
  violations: "throw",

  prepare() {
    const palette = Buffer.from(createRandom(5).bytes(3 * 256));
    const files = foreign.map(({ colorType, channels, depth }) => {
      const data = samples(channels, depth === 16 ? 65_536 : 2 ** depth);
      const rows = data instanceof Uint16Array ? bigEndian(data) : depth < 8 ? pack(data, depth) : Buffer.from(data);
      const indexed = colorType === 3 ? { palette: palette.subarray(0, 3 * 2 ** depth) } : {};
      const file = writePng({ width, height, colorType, channels, depth, rows, ...indexed });
      return { file: new Uint8Array(file), expected: depth < 8 ? rows : data, data, colorType };
    });
    const images = own.map(({ channels, depth, interlace }) => {
      const data = samples(channels, depth === 16 ? 65_536 : 256);
      return { image: { width, height, channels, depth, data, text: { Title: "bench" } }, interlace };
    });
    return { files, images, palette };
  },

  run(module, { files, images, palette }) {
    const out = [];
    for (const { file, expected, data, colorType } of files) {
      const decoded = module.decode(file, { checkCrc: true });
      expectSameBytes(`decoded colour type ${colorType} depth ${decoded.depth}`, decoded.data, expected);
      out.push(digestOf(decoded.data));
      if (colorType !== 3) continue;
      const rgb = module.convertIndexedToRgb(decoded);
      expectSame("palette", [...rgb.subarray(0, 3)], [...palette.subarray(3 * data[0], 3 * data[0] + 3)]);
      out.push(digestOf(rgb));
    }
    for (const { image, interlace } of images) {
      const file = module.encode(image, { interlace, zlib: { level: 0 } });
      const decoded = module.decode(file, { checkCrc: true });
      expectSameBytes(`round trip ${image.channels}x${image.depth} ${interlace}`, decoded.data, image.data);
      expectSame("text", decoded.text, image.text);
      out.push(digestOf(file));
    }
    return out;
  },
};
