// Text as Python counts and cuts it: in code points, and at the blanks that its `str` knows.
// Has no twin: it stands in for the methods of `str` where JavaScript's own differ.

/** Whitespace, as the inside of a character class. JavaScript's \s lacks U+001C-1F and U+0085, and has U+FEFF. */
export const BLANK = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const SOLID = new RegExp(`[^${BLANK}]`);
const WORD = new RegExp(`[^${BLANK}]+`, "g");
const HALVES = /[\ud800-\udfff]/gu;

/** Returns text without the blanks at its ends. */
export function strip(text: string): string {
  const start = text.search(SOLID);
  let end = start < 0 ? start : text.length;
  while (end > start && !SOLID.test(text.charAt(end - 1))) {
    end -= 1;
  }
  return text.slice(Math.max(start, 0), Math.max(end, 0));
}

/** Returns what stands between blanks. */
export function words(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Returns text with something else for half characters, which no encoding can carry. */
export function mended(text: string, instead: string): string {
  return text.replace(HALVES, instead);
}

/** Returns text for comparing without regard to case and spacing, as `str.casefold` does. */
export function folded(text: string): string {
  return Array.from(words(text).join(" "), fold).join("");
}

/**
 * One character at a time, for a sigma at the end of a word has a form of its own; down first, for of the sharp s only
 * the small one goes up to two. The dotless i is a letter by itself.
 */
function fold(character: string): string {
  return character === "\u0131" ? character : character.toLowerCase().toUpperCase().toLowerCase();
}
