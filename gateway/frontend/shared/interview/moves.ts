// One step of a path, while it runs: from some places to others. `paths` says which steps a path has.
// Twin of bot/interview/moves.py.

import { type At, each, keyOf, type Place, type Run } from "./run.js";
import { instances, type Spot } from "./spots.js";

export type Move = (run: Run, at: At, places: Place[]) => Place[];

/** Returns the step to children of a name: of repeats all instances, of the `bound` ones the context's own. */
export function toChildren(name: string, bound: readonly Spot[]): Move {
  return (run, at, places) =>
    places.flatMap(([spot, here]) =>
      named(spot, name).flatMap((child) =>
        bound.includes(child) ? [[child, at.slice(0, child.depth)] as const] : entered(run, child, here),
      ),
    );
}

/** Returns the places of a child: of a repeat all instances. */
function entered(run: Run, child: Spot, here: At): Place[] {
  const places = child.node.kind === "repeat" ? each(here, instances(child, run, here)) : [here];
  return places.map((place) => [child, place]);
}

/** Returns every node below one, in document order. */
export function below(spot: Spot): Spot[] {
  return spot.children.flatMap((child) => [child, ...below(child)]);
}

/** Returns every instance of every node below a place, in document order. */
function allBelow(run: Run, spot: Spot, here: At): Place[] {
  return spot.children.flatMap((child) =>
    entered(run, child, here).flatMap((place) => [place, ...allBelow(run, ...place)]),
  );
}

/** Returns the step to everything below of a name, each once. */
export function toDescendants(name: string): Move {
  return (run, _at, places) =>
    once(places.flatMap((place) => allBelow(run, ...place)).filter(([spot]) => name === spot.name || name === "*"));
}

/** Returns the children of a name. */
export function named(spot: Spot, name: string): readonly Spot[] {
  return name === "*" ? spot.children : [spot.family.get(name) ?? []].flat();
}

/** Steps to the parents, each once. */
export function toParents(_run: Run, _at: At, places: Place[]): Place[] {
  return once(places.flatMap(([{ parent }, at]) => (parent ? [[parent, at.slice(0, parent.depth)]] : [])));
}

function once(places: Place[]): Place[] {
  const found = new Map(places.map((place) => [keyOf(place[0].index, place[1]), place]));
  return [...found.values()];
}
