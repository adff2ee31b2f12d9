// How a node's relevance and value are worked out: lazily, once per Run, not in circles and not too deep.
// Twin of bot/interview/cells.py.
//
// Nodes read each other by recursion, and a form may have a chain of thousands. Each adds the frames that it can need
// to `run.frames`; where they get too many the whole attempt is given up (`TooDeepError`), and the nodes are worked out
// from below: first the one that was too deep, then the one that had wanted it. The figures are Python's, whose stack
// is the smaller one: what a circle finds must not depend on where it is run.

import {
  type At,
  type Decide,
  type Evaluate,
  type Key,
  keyOf,
  type Place,
  ROOT,
  type Run,
  silence,
  TooDeepError,
} from "./run.js";
import type { Atlas } from "./scope.js";
import type { Spot } from "./spots.js";
import { toBoolean } from "./values.js";
import { worthOf } from "./worth.js";

const MOST_FRAMES = 350;

/** Returns what a node's memo is kept at. */
function keyed(spot: Spot): (at: At) => Key {
  const { index } = spot;
  return spot.depth > 0 ? (at) => keyOf(index, at) : () => index;
}

function keyAt([spot, at]: Place): Key {
  return keyed(spot)(at);
}

/** Gives a node its memo, so that expressions compiled later can take hold of it. */
export function wireRead(spot: Spot): void {
  const { index, depth } = spot;
  spot.read =
    depth > 0
      ? (run, at) => run.values.get(keyOf(index, at)) ?? spot.fetch(run, at)
      : (run) => run.values.get(index) ?? spot.fetch(run, ROOT); // whoever reads may stand deeper
}

// --- relevance ----------------------------------------------------------------------------------------------

/** Gives a node the relevance that its own expression and its ancestors' make. Parents come first. */
export function wireRelevance(spot: Spot): void {
  const { gate, own } = spot;
  const above = gate === spot ? spot.parent : gate;
  const outer = narrowed(above?.relevance, above?.depth ?? 0, spot.depth);
  spot.relevance = gate === spot && own !== undefined ? ownRelevance(spot, own, outer) : outer;
}

function narrowed(relevance: Decide | undefined, outer: number, inner: number): Decide | undefined {
  if (relevance === undefined || outer === inner) {
    return relevance;
  }
  return (run, at) => relevance(run, at.slice(0, outer));
}

function ownRelevance(spot: Spot, own: Evaluate, outer: Decide | undefined): Decide {
  const keyOfPlace = keyed(spot);
  return (run, at) => {
    const key = keyOfPlace(at);
    let known = run.relevance.get(key);
    if (known === undefined) {
      run.relevance.set(key, false); // whoever asks while this is worked out goes round in a circle
      try {
        known = (outer === undefined || outer(run, at)) && toBoolean(own(run, at));
        run.relevance.set(key, known);
      } catch (error) {
        run.relevance.delete(key);
        throw error;
      }
    }
    return known;
  };
}

// --- values -------------------------------------------------------------------------------------------------

/** Gives a node the way to its value, once its expressions are compiled. */
export function wireFetch(spot: Spot, atlas: Atlas): void {
  if (spot.node.kind === "group" || spot.node.kind === "repeat") {
    spot.fetch = silence;
    return;
  }
  const fetch = fetchOf(spot, worthOf(spot, atlas));
  spot.fetch = spot.running ? inOrder(spot, fetch) : fetch;
}

function fetchOf(spot: Spot, worth: Evaluate): Evaluate {
  const { relevance, frames } = spot;
  const keyOfPlace = keyed(spot);
  return (run, at) => {
    const used = run.frames;
    if (used > MOST_FRAMES) {
      throw new TooDeepError([spot, at]);
    }
    const key = keyOfPlace(at);
    run.frames = used + frames;
    run.values.set(key, ""); // what a circle finds
    try {
      if (relevance === undefined || relevance(run, at)) {
        run.values.set(key, worth(run, at));
      }
    } catch (error) {
      run.values.delete(key);
      if (used > 0 || !(error instanceof TooDeepError)) {
        throw error;
      }
      fromBelow(run, [[spot, at], error.place]);
    }
    run.frames = used;
    return run.values.get(key) ?? "";
  };
}

/** Works out earlier instances first, so that a balance does not recurse as deep as the repeat is long. */
function inOrder(spot: Spot, fetch: Evaluate): Evaluate {
  return (run, at) => {
    for (let earlier = 1; earlier < (at.at(-1) ?? 0); earlier += 1) {
      spot.read(run, [...at.slice(0, -1), earlier]);
    }
    return fetch(run, at);
  };
}

/** Works out nodes, the last first; what is too deep for one of them comes before it. */
function fromBelow(run: Run, wanted: Place[]): void {
  const { item, position, origin } = run;
  for (let last = wanted.at(-1); last !== undefined; last = wanted.at(-1)) {
    const [spot, at] = last;
    run.frames = 1; // so that what is too deep is told here
    try {
      spot.read(run, at);
      wanted.pop();
    } catch (error) {
      if (!(error instanceof TooDeepError)) {
        throw error;
      }
      const deeper = keyAt(error.place);
      if (wanted.some((place) => keyAt(place) === deeper)) {
        run.values.set(deeper, ""); // a circle, longer than the stack
      } else {
        wanted.push(error.place);
      }
    }
  }
  Object.assign(run, { item, position, origin });
}
