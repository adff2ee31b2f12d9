// Dates and times as values: days since 1970 when they are numbers, ISO text when they are words.
// Wall-clock time is taken as it was written; zones are kept in the stored text and never converted.
// Twin of bot/interview/moments.py. Nothing here asks the browser for its zone or its clock.

import { strip } from "./text.js";

/** A time of day. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micro: number;
}

/** An instant with the zone it is looked at in: milliseconds since 1970 UTC, and minutes east of Greenwich. */
export interface Instant {
  readonly instant: number;
  readonly offset: number;
}

const DAY = 86_400_000;
const EPOCH = 719_163; // 1970-01-01, counted from 0001-01-01
const LAST = 3_652_059; // 9999-12-31
const DATE = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T(.*))?$/s;
const TIME = /^([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$/;
const ISO = /^(.{10}T.*?)([+-])([0-9]{2}):([0-9]{2})$/;
const ESCAPES = /%./gsu;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, micro: 0 };

/** A date, or a date with a time of day. */
export class Moment {
  constructor(
    /** Whole days since 1970, as JavaRosa counts, time of day or not. */
    readonly number: number,
    readonly clock: Clock,
    /** ODK text form: "2015-03-04", or "2015-03-04T10:30:00.000+09:00". */
    readonly stored: string,
  ) {}

  /** Days since 1970 with the part of the day that has passed. */
  get exact(): number {
    return this.number + fraction(this.clock);
  }

  /** The date in ISO form: what an expression sees when it wants words. */
  get text(): string {
    return isoDay(this.number);
  }
}

/** Returns the part of the day that has passed at a time of day. */
export function fraction(clock: Clock): number {
  const seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second + clock.micro / 1e6;
  return seconds / 86_400;
}

/** Returns a date as a moment. */
export function ofDay(day: number): Moment {
  return new Moment(day, MIDNIGHT, isoDay(day));
}

/** Returns an instant as a moment, in the zone it carries. */
export function ofInstant(now: Instant): Moment {
  const { day, clock } = local(now);
  return new Moment(day, clock, `${isoDay(day)}T${isoClock(clock)}${isoOffset(now.offset)}`);
}

/** Returns the day of an instant, in the zone it carries. */
export function dayOfInstant(now: Instant): Moment {
  return ofDay(local(now).day);
}

/** Returns the date that many days after 1970-01-01, or nothing where no calendar reaches. */
export function ofNumber(days: number): Moment | undefined {
  const ordinal = days + EPOCH;
  return ordinal >= 1 && ordinal < LAST + 1 ? ofDay(Math.floor(ordinal) - EPOCH) : undefined;
}

/** Returns the moment that ISO text names ("2015-3-4", "2015-03-04T10:30"), or nothing. */
export function ofText(text: string): Moment | undefined {
  const trimmed = strip(text);
  const parts = DATE.exec(trimmed);
  if (parts === null) {
    return undefined;
  }
  const clock = parts[4] === undefined ? MIDNIGHT : clockOf(parts[4]);
  const day = dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  if (clock === undefined || day === undefined) {
    return undefined;
  }
  return new Moment(day, clock, parts[4] === undefined ? isoDay(day) : trimmed);
}

/** Returns the time of day that ISO text names, or nothing. */
export function clockOf(text: string): Clock | undefined {
  const parts = TIME.exec(strip(text));
  if (parts === null) {
    return undefined;
  }
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  return hour < 24 && minute < 60 && second < 60
    ? { hour, minute, second, micro: Number((parts[4] ?? "").padEnd(6, "0")) }
    : undefined;
}

/** Returns a date of the calendar as days since 1970, or nothing where there is no such date. */
export function dateOf(year: number, month: number, day: number): number | undefined {
  const found = dayOf(year, month, day);
  const [, , ofMonth] = civil(found);
  return year > 0 && month > 0 && month < 13 && ofMonth === day ? found : undefined;
}

/** Returns a date in ISO form. */
export function isoDay(day: number): string {
  const [year, month, ofMonth] = civil(day);
  return `${padded(year, 4)}-${padded(month)}-${padded(ofMonth)}`;
}

/** Returns a time of day in ISO form, to the millisecond. */
export function isoClock(clock: Clock): string {
  const { hour, minute, second, micro } = clock;
  return `${padded(hour)}:${padded(minute)}:${padded(second)}.${padded(Math.floor(micro / 1000), 3)}`;
}

// --- instants -----------------------------------------------------------------------------------------------

/** Returns the instant that ISO text with an offset names. Throws RangeError for other text. */
export function instantOf(iso: string): Instant {
  const parts = ISO.exec(iso);
  const moment = ofText(parts?.[1] ?? "");
  if (parts === null || moment === undefined) {
    throw new RangeError("not an instant with its offset");
  }
  const { hour, minute, second, micro } = moment.clock;
  const offset = (parts[2] === "-" ? -1 : 1) * (Number(parts[3]) * 60 + Number(parts[4]));
  const wall = moment.number * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + micro / 1000;
  return { instant: wall - offset * 60_000, offset };
}

function local(now: Instant): { day: number; clock: Clock } {
  const wall = now.instant + now.offset * 60_000;
  const day = Math.floor(wall / DAY);
  const micros = Math.round((wall - day * DAY) * 1000);
  const seconds = Math.floor(micros / 1e6);
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return { day, clock: { hour, minute, second: seconds % 60, micro: micros % 1e6 } };
}

function isoOffset(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`;
}

// --- the calendar -------------------------------------------------------------------------------------------

function dayOf(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
}

function civil(day: number): [year: number, month: number, ofMonth: number] {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** Counted from Monday. */
function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The week of ISO 8601: that of its Thursday, counted in the Thursday's year. */
function week(day: number): number {
  const thursday = day - weekday(day) + 3;
  return Math.floor((thursday - dayOf(civil(thursday)[0], 1, 1)) / 7) + 1;
}

function padded(number: number, length = 2): string {
  return String(number).padStart(length, "0");
}

// --- format-date --------------------------------------------------------------------------------------------

/** Returns whether every escape in a pattern is known. */
export function isFormat(pattern: string): boolean {
  return (pattern.match(ESCAPES) ?? []).every((escape) => WRITERS.has(escape));
}

/** Returns a moment as the pattern of format-date and format-date-time says; unknown escapes stay as they are. */
export function formatted(moment: Moment, pattern: string): string {
  return pattern.replace(ESCAPES, (escape) => WRITERS.get(escape)?.(civil(moment.number), moment) ?? escape);
}

/** What each escape writes: names of months and days are English, as in ODK. */
const WRITERS = new Map<string, (date: ReturnType<typeof civil>, moment: Moment) => string>([
  ["%%", () => "%"],
  ["%Y", ([year]) => padded(year, 4)],
  ["%y", ([year]) => padded(year % 100)],
  ["%m", ([, month]) => padded(month)],
  ["%n", ([, month]) => String(month)],
  ["%b", ([, month]) => MONTHS[month - 1] ?? ""],
  ["%d", ([, , day]) => padded(day)],
  ["%e", ([, , day]) => String(day)],
  ["%W", (_, moment) => padded(week(moment.number))],
  ["%a", (_, moment) => WEEKDAYS[weekday(moment.number)] ?? ""],
  ["%H", (_, { clock }) => padded(clock.hour)],
  ["%h", (_, { clock }) => String(clock.hour)],
  ["%M", (_, { clock }) => padded(clock.minute)],
  ["%S", (_, { clock }) => padded(clock.second)],
  ["%3", (_, { clock }) => padded(Math.floor(clock.micro / 1000), 3)],
]);
