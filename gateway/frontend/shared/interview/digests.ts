// Hashes and base64 of XForms. Part of what bot/interview/functions.py has; called by `rare`.

import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";

import { mended } from "./text.js";
import { toText, type Value } from "./values.js";
import { hexadecimal } from "./volatile.js";

/** Hashes UTF-8: XForms 1.1 §7.8.1. "" for an algorithm or an encoding that is not known. */
export function digest(value: Value, algorithm: Value, encoding: Value = "base64"): Value {
  const make = ALGORITHMS.get(toText(algorithm).toUpperCase().replaceAll("-", ""));
  const write = toText(encoding).toLowerCase();
  if (make === undefined || (write !== "hex" && write !== "base64")) {
    return "";
  }
  const bytes = make(new TextEncoder().encode(mended(toText(value), "?")));
  return write === "hex" ? hexadecimal(bytes) : btoa(String.fromCharCode(...bytes));
}

const ALGORITHMS: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ["MD5", md5],
  ["SHA1", sha1],
  ["SHA256", sha256],
  ["SHA384", sha384],
  ["SHA512", sha512],
]);

/** Decodes base64 that is UTF-8; whatever else stands between is passed over, and half of it is a blank. */
export function base64Decode(value: Value): Value {
  const letters = toText(value).replace(/[^A-Za-z0-9+/=]/g, "");
  const [whole] = /^(?:[^=]{4})*(?:[^=]{2}==|[^=]{3}=)?/.exec(letters) ?? [""]; // nothing is read behind the end
  if (letters.length % 4 > 0 || (whole.length < letters.length && !whole.endsWith("="))) {
    return "";
  }
  const bytes = Uint8Array.from(atob(whole), (byte) => byte.charCodeAt(0));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
