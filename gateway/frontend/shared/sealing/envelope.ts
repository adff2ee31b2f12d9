// A sealed part: an age file whose plaintext is one header line, the body, and padding (FORMAT.md §§4, 5, 9).
// Twin of storage/sealing/envelope.py on typage. The page will seal with it, the console's vault open.

import { Decrypter, Encrypter } from "age-encryption";

import { type Asked, bind, line, type PartHeader, readLine } from "./header.js";
import { pad, unpad } from "./padding.js";

export interface Opened {
  readonly header: PartHeader;
  readonly body: Uint8Array;
}

/** Returns a part sealed to every recipient ("age1pq1…"). Throws RangeError for a header without a line, or nobody. */
export async function seal(header: PartHeader, body: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (!recipient.startsWith("age1pq1")) {
      throw new RangeError("not a post-quantum age recipient");
    }
    encrypter.addRecipient(recipient);
  }
  if (recipients.length === 0) {
    throw new RangeError("a seal needs a recipient");
  }
  return encrypter.encrypt(pad(joined(line(header), body)));
}

/** Returns the part that was asked for. Throws OpeningError, or typage's error when the age file does not open. */
export async function open(file: Uint8Array, identity: string, asked: Asked): Promise<Opened> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const plaintext = await decrypter.decrypt(file);
  const { header, length } = readLine(plaintext);
  bind(header, asked);
  return { header, body: unpad(plaintext).subarray(length) };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
