import { describe, expect, it } from "vitest";

import { PlanError, PlanErrors, Program } from "#shared/interview/index.js";
import type { Call, Expression, Written } from "#shared/interview/plan.js";
import { ask, at, call, look, planOf, programOf, value } from "./plans.js";

const NOWHERE = at("/x/nowhere");
const LIST: Call = ["call", "instance", [["str", "l"]]];
const ONE: Expression = ["num", 1];
const ITSELF = call("jr:itext", ["str", "t"]);

describe("a Plan is refused", () => {
  it("in another format", () => {
    expect(() => new Program(planOf([], { format: 2 }))).toThrow("/x: plan format 2 is not 1");
  });

  it.each<[string, Written[]]>([
    ["it is not a child of /x", [ask("/y/a")]],
    ["two nodes have the same path", [ask("/x/a"), ask("/x/a")]],
    ["there is no nowhere at /x", [ask("/x/a", { relevant: NOWHERE })]],
    ["the function sing() is not supported", [value("/x/a", call("sing"))]],
    ["an absolute path starts with /x", [value("/x/a", at("/y/b"))]],
    ["a path cannot start with true()", [value("/x/a", ["path", ["call", "true", []], []])]],
    ["instance() only begins a path", [value("/x/a", call("instance", ["str", "l"]))]],
    ["instance() names a choice list", [value("/x/a", ["path", LIST, [["child", "root"], ["child", "item"]]])]],
    ["is instance('list')/root/item", [value("/x/a", ["path", LIST, [["child", "root"]]])]],
    ["cannot be asked in a conversation", [ask("/x/a", { type: "geotrace" })]],
    ["its choice list is not there", [ask("/x/a", { itemset: { choices: "l" } })]],
    ["its choice list is not there", [ask("/x/a", { itemset: {} })]],
    ["its choices store or show", [ask("/x/b"), ask("/x/a", { itemset: { nodes: at("/x/b"), value: "c" } })]],
    ["not in RE2 syntax", [value("/x/a", call("regex", ["str", "a"], ["str", "("]))]],
    ["has an escape", [value("/x/a", call("format-date", ["str", "a"], ["str", "%Q"]))]],
    ["position() takes a path", [value("/x/a", call("position", ["num", 1]))]],
    ["indexed-repeat() takes a field", [value("/x/a", call("indexed-repeat", ["num", 1], ["num", 1], ["num", 1]))]],
    ["no repeat around its field", [ask("/x/b"), value("/x/a", call("indexed-repeat", at("/x/b"), at("/x/b"), ONE))]],
    ["takes the path of a select", [ask("/x/b"), value("/x/a", call("jr:choice-name", ["str", "a"], ["str", "/x/b"]))]],
    ["takes pairs", [value("/x/a", call("weighted-checklist", ["num", 1], ["num", 1], ["num", 1]))]],
    ["cannot lead to several", [ask("/x/b"), value("/x/a", call("indexed-repeat", at("/x/*"), at("/x"), ["num", 1]))]],
    ["supported only as an argument", [ask("/x/b"), value("/x/a", ["op", "|", at("/x/b"), at("/x/b")])]],
    ["it sets /x/b, which holds no value", [ask("/x/a", { assignments: [{ path: "/x/b", value: ["num", 1] }] })]],
    ["it depends on itself: /x/a <- /x/a", [value("/x/a", at("/x/a"))]],
    ["it depends on itself", [value("/x/a", at("/x/b")), value("/x/b", at("/x/c")), value("/x/c", at("/x/a"))]],
  ])("because %s", (reason, nodes) => {
    expect(() => programOf(...nodes)).toThrow(PlanError);
    expect(() => programOf(...nodes)).toThrow(reason);
  });

  it("with all its faults at once, a hundred at most", () => {
    const nodes = Array.from({ length: 120 }, (_, place) => ask(`/x/n${place}`, { relevant: NOWHERE }));
    const caught = faultOf(() => programOf(...nodes));
    expect(caught).toBeInstanceOf(PlanErrors);
    expect((caught as PlanErrors).errors).toHaveLength(100);
    expect((caught as PlanErrors).path).toBe("/x/n0");
    expect((caught as PlanErrors).message.split("\n")).toHaveLength(100);
  });

  it("because of a text that contains itself", () => {
    const plan = planOf([value("/x/a", ITSELF)], { texts: { t: { en: [ITSELF] } } });
    expect(() => new Program(plan)).toThrow("a text contains itself");
  });
});

function faultOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a long chain", () => {
  const LENGTH = 3000;

  it("of calculations is worked out to its end", () => {
    const links = Array.from({ length: LENGTH }, (_, place): Written => {
      const before: Expression = place < LENGTH - 1 ? at(`/x/n${place + 1}`) : ["num", 1];
      return value(`/x/n${place}`, ["op", "+", before, ["num", 1]]);
    });
    const [first] = look(programOf(...links)).submission();
    expect(first?.value).toBe(String(LENGTH + 1));
  });

  it("of conditions is worked out to its end", () => {
    const links = Array.from({ length: LENGTH }, (_, place) =>
      ask(`/x/n${place}`, place < LENGTH - 1 ? { relevant: ["op", "=", at(`/x/n${place + 1}`), ["str", "1"]] } : {}),
    );
    const answers = Object.fromEntries(links.map(({ path }) => [path, "1"]));
    expect(look(programOf(...links), answers).first()).toBe("/x/n0");
  });
});

it("knows no names that the language has: constructor, __proto__", () => {
  const choices = [{ name: "constructor", label: { en: ["C"] } }];
  const column = at("/root/item")[2].concat([["child", "constructor"]]);
  const plan = planOf(
    [
      ask("/x/a", { control: "select1", itemset: { choices: "constructor" }, type: "constructor" }),
      value("/x/b", ["path", ["call", "instance", [["str", "constructor"]]], column]),
      ask("/x/__proto__"),
    ],
    { lists: { constructor: choices } },
  );
  const interview = look(new Program(plan), { "/x/a": "constructor", "/x/__proto__": "there" }, "constructor");
  expect(interview.submission().map(({ value: found }) => found)).toEqual(["constructor", "there"]);
  expect(interview.question("/x/a").choices).toEqual([{ name: "constructor", label: "C", media: {} }]);
});
