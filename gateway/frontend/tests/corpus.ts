// Reads the corpus that Python and TypeScript are both held to (FORMAT.md §10).

import { readFileSync } from "node:fs";

import type { Asked, PartHeader } from "#shared/sealing/header.js";

export interface Corpus {
  readonly lines: {
    readonly lines: readonly { header: PartHeader; line: string }[];
    readonly refused: readonly { why: string; line: string }[];
  };
  readonly padding: readonly { content: number; total: number }[];
  readonly parts: {
    readonly identity: string;
    readonly recipient: string;
    readonly asked: Asked;
    readonly parts: readonly { name: string; expect: string; file: string; body?: string }[];
  };
}

export function corpus<Name extends keyof Corpus>(name: Name): Corpus[Name] {
  const path = new URL(`../../../tests/vectors/sealing/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf-8")) as Corpus[Name];
}

export function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}
