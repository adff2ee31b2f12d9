// Arithmetic whose every result is a number: what has none is infinite or NaN, as Python's twin makes it.
// Twin of bot/interview/arithmetic.py.

import { decimal, indexOf, toNumber, type Value } from "./values.js";

/** Rounds half up, to decimal places or, with negative ones, to tens and hundreds. */
export function rounded(value: Value, places: Value = 0): number {
  const number = toNumber(value);
  const digits = Math.max(-300, Math.min(300, indexOf(places)));
  if (!Number.isFinite(number)) {
    return number;
  }
  if (digits <= 0) {
    const unit = Number(`1e${-digits}`);
    return Math.floor(number / unit + 0.5) * unit;
  }
  return fixed(number, digits);
}

/** Rounds the shortest decimal that names a number, as Decimal(repr(number)) does. */
function fixed(number: number, places: number): number {
  const exact = decimal(number);
  if (exact.scale <= places || Math.abs(number) >= 1e15) {
    return number + 0;
  }
  const unit = 10n ** BigInt(exact.scale - places);
  const doubled = 2n * BigInt(exact.sign + exact.digits) + unit;
  const cut = doubled / (2n * unit);
  const floor = doubled < 0n && cut * 2n * unit !== doubled ? cut - 1n : cut;
  return Number(`${floor}e-${places}`);
}

/** Raises to a power; too large is infinite, and no real number is NaN. */
export function power(base: Value, exponent: Value): number {
  const [number, times] = [toNumber(base), toNumber(exponent)];
  if (number === 1 || (number === -1 && !Number.isFinite(times) && !Number.isNaN(times))) {
    return 1; // as C has it, whatever the exponent
  }
  const result = number ** times;
  return Number.isFinite(number) && Number.isFinite(times) && !Number.isFinite(result) ? Math.abs(result) : result;
}

/** Returns a function of numbers as one of values. */
export function mathematical(apply: (number: number) => number): (value: Value) => Value {
  return (value) => apply(toNumber(value));
}

/** Returns floor or ceiling as a function of values; never minus zero. */
export function cut(apply: (number: number) => number): (value: Value) => Value {
  return (value) => apply(toNumber(value)) + 0;
}
