// Which instance: position() and indexed-repeat(). Twin of bot/interview/indexes.py.

import { looksElsewhere } from "./paths.js";
import type { Call } from "./plan.js";
import { type At, type Evaluate, into, ROOT } from "./run.js";
import { fault, type Scope } from "./scope.js";
import type { Compiler } from "./special.js";
import { instances, type Spot } from "./spots.js";
import { indexOf } from "./values.js";

/** Compiles `position`: of a node inside a predicate, or of the repeat that a path names. */
export function position(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [path] = call[2];
  if (path === undefined) {
    return (run) => run.position;
  }
  if (path[0] !== "path") {
    throw fault(scope, "position() takes a path");
  }
  const target = compiler.paths.fixed(path, scope);
  if (target !== undefined) {
    return positionOf(target, looksElsewhere(path, scope)); // where somebody stands depends on no value
  }
  const places = compiler.paths.places(path, scope);
  return (run, at) => {
    const [first] = places(run, at);
    return first === undefined ? 0 : placeOf(...first);
  };
}

function placeOf(spot: Spot, at: At): number {
  return spot.node.kind === "repeat" ? (at.at(-1) ?? 1) : 1;
}

function positionOf(target: Spot, elsewhere: boolean): Evaluate {
  const { depth } = target;
  return (run, at) => placeOf(target, (elsewhere ? run.origin : at).slice(0, depth));
}

/** Compiles `indexed-repeat`: a field in the instances that indexes name; "" where there is no such instance. */
export function indexedRepeat(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [field, ...rest] = call[2];
  if (field?.[0] !== "path" || rest.length % 2 > 0) {
    throw fault(scope, "indexed-repeat() takes a field, and then a repeat and an index once or more");
  }
  const target = compiler.paths.target(field, scope);
  const indexes = new Map<Spot, Evaluate>();
  for (let place = 0; place < rest.length; place += 2) {
    const [repeat, index] = rest.slice(place);
    const spot = repeat?.[0] === "path" ? compiler.paths.target(repeat, scope) : undefined;
    if (spot === undefined || index === undefined || !target.repeats.includes(spot)) {
      throw fault(scope, "indexed-repeat() names something that is no repeat around its field");
    }
    indexes.set(spot, compiler.expression(index, scope));
  }
  if (scope.spot.repeats[0] === target.repeats[0]) {
    compiler.atlas.running = true;
  } else {
    compiler.atlas.note(target);
  }
  return readerAt(target, indexes, scope.spot.repeats);
}

function readerAt(target: Spot, indexes: ReadonlyMap<Spot, Evaluate>, home: readonly Spot[]): Evaluate {
  return (run, at) => {
    let here = ROOT;
    for (const repeat of target.repeats) {
      const given = indexes.get(repeat);
      const own = home.includes(repeat) ? (at[repeat.depth - 1] ?? 1) : 1;
      const index = given === undefined ? own : Math.max(1, indexOf(given(run, at))); // JavaRosa takes 0 for the first
      if (index > instances(repeat, run, here)) {
        return "";
      }
      here = into(here, index);
    }
    return target.read(run, here);
  };
}
