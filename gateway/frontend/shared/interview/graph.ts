// What reads what, over a whole Plan: refuses circles, and tells which answers a node can depend on.
// Twin of bot/interview/graph.py.

import { PlanError } from "./errors.js";
import type { Spot } from "./spots.js";

/** All bits: reads that are known only when they happen. */
const ANYTHING = -1n;

/** Gives every node the set of nodes that can change it. Throws PlanError where nodes depend in a circle. */
export function arrange(spots: readonly Spot[]): void {
  for (const spot of ordered(spots)) {
    const own = spot.running ? ANYTHING : 1n << BigInt(spot.index);
    spot.sources = dependencies(spot, spots).reduce((sources, other) => sources | other.sources, own);
  }
}

/** Returns every node after what it depends on. */
function ordered(spots: readonly Spot[]): Iterable<Spot> {
  const done = new Set<Spot>();
  const under = new Set<Spot>(); // those being gone into, in order
  for (const spot of spots) {
    const stack = [spot];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const waits = done.has(top) ? [] : dependencies(top, spots).filter((other) => !done.has(other));
      const circle = waits.find((other) => other === top || under.has(other));
      if (circle !== undefined) {
        throw circular([...under.add(top)], circle);
      }
      if (waits.length > 0) {
        under.add(top);
        stack.push(...waits);
      } else {
        done.add(top);
        under.delete(top);
        stack.pop();
      }
    }
  }
  return done;
}

function circular(under: readonly Spot[], first: Spot): PlanError {
  const paths = [...under.slice(under.indexOf(first)).reverse(), first].map((spot) => spot.node.path);
  return new PlanError(first.node.path, `it depends on itself: ${paths.join(" <- ")}`);
}

function dependencies(spot: Spot, spots: readonly Spot[]): Spot[] {
  const reads = Array.from(spot.reads, (index) => spots[index]);
  return [spot.parent, ...reads].filter((other) => other !== undefined);
}
