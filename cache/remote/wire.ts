/**
 * The part of the protobuf wire format that entries need: variable-length integers and length-delimited fields.
 * (protobuf.dev/programming-guides/encoding.) Groups and fixed-width fields are refused: no message that we read has any.
 */

export type WireField =
  | { readonly kind: "integer"; readonly number: number; readonly value: bigint }
  | { readonly kind: "bytes"; readonly number: number; readonly value: Uint8Array };

const MAX_FIELDS = 64;
const MAX_VARINT_BYTES = 10;
const UINT64_END = 1n << 64n;

/** `value` in 0 … 2^64 - 1. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** The message that holds `fields` in this order. */
export function encodeFields(fields: readonly WireField[]): Uint8Array {
  const parts = fields.flatMap((field) => {
    const tag = varint((BigInt(field.number) << 3n) | (field.kind === "integer" ? 0n : 2n));
    if (field.kind === "integer") return [tag, varint(field.value)];
    return [tag, varint(BigInt(field.value.length)), field.value];
  });
  return new Uint8Array(Buffer.concat(parts));
}

interface Read<T> {
  readonly value: T;
  readonly next: number;
}

function readVarint(bytes: Uint8Array, start: number): Read<bigint> | null {
  let value = 0n;
  for (let index = 0; index < MAX_VARINT_BYTES; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return value < UINT64_END ? { value, next: start + index + 1 } : null;
  }
  return null;
}

/** The fields of the message, in its order; null for what is no message, and for one of more than 64 fields. */
export function decodeFields(bytes: Uint8Array): readonly WireField[] | null {
  const fields: WireField[] = [];
  let position = 0;
  while (position < bytes.length) {
    const tag = readVarint(bytes, position);
    if (tag === null || tag.value > 0xffffffffn || fields.length === MAX_FIELDS) return null;
    const number = Number(tag.value >> 3n);
    const payload = readVarint(bytes, tag.next);
    if (number === 0 || payload === null) return null;
    const type = Number(tag.value & 7n);
    if (type === 0) {
      fields.push({ kind: "integer", number, value: payload.value });
      position = payload.next;
    } else if (type === 2) {
      if (payload.value > BigInt(bytes.length - payload.next)) return null;
      position = payload.next + Number(payload.value);
      fields.push({ kind: "bytes", number, value: bytes.slice(payload.next, position) });
    } else {
      return null;
    }
  }
  return fields;
}
