// How long a seal may look: a mark 0x80 and zeros up to a bucket (FORMAT.md §5).
// Twin of storage/sealing/padding.py. Pure; called by `envelope`.

import { OpeningError } from "./failure.js";

export const TEXT_BUCKETS = [4096, 16384, 65536] as const;
const MARK = 0x80;

/** Returns the padded length of `length` bytes, mark included: a text bucket if one fits, else Padmé. */
export function bucket(length: number): number {
  return TEXT_BUCKETS.find((size) => length <= size) ?? padme(length);
}

/** Returns `length`, from 2 up to 2^53, rounded up by at most an eighth (arXiv:1806.03160 §4). */
export function padme(length: number): number {
  const exponent = floorLog2(length);
  const step = 2 ** (exponent - floorLog2(exponent) - 1);
  return Math.ceil(length / step) * step;
}

/** Returns content with its padding behind it. */
export function pad(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array(bucket(content.length + 1));
  padded.set(content);
  padded[content.length] = MARK;
  return padded;
}

/** Returns the content of a padded plaintext. Throws OpeningError "padding failure". */
export function unpad(padded: Uint8Array): Uint8Array {
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (end < 0 || padded[end] !== MARK || bucket(end + 1) !== padded.length) {
    throw new OpeningError("padding failure", "no mark, or not its bucket");
  }
  return padded.subarray(0, end);
}

/** Exact up to 2^53, where Math.log2 is not. */
function floorLog2(value: number): number {
  let exponent = 0;
  for (let rest = value; rest >= 2; rest /= 2) {
    exponent += 1;
  }
  return exponent;
}
