import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, it } from "vitest";

import { open, seal } from "#shared/sealing/envelope.js";
import { OpeningError } from "#shared/sealing/failure.js";
import type { PartHeader } from "#shared/sealing/header.js";
import { bytes, corpus } from "../../corpus.js";

const { identity, recipient, asked, parts } = corpus("parts");
const HEADER: PartHeader = { ...asked, kind: "text", form: "5f".repeat(32), revision: 0 };

describe("the corpus, sealed by Python but where it says otherwise", () => {
  it.each(parts.filter((part) => part.expect === "success"))("opens: $name", async ({ file, body }) => {
    const opened = await open(bytes(file), identity, asked);
    expect(Buffer.from(opened.body).toString("base64")).toBe(body);
  });

  it.each(parts.filter((part) => part.expect !== "success"))("$expect: $name", async ({ file, expect: verdict }) => {
    const failure: unknown = await open(bytes(file), identity, asked).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    // typage tells its own failures apart by wording only; ours carry the verdict.
    const ours = ["line failure", "binding failure", "padding failure"].includes(verdict);
    expect(failure instanceof OpeningError ? failure.verdict : "typage").toBe(ours ? verdict : "typage");
  });
});

describe("what is sealed here", () => {
  it("opens for every recipient, and says what it is", async () => {
    const other = await generateHybridIdentity();
    const body = new TextEncoder().encode("그날 아침 다리 옆에서");
    const file = await seal(HEADER, body, [recipient, await identityToRecipient(other)]);
    for (const key of [identity, other]) {
      expect(await open(file, key, asked)).toEqual({ header: HEADER, body });
    }
  });

  it("has one size for every text of 1 to 900 characters", async () => {
    const texts = ["a", "가".repeat(900), "\u{1f9ed}".repeat(900)];
    const files = texts.map((text) => seal(HEADER, new TextEncoder().encode(text), [recipient]));
    expect(new Set((await Promise.all(files)).map((file) => file.length)).size).toBe(1);
  });

  it("is sealed to somebody, and to nobody whose key a quantum computer opens", async () => {
    const classic = await identityToRecipient(await generateX25519Identity());
    await expect(seal(HEADER, new Uint8Array(1), [])).rejects.toThrow("needs a recipient");
    await expect(seal(HEADER, new Uint8Array(1), [recipient, classic])).rejects.toThrow("post-quantum");
  });
});
