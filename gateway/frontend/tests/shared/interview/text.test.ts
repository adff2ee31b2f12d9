import { describe, expect, it } from "vitest";

import { folded, mended, strip, words } from "#shared/interview/text.js";

describe("text", () => {
  it.each([
    ["  a b ", "a b"],
    ["\u3000\u00a0a\u2028", "a"],
    ["\u001fa\u0085", "a"],
    ["\ufeffa", "\ufeffa"],
    [" \n ", ""],
    ["", ""],
  ])("of %j stripped is %j", (text, stripped) => {
    expect(strip(text)).toBe(stripped);
  });

  it("is parted where Python parts it", () => {
    expect(words(" a\u3000b\u001cc\ufeffd ")).toEqual(["a", "b", "c\ufeffd"]);
    expect(words(" ")).toEqual([]);
  });

  it.each([
    ["STRASSE", "straße"],
    ["ẞ", "ß"],
    ["ΟΔΟΣ", "οδος"],
    ["\u212a", "k"],
    ["İ", "i\u0307"],
    ["Ж  ж", "ж Ж"],
  ])("%j is %j when case and spacing do not count", (one, other) => {
    expect(folded(one)).toBe(folded(other));
  });

  it("keeps the dotless i apart", () => {
    expect(folded("ı")).not.toBe(folded("i"));
  });

  it("loses half characters only", () => {
    expect(mended("a\ud83db\ude00😀", "?")).toBe("a?b?😀");
  });
});
