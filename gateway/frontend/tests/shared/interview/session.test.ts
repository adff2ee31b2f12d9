import { describe, expect, it } from "vitest";

import {
  begin,
  instantOf,
  Interview,
  isRefusal,
  load,
  PlanError,
  Program,
  SEALED,
} from "#shared/interview/index.js";
import { ask, at, call, look, NOW, planOf, programOf, says, value, worth } from "./plans.js";

const FORM = programOf(
  ask("/x/age", {
    type: "int",
    required: call("true"),
    required_message: says("How old?"),
    constraint: ["op", ">", ["path", ".", []], ["num", 0]],
  }),
  {
    path: "/x/g",
    kind: "group",
    label: says("Talk"),
    compartment: "account",
    children: [
      ask("/x/g/said", {
        keep: "seal",
        signals: [{ name: "urgent", choices: [] }],
        label: says("Say, ", at("/x/age")),
        media: { image: { en: "a.png" } },
      }),
      { path: "/x/g/n", kind: "note", label: says("So") },
    ],
  },
  { path: "/x/r", kind: "repeat", label: says("Others"), children: [ask("/x/r/who")] },
);

describe("an interview", () => {
  it("shows a question whole", () => {
    expect(look(FORM, { "/x/age": "7", "/x/g/said": SEALED }).question("/x/g/said")).toEqual({
      path: "/x/g/said",
      name: "said",
      kind: "question",
      type: "string",
      control: "input",
      appearance: "",
      mediatype: "",
      label: "Say, 7",
      hint: "",
      guidance: "",
      media: { image: "a.png" },
      choices: [],
      multiple: false,
      required: false,
      readonly: false,
      value: SEALED,
      sealed: true,
      compartment: "account",
      heading: "Talk",
    });
  });

  it("asks whether there is another", () => {
    const question = look(FORM, { "/x/r": "2" }).question("/x/r[3]");
    expect(question).toMatchObject({ type: "repeat", control: "select1", kind: "question" });
    expect(question.choices.map(({ name }) => name)).toEqual(["more", "enough", "fewer"]);
  });

  it("tells a refusal from a change by its tag", () => {
    const refused = look(FORM).accept("/x/age", "");
    expect(refused).toEqual({ tag: "refusal", id: "refused-required", message: "How old?" });
    expect(isRefusal(refused)).toBe(true);
    const taken = look(FORM).accept("/x/age", "１２");
    expect(taken).toEqual({ "/x/age": "12" });
    expect(isRefusal(taken)).toBe(false);
  });

  it("hands in what a manifest says", () => {
    const [line] = look(FORM, { "/x/g/said": SEALED }).submission();
    expect(line).toMatchObject({ path: "/x/g/said", name: "said", compartment: "account", label: "Say, " });
    expect(line).toMatchObject({ value: SEALED, shown: null, sealed: true });
    expect([...look(FORM, { "/x/g/said": SEALED }).signals()]).toEqual(["urgent"]);
  });

  it.each(["/x/nowhere", "/x/g", "/x/r", "/x/r/who", "/x/age[1]", ""])("has nothing to show at %j", (path) => {
    expect(() => look(FORM).question(path)).toThrow(RangeError);
    expect(() => look(FORM).after(path)).toThrow(RangeError);
  });

  it("goes on from where somebody stood, though it is gone", () => {
    expect(look(FORM, { "/x/r": "1" }).after("/x/r[3]/who")).toBe("/x/r[2]");
    expect(look(FORM, { "/x/r": "1" }).before("/x/r[3]/who")).toBe("/x/r[2]");
  });

  it("takes nothing at a note and no text where it is sealed", () => {
    expect(look(FORM).accept("/x/g/n", "anything")).toEqual({});
    expect(look(FORM).accept("/x/g/said", "anything")).toMatchObject({ id: "refused-sealed" });
    expect(look(FORM).acceptSealed("/x/age")).toMatchObject({ id: "refused-sealed" });
  });
});

describe("begin", () => {
  const entropy = Uint8Array.from({ length: 64 }, (_, place) => place);

  it("draws a seed only for a form that has need of chance", () => {
    expect(begin(FORM, { now: NOW, entropy })).toEqual({});
    const chancy = programOf(value("/x/a", call("random")));
    expect(begin(chancy, { now: NOW, entropy })).toEqual({ "/x": "000102030405060708090a0b0c0d0e0f" });
  });

  it("stores defaults in the zone of the person", () => {
    const dated = ask("/x/a", { default: call("now"), type: "dateTime" });
    const form = programOf(dated, ask("/x/b", { default: ["str", "b"] }));
    expect(begin(form, { now: NOW, entropy })).toEqual({ "/x/a": "2026-01-02T12:04:05.000+09:00", "/x/b": "b" });
  });
});

describe("load", () => {
  it("brings rare functions to a Plan that calls them", async () => {
    const rare = planOf([value("/x/a", call("digest", ["str", "abc"], ["str", "MD5"], ["str", "hex"]))]);
    expect(() => new Program(rare)).toThrow(PlanError);
    const [line] = look(await load(rare)).submission();
    expect(line?.value).toBe("900150983cd24fb0d6963f7d28e17f72");
  });

  it("brings none to another, whatever its texts say", async () => {
    const plan = planOf([ask("/x/a", { label: says('["call","digest",') })]);
    expect(look(await load(plan)).outline()).toEqual(["/x/a"]);
  });
});

describe("an instant", () => {
  it.each([
    ["2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05.000+00:00"],
    ["2026-01-02T23:30:00.123456-03:30", "2026-01-02T23:30:00.123-03:30"],
    ["1969-12-31T23:59:59.999+09:00", "1969-12-31T23:59:59.999+09:00"],
  ])("%s is the moment %s", (iso, stored) => {
    const form = programOf(value("/x/a", call("now")));
    const [line] = new Interview(form, {}, { now: instantOf(iso), language: "en" }).submission();
    expect(line?.value).toBe(stored);
  });

  it.each(["", "2026-01-02", "2026-01-02T03:04:05", "2026-02-30T03:04:05+00:00"])("is not %j", (iso) => {
    expect(() => instantOf(iso)).toThrow(RangeError);
  });
});

it("writes every digit of a large number", () => {
  expect(worth(["op", "*", ["num", 9_999_999_999], ["num", 9_999_999_998]])).toBe("99999999969999994880");
  expect(worth(call("pow", ["num", 10], ["num", 22]))).toBe("10000000000000000000000");
  expect(worth(["op", "div", ["num", 1], ["num", 3_000_000_000]])).toBe("0.0000000003333333333333333");
});

it("counts no minus zero", () => {
  expect(worth(["op", "div", ["num", 1], ["neg", ["num", 0]]])).toBe("Infinity");
  expect(worth(call("pow", ["neg", ["num", 10]], ["num", 401]))).toBe("Infinity");
  expect(worth(call("pow", ["neg", ["num", 1]], ["op", "div", ["num", 1], ["num", 0]]))).toBe("1");
});
