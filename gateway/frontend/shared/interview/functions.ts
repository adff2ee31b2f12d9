// The plain functions of ODK XForms: values in, a value out. Forms that choose what to evaluate are in `calls`; what few
// questionnaires call is in `rare`.
// Behaviour is JavaRosa's where it and the specification differ, except that nothing throws: what JavaRosa stops on
// ("x" as a date) is a blank. https://getodk.github.io/xforms-spec/#xpath-functions
// Twin of bot/interview/functions.py.

import { cut, mathematical, power, rounded } from "./arithmetic.js";
import { clockOf, formatted, fraction, Moment, ofDay, ofNumber, ofText } from "./moments.js";
import { strip, words } from "./text.js";
import { indexOf, toBoolean, toNumber, toText, type Value, whole } from "./values.js";

/** A plain function. The compiler of the Plan has checked how many arguments each takes. */
export type Plain = (...values: Value[]) => Value;

/** Returns the names in a select's value. Spaces stand between them, and nothing else does. */
export function names(value: Value): string[] {
  return toText(value).split(" ").filter(Boolean);
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

function translate(value: Value, these: Value, those: Value): Value {
  const replacements = Array.from(toText(those));
  const pairs = Array.from(toText(these), (each, place) => [each, replacements[place] ?? ""] as const);
  const table = new Map(pairs.reverse()); // the first of two counts
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
    boolean: toBoolean,
    "boolean-from-string": (value: Value) => ["1", "true"].includes(strip(toText(value)).toLowerCase()),
    ceiling: cut(Math.ceil),
    contains: (text: Value, part: Value) => toText(text).includes(toText(part)),
    "count-selected": (value: Value) => names(value).length,
    date: date,
    "date-time": (value: Value) => moment(value) ?? "",
    "decimal-date-time": (value: Value) => moment(value)?.exact ?? "",
    "decimal-time": decimalTime,
    "ends-with": (text: Value, part: Value) => toText(text).endsWith(toText(part)),
    false: () => false,
    floor: cut(Math.floor),
    "format-date": formatDate,
    "format-date-time": formatDate,
    int: whole,
    "is-selected": selected,
    "normalize-space": (value: Value) => words(toText(value)).join(" "),
    not: (value: Value) => !toBoolean(value),
    number: toNumber,
    pi: () => Math.PI,
    pow: power,
    round: rounded,
    selected: selected,
    "selected-at": selectedAt,
    "starts-with": (text: Value, part: Value) => toText(text).startsWith(toText(part)),
    string: toText,
    "string-length": (value: Value) => Array.from(toText(value)).length,
    substr: substr,
    substring: substring,
    "substring-after": after,
    "substring-before": before,
    translate: translate,
    true: () => true,
  }),
);
