// Reads what Python and TypeScript are both held to: the folder tests/vectors/interview.

import { readdirSync, readFileSync } from "node:fs";

import type { Expression, Plan } from "#shared/interview/plan.js";

const FOLDER = new URL("../../../../../tests/vectors/interview/", import.meta.url);

/** A refusal, as the files have it. */
export type Refused = [id: string, message: string | null];
export type Outcome = Record<string, string> | Refused;

export interface Circumstances {
  readonly now: string;
  readonly language: string;
  readonly entropy: string;
}

export interface Walk extends Circumstances {
  readonly begun: Record<string, string>;
  readonly steps: readonly [way: "text" | "choices" | "sealed", path: string, given: unknown, outcome: Outcome][];
  readonly end: Readonly<Record<string, unknown>>;
}

export interface Expressions {
  readonly plan: Plan;
  readonly now: string;
  readonly answers: Record<string, string>;
  readonly cases: readonly [place: string, tree: Expression, kind: string, text: string][];
}

export interface Cross {
  readonly expressions: readonly Expressions[];
  readonly texts: readonly string[];
  readonly patterns: readonly [source: string, matches: string | null][];
  readonly written: readonly string[];
  readonly entries: readonly [kind: string, appearance: string, outcomes: (string | Refused)[]][];
  readonly forms: readonly { plan: Plan | string; walks: readonly Walk[] }[];
}

export function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FOLDER), "utf-8"));
}

/** Returns a Plan that is written here, or one of the golden forms by its name. */
export function planOf(plan: Plan | string): Plan {
  return typeof plan === "string" ? (read(`plans/${plan}.json`) as Plan) : plan;
}

/** Returns the golden forms that have transcripts, by name. */
export function golden(): string[] {
  return readdirSync(new URL("transcripts/", FOLDER))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}
