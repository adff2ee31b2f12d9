// The plain functions of ODK XForms: values in, a value out. Forms that choose what to evaluate are in `calls`.
// Behaviour is JavaRosa's where it and the specification differ, except that nothing throws: what JavaRosa stops on
// ("x" as a date) is a blank. https://getodk.github.io/xforms-spec/#xpath-functions
// Twin of bot/interview/functions.py.

import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";

import { cut, mathematical, power, rounded } from "./arithmetic.js";
import { pattern } from "./automaton.js";
import { clockOf, formatted, fraction, Moment, ofDay, ofNumber, ofText } from "./moments.js";
import { mended, strip, words } from "./text.js";
import { indexOf, toBoolean, toNumber, toText, type Value, whole } from "./values.js";
import { hexadecimal } from "./volatile.js";

/** A plain function. The compiler of the Plan has checked how many arguments each takes. */
export type Plain = (...values: Value[]) => Value;

/** Returns the names in a select's value. */
export function names(value: Value): string[] {
  return words(toText(value));
}

function regex(text: Value, source: Value): Value {
  return pattern(toText(source))?.(toText(text)) ?? false;
}

function selected(value: Value, name: Value): Value {
  return names(value).includes(strip(toText(name)));
}

function selectedAt(value: Value, index: Value): Value {
  return names(value)[indexOf(index)] ?? "";
}

function substr(value: Value, start: Value, end?: Value): Value {
  const text = Array.from(toText(value));
  return text.slice(indexOf(start), end === undefined ? text.length : indexOf(end)).join("");
}

/** XPath's own: counts from 1, and rounds. */
function substring(value: Value, start: Value, length?: Value): Value {
  const first = rounded(start);
  const last = length === undefined ? Infinity : first + rounded(length);
  return Array.from(toText(value))
    .filter((_, place) => first <= place + 1 && place + 1 < last)
    .join("");
}

function before(value: Value, mark: Value): Value {
  const text = toText(value);
  return text.slice(0, Math.max(0, text.indexOf(toText(mark))));
}

function after(value: Value, mark: Value): Value {
  const [text, sought] = [toText(value), toText(mark)];
  const place = text.indexOf(sought);
  return place < 0 ? "" : text.slice(place + sought.length);
}

/** Hashes UTF-8: XForms 1.1 §7.8.1. "" for an algorithm or an encoding that is not known. */
function digest(value: Value, algorithm: Value, encoding: Value = "base64"): Value {
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
function base64Decode(value: Value): Value {
  const letters = toText(value).replace(/[^A-Za-z0-9+/=]/g, "");
  const [whole] = /^(?:[^=]{4})*(?:[^=]{2}==|[^=]{3}=)?/.exec(letters) ?? [""]; // nothing is read behind the end
  if (letters.length % 4 > 0 || (whole.length < letters.length && !whole.endsWith("="))) {
    return "";
  }
  const bytes = Uint8Array.from(atob(whole), (byte) => byte.charCodeAt(0));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function translate(value: Value, these: Value, those: Value): Value {
  const replacements = Array.from(toText(those));
  const table = new Map(Array.from(toText(these), (each, place) => [each, replacements[place] ?? ""] as const).reverse());
  return Array.from(toText(value), (each) => table.get(each) ?? each).join("");
}

// --- dates --------------------------------------------------------------------------------------------------

/** Returns a value as a moment: a number is days since 1970, text is ISO; nothing where it is neither. */
export function moment(value: Value): Moment | undefined {
  if (value instanceof Moment) {
    return value;
  }
  return typeof value === "string" ? ofText(value) : ofNumber(toNumber(value));
}

function date(value: Value): Value {
  const found = moment(value);
  return found === undefined ? "" : ofDay(found.number);
}

function formatDate(value: Value, wanted: Value): Value {
  const found = moment(value);
  return found === undefined ? "" : formatted(found, toText(wanted));
}

function decimalTime(value: Value): Value {
  const clock = clockOf(toText(value)) ?? moment(value)?.clock;
  return clock === undefined ? "" : fraction(clock);
}

// --- counting yeses -----------------------------------------------------------------------------------------

/** Returns whether a count lies between two others; a negative one is no limit. */
export function within(count: number, least: Value, most: Value): Value {
  const [low, high] = [toNumber(least), toNumber(most)];
  return (low < 0 || count >= low) && (high < 0 || count <= high);
}

/** By name. */
export const PLAIN: ReadonlyMap<string, Plain> = new Map(
  Object.entries<Plain>({
    abs: mathematical(Math.abs),
    acos: mathematical(Math.acos),
    asin: mathematical(Math.asin),
    atan: mathematical(Math.atan),
    atan2: (y: Value, x: Value) => Math.atan2(toNumber(y), toNumber(x)),
    "base64-decode": base64Decode,
    boolean: toBoolean,
    "boolean-from-string": (value: Value) => ["1", "true"].includes(strip(toText(value)).toLowerCase()),
    ceiling: cut(Math.ceil),
    contains: (text: Value, part: Value) => toText(text).includes(toText(part)),
    cos: mathematical(Math.cos),
    "count-selected": (value: Value) => names(value).length,
    date: date,
    "date-time": (value: Value) => moment(value) ?? "",
    "decimal-date-time": (value: Value) => moment(value)?.exact ?? "",
    "decimal-time": decimalTime,
    digest: digest,
    "ends-with": (text: Value, part: Value) => toText(text).endsWith(toText(part)),
    exp: mathematical(Math.exp),
    exp10: (value: Value) => power(10, value),
    false: () => false,
    floor: cut(Math.floor),
    "format-date": formatDate,
    "format-date-time": formatDate,
    int: whole,
    "is-selected": selected,
    log: mathematical(Math.log),
    log10: mathematical(Math.log10),
    "normalize-space": (value: Value) => names(value).join(" "),
    not: (value: Value) => !toBoolean(value),
    number: toNumber,
    pi: () => Math.PI,
    pow: power,
    regex: regex,
    round: rounded,
    selected: selected,
    "selected-at": selectedAt,
    sin: mathematical(Math.sin),
    sqrt: mathematical(Math.sqrt),
    "starts-with": (text: Value, part: Value) => toText(text).startsWith(toText(part)),
    string: toText,
    "string-length": (value: Value) => Array.from(toText(value)).length,
    substr: substr,
    substring: substring,
    "substring-after": after,
    "substring-before": before,
    tan: mathematical(Math.tan),
    translate: translate,
    true: () => true,
  }),
);
