// Regular expressions in RE2's syntax (https://github.com/google/re2/wiki/Syntax), read into a small tree.
// What RE2 refuses is refused; so is \C, a byte of a character, which only text in bytes has. Called by `automaton`.
//
// The browser's own engine is no stand-in: it reads another syntax, and can be held up for minutes by one pattern.

/** What a pattern is made of: characters are tested, places asserted, and the rest puts pieces together. */
export type Piece =
  | { readonly kind: "one"; readonly test: Test }
  | { readonly kind: "place"; readonly holds: Holds }
  | { readonly kind: "row" | "either"; readonly pieces: readonly Piece[] }
  | { readonly kind: "repeat"; readonly piece: Piece; readonly least: number; readonly most: number };

export type Test = (character: string) => boolean;
/** Whether a place is the right one, by the characters beside it: "" at the ends of the text. */
export type Holds = (before: string, after: string) => boolean;

const MOST = 1000;
const WORD = /^\w$/;
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
]);
/** Perl's and POSIX's sets, as the inside of JavaScript's. */
const SETS: ReadonlyMap<string, string> = new Map([
  ["d", "0-9"],
  ["s", "\\t\\n\\f\\r "],
  ["w", "\\w"],
  ["alnum", "0-9A-Za-z"],
  ["alpha", "A-Za-z"],
  ["ascii", "\\0-\\x7f"],
  ["blank", "\\t "],
  ["cntrl", "\\0-\\x1f\\x7f"],
  ["digit", "0-9"],
  ["graph", "!-~"],
  ["lower", "a-z"],
  ["print", " -~"],
  ["punct", "!-\\/:-@\\[-`\\{-~"],
  ["space", "\\t-\\r "],
  ["upper", "A-Z"],
  ["word", "\\w"],
  ["xdigit", "0-9A-Fa-f"],
]);
/** Asserted places, by what is written; the two behind m are those of (?m). */
const PLACES: ReadonlyMap<string, Holds> = new Map([
  ["^", starts],
  ["$", ends],
  ["m^", (before) => before === "" || before === "\n"],
  ["m$", (_, after) => after === "" || after === "\n"],
  ["\\A", starts],
  ["\\z", ends],
  ["\\b", (before, after) => WORD.test(before) !== WORD.test(after)],
  ["\\B", (before, after) => WORD.test(before) === WORD.test(after)],
]);

/** Reads one pattern. */
export class Reader {
  private place = 0;
  /** Which of i, m, s are on; U is read and means nothing, for nobody asks what was matched. */
  private flags = "";

  constructor(private readonly source: string) {}

  /** Returns the pattern as a tree. Throws SyntaxError where RE2 would not take it. */
  read(): Piece {
    const piece = this.either();
    if (this.place < this.source.length) {
      throw new SyntaxError("a parenthesis that nothing opens");
    }
    return piece;
  }

  /** Takes what a sticky expression finds here. */
  private take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.place;
    const found = expression.exec(this.source) ?? undefined;
    this.place += found?.[0].length ?? 0;
    return found;
  }

  // --- pieces -----------------------------------------------------------------------------------------------

  private either(): Piece {
    const pieces = [this.row()];
    while (this.take(/\|/y)) {
      pieces.push(this.row());
    }
    return { kind: "either", pieces };
  }

  private row(): Piece {
    const pieces: Piece[] = [];
    let repeated = false;
    for (let found = this.take(/[^|)]/uy); found !== undefined; found = this.take(/[^|)]/uy)) {
      this.place = found.index;
      const times = this.times();
      if (times === undefined) {
        pieces.push(...this.piece());
      } else {
        const piece = pieces.pop();
        if (piece === undefined || repeated) {
          throw new SyntaxError("nothing to repeat");
        }
        pieces.push(limited({ kind: "repeat", piece, ...times }));
      }
      repeated = times !== undefined;
    }
    return { kind: "row", pieces };
  }

  /** Returns how often the piece before is repeated, if that is said here. Greedy or not is all one to a full match. */
  private times(): { least: number; most: number } | undefined {
    const [, sign, low, comma, high] = this.take(/(?:([*+?])|\{([0-9]+)(,([0-9]*))?\})\??/y) ?? [];
    if (sign !== undefined) {
      return { least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
    }
    if (low === undefined) {
      return undefined;
    }
    const least = Number(low);
    const most = comma === undefined ? least : high ? Number(high) : Infinity;
    if (least > MOST || least > most || (most > MOST && high)) {
      throw new SyntaxError("a repetition out of range");
    }
    return { least, most };
  }

  private piece(): Piece[] {
    const set = this.known();
    if (set !== undefined) {
      return [one(set)];
    }
    const [said = ""] = this.take(/\\[AzbBQ]|[^]/uy) ?? [];
    const holds = PLACES.get((this.flags.includes("m") ? "m" : "") + said) ?? PLACES.get(said);
    if (holds !== undefined) {
      return [{ kind: "place", holds }];
    }
    switch (said) {
      case "(":
        return this.group();
      case "[":
        return [one(this.set())];
      case ".":
        return [one(this.flags.includes("s") ? () => true : (character) => character !== "\n")];
      case "\\Q":
        return Array.from(this.take(/([^]*?)(?:\\E|$)/uy)?.[1] ?? "", (character) => this.literal(character));
      default:
        return [this.literal(said === "\\" ? this.named() : said)];
    }
  }

  private literal(character: string): Piece {
    return one(this.flags.includes("i") ? this.test(escaped(character)) : (found) => found === character);
  }

  private group(): Piece[] {
    const outside = this.flags;
    if (this.take(/\?P?<\w+>/y) === undefined) {
      const [said, on = "", off = "", end] = this.take(/\?([imsU]*)(?:-([imsU]+))?([:)])/y) ?? [];
      if (said === undefined && this.take(/\?/y)) {
        throw new SyntaxError("an unknown group");
      }
      this.flags = Array.from(this.flags + on).filter((flag) => !off.includes(flag)).join("");
      if (end === ")") {
        return []; // (?i) alone holds to the end of the group around it
      }
    }
    const piece = this.either();
    if (!this.take(/\)/y)) {
      throw new SyntaxError("a parenthesis that nothing closes");
    }
    this.flags = outside;
    return [piece];
  }

  // --- sets and escapes -------------------------------------------------------------------------------------

  private set(): Test {
    const outside = this.take(/\^/y) !== undefined;
    const tests: Test[] = [];
    do {
      tests.push(this.posix() ?? this.known() ?? this.range());
    } while (!this.take(/\]/y));
    return (character) => tests.some((test) => test(character)) !== outside;
  }

  private range(): Test {
    const first = this.member();
    const last = this.take(/-(?!\])/y) ? this.member() : first;
    return this.test(`${escaped(first)}-${escaped(last)}`); // JavaScript refuses a range backwards as well
  }

  private member(): string {
    const [found] = this.take(/[^]/uy) ?? [];
    if (found === undefined) {
      throw new SyntaxError("a set that nothing closes");
    }
    return found === "\\" ? this.named() : found;
  }

  private posix(): Test | undefined {
    const [said, caret, name = ""] = this.take(/\[:(\^?)([^]*?):\]/uy) ?? [];
    const set = name.length > 1 ? SETS.get(name) : undefined;
    if (said !== undefined && set === undefined) {
      throw new SyntaxError("an unknown set");
    }
    return set === undefined ? undefined : this.test(set, caret !== "");
  }

  /** Returns the set that a letter behind a backslash stands for, if it stands for one. */
  private known(): Test | undefined {
    const letter = this.take(/\\([dswDSW])/y)?.[1];
    if (letter !== undefined) {
      return this.test(SETS.get(letter.toLowerCase()) ?? "", letter < "a");
    }
    const [said, sign, short, caret, long = short ?? ""] = this.take(/\\([pP])(?:([A-Z])|\{(\^?)(\w+)\})/y) ?? [];
    if (said === undefined) {
      return undefined;
    }
    const property = /^(?:[CLMNPSZ][a-z]?|Any)$/.test(long) ? long : `Script=${long}`;
    return this.test(`\\p{${property}}`, (sign === "P") !== (caret === "^"));
  }

  /** Returns the one character that stands behind a backslash, or that its letters and digits name. */
  private named(): string {
    const [said, octal, long, short = long] =
      this.take(/(0[0-7]{0,2}|[1-7][0-7]{1,2})|x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/y) ?? [];
    if (said !== undefined) {
      const code = octal === undefined ? parseInt(short ?? "", 16) : parseInt(octal, 8);
      return String.fromCodePoint(code);
    }
    const [character] = this.take(/[afnrtv_]|[^\w\x80-\u{10ffff}]/uy) ?? [];
    if (character === undefined) {
      throw new SyntaxError("an unknown escape");
    }
    const control = CONTROLS.get(character);
    return control === undefined ? character : String.fromCharCode(control);
  }

  /** Returns whether a character is in a set, or out of it: outside of all that (?i) lets into the set. */
  private test(set: string, negated = false): Test {
    const expression = new RegExp(`^[${set}]$`, this.flags.includes("i") ? "iu" : "u");
    return (character) => expression.test(character) !== negated;
  }
}

function one(test: Test): Piece {
  return { kind: "one", test };
}

function starts(before: string): boolean {
  return before === "";
}

function ends(_before: string, after: string): boolean {
  return after === "";
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Refuses repetitions within repetitions that come to more than RE2 allows. */
function limited(piece: Piece): Piece {
  if (copies(piece) > MOST) {
    throw new SyntaxError("a repetition out of range");
  }
  return piece;
}

function copies(piece: Piece): number {
  switch (piece.kind) {
    case "row":
    case "either":
      return Math.max(1, ...piece.pieces.map(copies));
    case "repeat":
      return Math.max(1, piece.most === Infinity ? piece.least : piece.most) * copies(piece.piece);
    default:
      return 1;
  }
}
