import { describe, expect, it } from "vitest";

import { bucket, pad, TEXT_BUCKETS, unpad } from "#shared/sealing/padding.js";
import { corpus } from "../../corpus.js";

describe("padding", () => {
  it.each(corpus("padding"))("of $content bytes makes $total", ({ content, total }) => {
    expect(bucket(content + 1)).toBe(total);
  });

  it.each([0, 1, 4095, 4096, 70_000])("of %i bytes comes off again", (length) => {
    const content = new Uint8Array(length).fill(0x80);
    expect(unpad(pad(content))).toEqual(content);
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["zeros", new Uint8Array(TEXT_BUCKETS[0])],
    ["no bucket", pad(new Uint8Array(5)).subarray(1)],
    ["another mark", pad(new Uint8Array(5)).map((byte) => byte && 0x81)],
  ])("is refused: %s", (_, padded) => {
    expect(() => unpad(padded)).toThrow("padding failure");
  });
});
