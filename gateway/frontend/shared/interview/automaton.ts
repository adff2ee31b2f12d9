// Regular expressions, run over a whole text in time that grows with the text and the pattern and with nothing else:
// all ways through the pattern at once (Thompson, CACM 11(6), 1968), as RE2 does it for Python.
// Called by `functions` and `calls`.

import { type Holds, type Piece, Reader, type Test } from "./pattern.js";
import { mended } from "./text.js";

/** Somewhere in a pattern: before a character, at a place, where ways part, or at the end. */
type State =
  | { readonly kind: "one"; readonly test: Test; readonly next: State }
  | { readonly kind: "place"; readonly holds: Holds; readonly next: State }
  | { readonly kind: "fork"; readonly ways: State[] }
  | { readonly kind: "end" };

/** Returns a full match of a regular expression (RE2 syntax), or nothing where it is none. */
export function pattern(source: string): ((text: string) => boolean) | undefined {
  let start: State;
  try {
    start = laid(new Reader(source).read(), { kind: "end" });
  } catch {
    return undefined; // SyntaxError, or RangeError for parentheses that are nested too deep
  }
  return (text) => matches(start, Array.from(mended(text, "?")));
}

/** Returns the way through a piece and on to what follows. */
function laid(piece: Piece, next: State): State {
  switch (piece.kind) {
    case "row":
      return piece.pieces.reduceRight((following, each) => laid(each, following), next);
    case "either":
      return { kind: "fork", ways: piece.pieces.map((each) => laid(each, next)) };
    case "repeat":
      return repeated(piece.piece, piece.least, piece.most, next);
    default:
      return { ...piece, next };
  }
}

function repeated(piece: Piece, least: number, most: number, next: State): State {
  let following = next;
  if (most === Infinity) {
    const ways = [next];
    following = { kind: "fork", ways };
    ways.push(laid(piece, following));
  }
  for (let times = least; times < most && most !== Infinity; times += 1) {
    following = { kind: "fork", ways: [next, laid(piece, following)] };
  }
  for (let times = 0; times < least; times += 1) {
    following = laid(piece, following);
  }
  return following;
}

function matches(start: State, characters: readonly string[]): boolean {
  let states: Iterable<State> = [start];
  for (const [place, character] of characters.entries()) {
    const following: State[] = [];
    for (const state of reached(states, characters[place - 1] ?? "", character)) {
      if (state.kind === "one" && state.test(character)) {
        following.push(state.next);
      }
    }
    states = following;
  }
  for (const state of reached(states, characters.at(-1) ?? "", "")) {
    if (state.kind === "end") {
      return true;
    }
  }
  return false;
}

/** Returns every state that is reached without a character; a Set is gone through with what it gains meanwhile. */
function reached(states: Iterable<State>, before: string, after: string): Set<State> {
  const found = new Set(states);
  for (const state of found) {
    if (state.kind === "fork") {
      for (const way of state.ways) {
        found.add(way);
      }
    } else if (state.kind === "place" && state.holds(before, after)) {
      found.add(state.next);
    }
  }
  return found;
}
