// The drift alarm: what Python made of forms, people, expressions, patterns and entries, TypeScript makes of them too.

import { describe, expect, it } from "vitest";

import { pattern } from "#shared/interview/automaton.js";
import { normalise } from "#shared/interview/entry.js";
import {
  begin,
  type Change,
  instantOf,
  Interview,
  isRefusal,
  Program,
  type Refusal,
  type ShownChoice,
} from "#shared/interview/index.js";
import { Moment } from "#shared/interview/moments.js";
import { RARE } from "#shared/interview/rare.js";
import { Run } from "#shared/interview/run.js";
import { parsed } from "#shared/interview/spots.js";
import { toText, type Value } from "#shared/interview/values.js";
import { type Cross, type Expressions, type Outcome, planOf, read, type Walk } from "./vectors.js";

const cross = read("cross.json") as Cross;

// --- single things ------------------------------------------------------------------------------------------

describe.each(cross.expressions)("expressions over $plan.name", (form: Expressions) => {
  const program = new Program(form.plan, RARE);

  it.each(form.cases.map((each) => [JSON.stringify(each[1]), ...each] as const))(
    "%s",
    (_, place, tree, kind, text) => {
      const [name, at] = parsed(place);
      const spot = program.byPath.get(name);
      if (spot === undefined) {
        throw new Error(`no ${name}`);
      }
      const run = new Run(form.answers, instantOf(form.now), "", "en");
      const found = program.compiler.expression(tree, { spot })(run, at);
      expect(kindOf(found)).toBe(kind);
      if (kind === "number" && toText(found) !== text) {
        expectNearly(toText(found), text);
      } else {
        expect(toText(found)).toBe(text);
      }
    },
  );
});

function kindOf(value: Value): string {
  if (value instanceof Moment) {
    return "date";
  }
  return typeof value === "string" ? "text" : typeof value;
}

/** The last digits of sines and of areas belong to a machine's library, in Python as well. */
function expectNearly(found: string, wanted: string): void {
  const [one, other] = [Number(found), Number(wanted)];
  const largest = Math.max(Math.abs(one), Math.abs(other));
  expect(Math.abs(one - other) <= 1e-12 * largest, `${found} for ${wanted}`).toBe(true);
}

it.each(cross.patterns)("pattern %s", (source, wanted) => {
  const matches = pattern(source);
  const found = matches === undefined ? null : cross.texts.map((text) => Number(matches(text))).join("");
  expect(found).toBe(wanted);
});

describe.each(cross.entries)("as %s %s", (kind, appearance, outcomes) => {
  it.each(cross.written.map((text, place) => [text, outcomes[place]] as const))("%j", (text, wanted) => {
    expect(outcome(normalise(kind, appearance, text))).toEqual(wanted);
  });
});

// --- interviews ---------------------------------------------------------------------------------------------

describe.each(cross.forms.map((form, number) => [nameOf(form.plan, number), form] as const))("form %s", (_, form) => {
  const program = new Program(planOf(form.plan), RARE);

  it.each(form.walks.map((walk, number) => [number, walk] as const))("person %i", (_number, walk) => {
    const answers = walked(program, walk);
    const look = lookOf(program, answers, walk);
    const way = look.outline();
    expect(ended(look)).toEqual(walk.end);
    expect(way.map((path) => look.after(path))).toEqual(way.length > 0 ? [...way.slice(1), null] : []);
    expect(way.map((path) => look.before(path))).toEqual(way.length > 0 ? [null, ...way.slice(0, -1)] : []);
  });
});

function nameOf(plan: Cross["forms"][number]["plan"], number: number): string {
  return typeof plan === "string" ? plan : `${number}`;
}

function walked(program: Program, walk: Walk): Record<string, string> {
  const entropy = new Uint8Array(Buffer.from(walk.entropy, "hex"));
  let answers = begin(program, { now: instantOf(walk.now), entropy });
  expect(answers).toEqual(walk.begun);
  for (const [way, path, given, wanted] of walk.steps) {
    const taken = step(lookOf(program, answers, walk), way, path, given);
    expect(outcome(taken), `${path}: ${JSON.stringify(given)}`).toEqual(wanted);
    answers = isRefusal(taken) ? answers : { ...answers, ...taken };
  }
  return answers;
}

function lookOf(program: Program, answers: Record<string, string>, walk: Walk): Interview {
  return new Interview(program, answers, { now: instantOf(walk.now), language: walk.language });
}

function step(look: Interview, way: Walk["steps"][number][0], path: string, given: unknown): Change | Refusal {
  switch (way) {
    case "choices":
      return look.acceptChoices(path, given as string[]);
    case "sealed":
      return look.acceptSealed(path);
    case "text":
      return look.accept(path, given as string);
  }
}

function outcome(taken: Change | Refusal | string): Outcome | string {
  return typeof taken !== "string" && isRefusal(taken) ? [taken.id, taken.message] : taken;
}

function ended(look: Interview): Record<string, unknown> {
  const way = look.outline();
  return {
    outline: way,
    progress: way.map((path) => look.progress(path)),
    questions: way.map((path) => short(look.question(path), "path")),
    summary: look.summary().map((line) => short(line, "label")),
    signals: [...look.signals()].sort(),
    submission: look.submission().map((line) => short(line, "label")),
  };
}

/** Members that the Plan already has. */
const COPIED = ["name", "type", "control", "appearance", "mediatype", "compartment"];

/** As `_short` in cross.py: without what is empty or false, or told elsewhere. */
function short(shown: object, twice: string): Record<string, unknown> {
  const found = Object.entries(shown as Record<string, unknown>)
    .filter(([name, value]) => !isNothing(value) && name !== twice && !COPIED.includes(name))
    .map(([name, value]) => [name, name === "choices" ? (value as ShownChoice[]).map(shortChoice) : value]);
  return Object.fromEntries(found) as Record<string, unknown>;
}

function shortChoice({ name, label, media }: ShownChoice): string[] {
  return [name, label, ...Object.values(media)];
}

function isNothing(value: unknown): boolean {
  return !value || (typeof value === "object" && Object.keys(value).length === 0);
}
