import { describe, expect, it } from "vitest";

import { bind, line, LONGEST_LINE, type PartHeader, readLine } from "#shared/sealing/header.js";
import { corpus } from "../../corpus.js";

const { lines, refused } = corpus("lines");
const encoded = (text: string) => new TextEncoder().encode(text);
const HEADER: PartHeader = { ...corpus("parts").asked, kind: "text", form: "5f".repeat(32), revision: 0 };

describe("a header line", () => {
  it.each(lines)("has one spelling: $line", ({ header, line: written }) => {
    expect(new TextDecoder().decode(line(header))).toBe(written);
    expect(readLine(encoded(`${written}body`))).toEqual({ header, length: written.length });
    expect(written.length).toBeLessThanOrEqual(LONGEST_LINE);
  });

  it.each(refused)("is none: $why", ({ line: written }) => {
    expect(() => readLine(encoded(written))).toThrow("line failure");
  });

  it("is none outside UTF-8", () => {
    expect(() => readLine(new Uint8Array([0xff, 0x0a]))).toThrow("line failure");
  });

  it.each([{ part: "" }, { case: "a b" }, { compartment: "Triage" }, { epoch: 0 }, { epoch: 1.5 }, { revision: -1 }])(
    "is not written for %o",
    (wrong) => {
      expect(() => line({ ...HEADER, ...wrong })).toThrow(RangeError);
    },
  );
});

describe("a part", () => {
  const asked = { part: HEADER.part, case: HEADER.case, compartment: HEADER.compartment, epoch: HEADER.epoch };

  it("is the one that was asked for", () => {
    expect(() => {
      bind(HEADER, asked);
      bind(HEADER, HEADER);
    }).not.toThrow();
  });

  it.each([{ part: "x" }, { case: "x" }, { compartment: "x" }, { epoch: 9 }, { kind: "file" as const }, { revision: 9 }])(
    "is not %o",
    (other) => {
      expect(() => {
        bind(HEADER, { ...asked, ...other });
      }).toThrow("binding failure");
    },
  );
});
