// What one evaluation remembers: the answers it looks at, the moment, and every value worked out so far.
// Compiled expressions are functions of a Run and of where they stand: the indexes of the repeats around them.
// Twin of bot/interview/run.py.

import type { Instant } from "./moments.js";
import type { Spot } from "./spots.js";
import type { Value } from "./values.js";

/** Instance path to ODK text form; see shown.py for what else is kept there. */
export type Answers = Readonly<Record<string, string>>;

/** Indexes of the enclosing repeats, outermost first, counted from 1. */
export type At = readonly number[];

/** The place of what no repeat encloses. */
export const ROOT: At = [];

/** A node's index, with its place where repeats enclose it. */
export type Key = number | string;

export type Evaluate = (run: Run, at: At) => Value;
export type Decide = (run: Run, at: At) => boolean;
export type Offer = (run: Run, at: At) => readonly Option[];
export type Write = (run: Run, at: At) => string;
/** File names by kind, in a language. */
export type Depict = (language: string) => Readonly<Record<string, string>>;

/** One choice of a list, compiled. */
export interface Option {
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
  readonly label: Write;
  readonly media: Depict;
}

/** A chain of nodes is too long for the stack at this one. Never leaves the folder: `cells` goes on from below. */
export class TooDeepError extends Error {
  override readonly name = "TooDeepError";

  constructor(readonly place: Place) {
    super();
  }
}

/** One instance of a node. */
export type Place = readonly [spot: Spot, at: At];

/** Memo and surroundings of one evaluation. Made for one look at the answers, then thrown away. */
export class Run {
  readonly values = new Map<Key, Value>();
  readonly relevance = new Map<Key, boolean>();
  readonly counts = new Map<Key, number>();
  /** Of the stack, what the nodes that are being worked out can use. */
  frames = 0;
  /** The choice that a filter is looking at. */
  item: Option | undefined = undefined;
  /** Where the expression stands, while one of its predicates looks elsewhere: the place of current(). */
  origin = ROOT;
  /** position() inside a predicate. */
  position = 0;
  /** The answer that a constraint judges. */
  candidate: Value = "";

  constructor(
    readonly answers: Answers,
    readonly now: Instant,
    /** What random, uuid and shuffling draw from: the same for the whole interview. */
    readonly seed: string,
    readonly language: string,
  ) {}

  /** Returns a fresh look at other answers, in the same circumstances. */
  over(answers: Answers): Run {
    return new Run(answers, this.now, this.seed, this.language);
  }
}

/** Returns what a node's memo is kept at, where repeats enclose it. */
export function keyOf(index: number, at: At): Key {
  return `${index}:${at.join()}`;
}

/** Returns a place, one index further in. */
export function into(at: At, index: number): At {
  return [...at, index];
}

/** Returns all places one index further in. */
export function each(at: At, count: number): At[] {
  return Array.from({ length: count }, (_, place) => into(at, place + 1));
}

/** Says nothing: what a node has where the form gives it no words. */
export function silence(): string {
  return "";
}

/** Depicts nothing: what a node has where the form gives it no pictures. */
export function unseen(): Readonly<Record<string, string>> {
  return {};
}
