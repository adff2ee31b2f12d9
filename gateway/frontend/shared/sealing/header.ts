// The header line of a part: one canonical JSON line that says, inside the seal, what the part is (FORMAT.md §4).
// Twin of `PartHeader` in storage/sealing/envelope.py. Pure; called by `envelope`.

import { OpeningError } from "./failure.js";

export type Kind = "text" | "file" | "manifest";

export interface PartHeader {
  readonly part: string;
  readonly case: string;
  readonly compartment: string;
  readonly epoch: number;
  readonly kind: Kind;
  readonly form: string;
  readonly revision: number;
}

/** What whoever opens a part knows of it; part, case, compartment and epoch always. */
export type Asked = Pick<PartHeader, "part" | "case" | "compartment" | "epoch"> & Partial<PartHeader>;

export const LONGEST_LINE = 400;

const NAME = /^[!#-[\]-~]{1,64}$/;
const COMPARTMENT = /^[a-z][a-z0-9-]{0,31}$/;
const KINDS: readonly unknown[] = ["text", "file", "manifest"] satisfies Kind[];
const MEMBERS = ["part", "case", "compartment", "epoch", "kind", "form", "revision"] as const;
const MOST = 2 ** 31;
const LF = 0x0a;

/** Returns the line, LF included. Throws RangeError for a member that §4 does not allow. */
export function line(header: PartHeader): Uint8Array {
  if (!allowed(header)) {
    throw new RangeError("a part header with a member that FORMAT.md §4 does not allow");
  }
  const { part, case: ofCase, compartment, epoch, kind, form, revision } = header;
  const written = JSON.stringify({ v: 1, part, case: ofCase, compartment, epoch, kind, form, revision });
  return new TextEncoder().encode(`${written}\n`);
}

/** Returns what the first line of a plaintext says and how long it is. Throws OpeningError "line failure". */
export function readLine(plaintext: Uint8Array): { header: PartHeader; length: number } {
  const length = plaintext.subarray(0, LONGEST_LINE).indexOf(LF) + 1;
  const found = plaintext.subarray(0, length);
  const header = said(found);
  if (header === undefined || !sameBytes(line(header), found)) {
    throw new OpeningError("line failure", "not a header line");
  }
  return { header, length };
}

/** Throws OpeningError "binding failure" when the part is another one than was asked for. */
export function bind(header: PartHeader, asked: Asked): void {
  for (const member of MEMBERS) {
    if (asked[member] !== undefined && asked[member] !== header[member]) {
      throw new OpeningError("binding failure", `another ${member} was asked for`);
    }
  }
}

/** Returns the members of a line as they stand, or nothing; whether it is their one spelling is seen by the caller. */
function said(found: Uint8Array): PartHeader | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(found));
  } catch {
    return undefined;
  }
  if (!allowed(parsed)) {
    return undefined;
  }
  const { part, case: ofCase, compartment, epoch, kind, form, revision } = parsed;
  return { part, case: ofCase, compartment, epoch, kind, form, revision };
}

function allowed(header: unknown): header is PartHeader {
  if (typeof header !== "object" || header === null) {
    return false;
  }
  const { part, case: ofCase, compartment, epoch, kind, form, revision } = header as Record<keyof PartHeader, unknown>;
  return (
    [part, ofCase, form].every((name) => matches(NAME, name)) &&
    matches(COMPARTMENT, compartment) &&
    KINDS.includes(kind) &&
    counts(epoch, 1) &&
    counts(revision, 0)
  );
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === "string" && pattern.test(value);
}

function counts(value: unknown, least: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && !Object.is(value, -0) && value >= least && value < MOST;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}
