// What a person wrote, as ODK text: digits of any script, the separators people use, dates as coarse as was asked.
// Nothing is guessed: what could mean two things ("1,500" as a decimal, "3/4/2015") is refused with a hint.
// Twin of bot/interview/entry.py.

import { clockOf, dateOf, isoClock, isoDay } from "./moments.js";
import { type Refusal, refusal, type RefusalId } from "./shown.js";
import { BLANK, mended, strip, words } from "./text.js";

/** Characters that a number, a date or a place can need. Longer text is none, and is not looked at. */
const LONGEST = 64;

const DIGIT = /\p{Nd}/u;
/** Minus sign, Arabic decimal and thousands separators, ideographic comma, apostrophe. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["\u2212", "-"],
  ["\u066b", "."],
  ["\u066c", ","],
  ["\u3001", ","],
  ["\u2019", "'"],
]);
const GROUPED = /^[+-]?[0-9]{1,3}(?:[,' ][0-9]{3})+$/;
const GROUPS = /[,' ]/g;
const INTEGER = /^[+-]?[0-9]{1,15}$/;
const DECIMAL = /^([+-]?)(?:([0-9]{1,15})(?:[.,]([0-9]{0,15}))?|[.,]([0-9]{1,15}))$/;
const AMBIGUOUS = /^[+-]?[1-9][0-9]{0,2},[0-9]{3}$/;
/** Whole numbers are of 32 bits, as in JavaRosa: an instance with a larger one could not be read there. */
const INTEGERS = 2 ** 31;
const DAY = new RegExp(
  `^([0-9]{4})${gap("-/.年년", "([0-9]{1,2})", gap("-/.月월", `([0-9]{1,2})[${BLANK}]*[.日일]?`, ""))}$`,
);
const CLOCK = new RegExp(
  `^([0-9]{1,2})[${BLANK}]*(?::|時|时|点|點|시)[${BLANK}]*(?:([0-9]{1,2})[${BLANK}]*(?:分|분)?)?$`,
);
const ZONE = new RegExp(`[${BLANK}]*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)$`);
/** Latitude, longitude, and what a device adds: altitude and accuracy. */
const PLACE = new RegExp(
  String.raw`^([+-]?[0-9]{1,3}(?:\.[0-9]+)?)[${BLANK},;]+([+-]?[0-9]{1,3}(?:\.[0-9]+)?)` +
    String.raw`(?:[${BLANK}]+(-?[0-9]{1,5}(?:\.[0-9]+)?)(?:[${BLANK}]+([0-9]{1,5}(?:\.[0-9]+)?))?)?$`,
);

/** What may follow a number of a date: a mark or blanks, and behind them what else; or a mark at the end. */
function gap(marks: string, number: string, more: string): string {
  return `(?:(?:[${BLANK}]*[${marks}][${BLANK}]*|[${BLANK}]+)${number}${more}|[${BLANK}]*(?:[${marks}][${BLANK}]*)?)`;
}

type Form = (text: string, appearance: string) => string | undefined;

/** Returns text in ODK form for a bind type, or why it is none. Blank text stays blank. */
export function normalise(kind: string, appearance: string, text: string): string | Refusal {
  const known = FORMS.get(kind);
  const blank = strip(text) === "";
  if (known === undefined || blank) {
    return blank ? "" : mended(text, "\ufffd");
  }
  const [form, id] = known;
  const found = Array.from(text).length <= LONGEST ? form(plain(text), appearance) : undefined;
  return found ?? refusal(id);
}

/** Returns text with every script's digits, signs and separators written as ASCII. */
function plain(text: string): string {
  return Array.from(strip(text.normalize("NFKC")), (each) => digit(each) ?? SIGNS.get(each) ?? each).join("");
}

/** Returns what a digit is worth: every script's stand in runs of ten. */
function digit(character: string): string | undefined {
  if (!DIGIT.test(character)) {
    return undefined;
  }
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) {
    first -= 1;
  }
  return String((code - first) % 10);
}

function integer(text: string): string | undefined {
  const joined = GROUPED.test(text) ? text.replace(GROUPS, "") : text;
  const number = INTEGER.test(joined) ? Number(joined) + 0 : NaN;
  return number >= -INTEGERS && number < INTEGERS ? String(number) : undefined;
}

function decimal(text: string): string | undefined {
  const parts = AMBIGUOUS.test(text) ? null : DECIMAL.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [, sign, whole = "0", behind = "", part = behind] = parts;
  return `${sign === "-" ? "-" : ""}${Number(whole)}${part === "" ? "" : `.${part}`}`;
}

function date(text: string, appearance: string): string | undefined {
  const parts = DAY.exec(text);
  const appearances = words(appearance);
  const wanted = appearances.includes("year") ? 1 : appearances.includes("month-year") ? 2 : 3;
  const given = parts?.slice(1, wanted + 1) ?? [];
  if (given.length < wanted || !given.every((part: string | undefined) => part)) {
    return undefined;
  }
  const [year = 0, month = 1, day = 1] = given.map(Number);
  const found = dateOf(year, month, day);
  return found === undefined ? undefined : isoDay(found);
}

/** Returns a time of day, with its zone if one was written: none is guessed. */
function time(text: string): string | undefined {
  const zone = ZONE.exec(text);
  const told = text.slice(0, zone?.index);
  const parts = CLOCK.exec(told);
  const clock = clockOf(parts === null ? told : `${parts[1] ?? ""}:${(parts[2] ?? "").padStart(2, "0")}`);
  return clock === undefined ? undefined : isoClock(clock) + zoned(zone?.[1] ?? "");
}

/** Returns a zone as JavaRosa writes it: "Z", or sign, hours and minutes. */
function zoned(written: string): string {
  const signs = written.replace(":", "");
  return signs.length < 3 ? signs : `${signs.slice(0, 3)}:${signs.slice(3) || "00"}`;
}

function dateTime(text: string): string | undefined {
  const [, day = "", rest = ""] = /^([^ ]*) (.*)$/s.exec(text.replaceAll("T", " ")) ?? [];
  const [found, clock] = [date(day, ""), time(strip(rest))];
  return found && clock && `${found}T${clock}`;
}

/** Writes four numbers as JavaRosa does, for a place may stand in a label. */
function place(text: string): string | undefined {
  const [found, north, east, altitude = 0, accuracy = 0] = PLACE.exec(text) ?? [];
  const numbers = [north, east, altitude, accuracy].map(Number);
  const inside = found !== undefined && Math.abs(Number(north)) <= 90 && Math.abs(Number(east)) <= 180;
  return inside ? numbers.map(float).join(" ") : undefined;
}

/** Returns a number as Python and Java write one that need not be whole. */
function float(number: number): string {
  if (number !== 0 && Math.abs(number) < 1e-4) {
    return number.toExponential().replace(/-(\d)$/, "-0$1");
  }
  const digits = Object.is(number, -0) ? "-0" : String(number);
  return Number.isInteger(number) ? `${digits}.0` : digits;
}

/** How each bind type is written, and the sentence for what is not. */
const FORMS: ReadonlyMap<string, readonly [Form, RefusalId]> = new Map([
  ["int", [integer, "refused-integer"]],
  ["integer", [integer, "refused-integer"]],
  ["decimal", [decimal, "refused-number"]],
  ["date", [date, "refused-date"]],
  ["time", [time, "refused-time"]],
  ["dateTime", [dateTime, "refused-date"]],
  ["geopoint", [place, "refused-place"]],
]);
