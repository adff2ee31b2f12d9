// The value model of XPath 1.0 as JavaRosa runs it: text, number, boolean, moment, and how each becomes the other.
// A blank is "" and, as a number, NaN. Numbers are equal within 1e-12. Nothing here throws, whatever it is given.
// Twin of bot/interview/values.py.

import { Moment, ofText } from "./moments.js";
import { strip } from "./text.js";

export type Value = string | number | boolean | Moment;

const EPSILON = 1e-12;
const NUMERAL = /^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/;
const SHORTEST = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e([+-][0-9]+))?$/;

/** Returns a value as a number; NaN for what is none. Exponents and "Infinity" are no numbers in XPath. */
export function toNumber(value: Value): number {
  if (typeof value === "number") {
    return value;
  }
  if (typeof value === "string") {
    return parsed(value);
  }
  return typeof value === "boolean" ? Number(value) : value.number;
}

function parsed(text: string): number {
  const trimmed = strip(text).replaceAll(",", "."); // as JavaRosa does
  return NUMERAL.test(trimmed) ? Number(trimmed) : NaN;
}

/** Returns a value as words: no exponents, no ".0" on whole numbers, dates in ISO form. */
export function toText(value: Value): string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "number") {
    return written(value);
  }
  return typeof value === "boolean" ? String(value) : value.text;
}

function written(number: number): string {
  const nearest = Math.round(number);
  if (Math.abs(number - nearest) < EPSILON) {
    return String(Number.isSafeInteger(nearest) ? nearest + 0 : BigInt(nearest)); // every digit, beyond 2^53 too
  }
  if (!Number.isFinite(number)) {
    return String(number);
  }
  const { sign, digits, scale } = decimal(number);
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** Returns the fewest decimal digits that name a finite number, and how many of them stand behind the point. */
export function decimal(number: number): { sign: string; digits: string; scale: number } {
  const [, sign = "", whole = "", part = "", exponent = "0"] = SHORTEST.exec(String(number)) ?? [];
  const scale = part.length - Number(exponent);
  const digits = whole + part + "0".repeat(Math.max(-scale, 0));
  return { sign, digits, scale: Math.max(scale, 0) };
}

/** Returns a value in ODK text form: like `toText`, but a moment keeps its time of day and NaN is a blank. */
export function toStored(value: Value): string {
  return value instanceof Moment ? value.stored : toText(settled(value));
}

/** Returns a value as true or false: any text but the empty one is true, "0" and "false" too. */
export function toBoolean(value: Value): boolean {
  if (typeof value === "boolean") {
    return value;
  }
  return typeof value === "number" ? Math.abs(value) > EPSILON : value !== ""; // false for NaN
}

/** Compares as XPath 1.0 does: as booleans if either is one, else as numbers if either is one, else as words. */
export function equal(left: Value, right: Value): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") {
    return toBoolean(left) === toBoolean(right);
  }
  if (typeof left === "number" || typeof right === "number") {
    const [first, second] = [toNumber(left), toNumber(right)];
    return first === second || Math.abs(first - second) < EPSILON;
  }
  return toText(left) === toText(right);
}

/** Returns what a calculation leaves in its node: NaN is kept as a blank. */
export function settled(value: Value): Value {
  return Number.isNaN(value) ? "" : value;
}

/** Returns a value as a number cut to a whole one, towards zero. */
export function whole(value: Value): number {
  return Math.trunc(toNumber(value)) + 0; // never minus zero
}

/** Returns a value as a whole number that can index: 0 for what is none. */
export function indexOf(value: Value): number {
  const number = whole(value);
  return Number.isFinite(number) ? number : 0;
}

/** Divides as IEEE 754 does, but for minus zero, which is zero. */
export function divided(dividend: number, divisor: number): number {
  return dividend / (divisor === 0 ? 0 : divisor);
}

// --- what a stored text is, by bind type ----------------------------------------------------------------------

function readNumber(text: string): Value {
  const number = parsed(text);
  return Number.isNaN(number) ? text : number;
}

function readMoment(text: string): Value {
  return ofText(text) ?? text;
}

/** How a stored text becomes a value. Types that are not listed are words. A sealed answer stays the words it is. */
export const READERS: ReadonlyMap<string, (text: string) => Value> = new Map([
  ["int", readNumber],
  ["integer", readNumber],
  ["decimal", readNumber],
  ["date", readMoment],
  ["dateTime", readMoment],
  ["boolean", (text) => text && (text === "1" || text === "true")],
]);

function asWhole(value: Value): Value {
  return settled(whole(value));
}

function asNumber(value: Value): Value {
  return settled(toNumber(value));
}

/** What a calculation's bind type makes of its result. With no such type a result keeps the type it has. */
export const WRITERS: ReadonlyMap<string, (value: Value) => Value> = new Map([
  ["int", asWhole],
  ["integer", asWhole],
  ["decimal", asNumber],
]);
