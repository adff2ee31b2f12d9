// What JavaRosa showed and said to each respondent, our engine in the browser shows and says as well: the same
// transcripts, and the same listed differences, as tests/bot/interview/golden has for Python.

import { describe, expect, it } from "vitest";

import { Program } from "#shared/interview/index.js";
import { RARE } from "#shared/interview/rare.js";
import { type Difference, Replay, type Transcript } from "./comparing.js";
import { golden, planOf, read } from "./vectors.js";

const LISTED = (read("differences.json") as { form: string; place: string; ours: string; javarosa: string }[]).map(
  ({ form, place, ours, javarosa }): Difference => [form, place, ours, javarosa],
);
const seen = new Set<string>();

describe.each(golden())("%s", (form) => {
  const program = new Program(planOf(form), RARE);

  it.each(read(`transcripts/${form}.json`) as Transcript[])("$name", (transcript) => {
    const found = new Replay(form, program, transcript).run().differences;
    found.forEach((difference) => seen.add(JSON.stringify(difference)));
    const listed = LISTED.map((difference) => JSON.stringify(difference));
    expect(found.filter((difference) => !listed.includes(JSON.stringify(difference)))).toEqual([]);
  });
});

it("has every difference that is listed", () => {
  expect(LISTED.filter((difference) => !seen.has(JSON.stringify(difference)))).toEqual([]);
});
