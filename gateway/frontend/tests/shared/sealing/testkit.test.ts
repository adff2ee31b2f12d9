// The age testkit, through typage: what the twin stands on.

import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";

import { armor, Decrypter } from "age-encryption";
import * as testkit from "cctv-age";
import { describe, expect, it } from "vitest";

interface Vector {
  readonly name: string;
  readonly told: ReadonlyMap<string, string>;
  readonly file: Uint8Array;
}

const vectors = Object.entries(testkit as unknown as Record<string, Uint8Array>).map(vector);

describe("the age testkit", () => {
  it("is whole", () => {
    expect(vectors).toHaveLength(143);
  });

  it.each(vectors)("$name", async ({ told, file }) => {
    const outcome = await opened(told, file).catch(() => "failure");
    expect(outcome).toBe(told.get("expect") === "success" ? told.get("payload") : "failure");
  });
});

async function opened(told: ReadonlyMap<string, string>, file: Uint8Array): Promise<string> {
  const decrypter = new Decrypter();
  const passphrase = told.get("passphrase");
  const identity = told.get("identity");
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  if (identity !== undefined) decrypter.addIdentity(identity);
  const age = told.has("armored") ? armor.decode(new TextDecoder().decode(file)) : file;
  return createHash("sha256").update(await decrypter.decrypt(age)).digest("hex");
}

function vector([name, content]: [string, Uint8Array]): Vector {
  const end = Buffer.from(content).indexOf("\n\n");
  const head = new TextDecoder().decode(content.subarray(0, end)).split("\n");
  const told = new Map(head.map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  const file = content.subarray(end + 2);
  return { name, told, file: told.get("compressed") === "zlib" ? new Uint8Array(inflateSync(file)) : file };
}
