import { describe, expect, it } from "vitest";

import { pattern } from "#shared/interview/automaton.js";

describe("a pattern", () => {
  it.each(["(a*)*b", "(a|aa)+b", "(.*.*.*)*x", "(a?){200}a{200}b"])(
    "that explodes other engines takes its steps and no more: %s",
    (source) => {
      expect(pattern(source)?.("a".repeat(3000))).toBe(false);
    },
  );

  it("of a thousand repeats is run, of more is none", () => {
    expect(pattern("(ab?){1000}")?.("a".repeat(1000))).toBe(true);
    expect(pattern("((ab?){100}){11}")).toBeUndefined();
  });

  it("is none where its parentheses would fill the stack", () => {
    expect(pattern("(".repeat(100_000))).toBeUndefined();
  });

  it("has no bytes: text here is characters", () => {
    expect(pattern("\\C")).toBeUndefined();
  });

  it("sees half a character as a question mark, as Python does", () => {
    expect(pattern("a\\?b")?.("a\ud83db")).toBe(true);
  });
});
