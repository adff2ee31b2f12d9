// Paths over the answers, compiled. Where a path leads is worked out once; most become a single memo look-up.
//
// As in JavaRosa an absolute path takes the indexes of the repeats it shares with the context node, a relative path
// that leaves a repeat and enters it again means all instances, only relevant nodes are found, and a path to a blank is
// "". Unlike JavaRosa, which stops, a path to several nodes used as one value means the first, as in XPath 1.0.
// Twin of bot/interview/paths.py.

import { below, type Move, named, toChildren, toDescendants, toParents } from "./moves.js";
import type { Expression, Path, Step } from "./plan.js";
import type { At, Evaluate, Place, Run } from "./run.js";
import { type Atlas, fault, type Scope } from "./scope.js";
import type { Spot } from "./spots.js";
import { toBoolean, type Value } from "./values.js";

export type Places = (run: Run, at: At) => Place[];
export type Values = (run: Run, at: At) => Value[];
export type Compile = (expression: Expression, scope: Scope) => Evaluate;

/** A path on its way, instances aside. */
interface Walk {
  /** The nodes it can have reached: one at least. */
  readonly heads: readonly [Spot, ...Spot[]];
  /** Whether repeats that are entered take the context's indexes. */
  readonly binding: boolean;
}

/** Compiles location paths whose nodes are answers. */
export class Paths {
  constructor(
    private readonly atlas: Atlas,
    private readonly compile: Compile,
  ) {}

  /** Returns a path as one value: the first node's, "" where there is none. */
  scalar(path: Path, scope: Scope): Evaluate {
    const target = this.fixed(path, scope);
    if (target !== undefined) {
      return this.read(target, path, scope);
    }
    const places = this.places(path, scope);
    return (run, at) => {
      const [first] = places(run, at);
      return first === undefined ? "" : first[0].read(run, first[1]);
    };
  }

  /** Returns a path as the values of its nodes, in document order. */
  values(path: Path, scope: Scope): Values {
    const places = this.places(path, scope);
    return (run, at) => places(run, at).map(([spot, here]) => spot.read(run, here));
  }

  /** Returns the one node that a path without predicates names. Throws PlanError where there are several. */
  target(path: Path, scope: Scope): Spot {
    if (path[2].some(filters)) {
      throw fault(scope, "one field is meant here: its path cannot have predicates");
    }
    return this.head(path, scope);
  }

  /** Returns the one node that a path leads to, instances aside. Throws PlanError where there are several. */
  head(path: Path, scope: Scope): Spot {
    const [start, steps] = this.start(path, scope);
    const { heads } = steps.reduce((walk, step) => advance(walk, step, scope), start);
    if (heads.length !== 1) {
      throw fault(scope, "one field is meant here: its path cannot lead to several");
    }
    return heads[0];
  }

  /** Returns where a path leads if that is one node, in repeats that all take the context's indexes. */
  fixed(path: Path, scope: Scope): Spot | undefined {
    const [begin, steps] = this.start(path, scope);
    let walk = begin;
    for (const step of steps) {
      const [before] = walk.heads;
      walk = advance(walk, step, scope);
      const [head, ...others] = walk.heads;
      if (filters(step) || others.length > 0) {
        return undefined;
      }
      const entered = head.repeats.filter((repeat) => !before.repeats.includes(repeat));
      if (entered.some((repeat) => !walk.binding || !scope.spot.repeats.includes(repeat))) {
        return undefined;
      }
    }
    return walk.heads[0];
  }

  /** Returns a path as its relevant nodes, in document order. */
  places(path: Path, scope: Scope): Places {
    const [begin, steps] = this.start(path, scope);
    const [start] = begin.heads;
    let walk = begin;
    const moves: Move[] = [];
    for (const step of steps) {
      moves.push(move(walk, step, scope));
      walk = advance(walk, step, scope);
      for (const predicate of step[2] ?? []) {
        moves.push(this.filter(walk, predicate, scope));
      }
    }
    this.note(walk.heads, scope, steps.some(filters));
    const elsewhere = looksElsewhere(path, scope);
    return (run, at) => {
      const from = elsewhere ? run.origin : at;
      let found: Place[] = [[start, from.slice(0, start.depth)]];
      for (const each of moves) {
        found = each(run, from, found);
      }
      return found.filter(([spot, here]) => spot.relevant(run, here));
    };
  }

  private start(path: Path, scope: Scope): [Walk, readonly Step[]] {
    const [, from, steps] = path;
    if (from === "/") {
      return this.startAbove(steps, scope);
    }
    if (from === ".") {
      return [{ heads: [scope.spot], binding: false }, steps];
    }
    if (from[1] !== "current") {
      throw fault(scope, `a path cannot start with ${from[1]}()`);
    }
    return [{ heads: [scope.outer ?? scope.spot], binding: false }, steps];
  }

  /** Begins at the root, which a path names first, or which "//" passes on its way to anywhere. */
  private startAbove(steps: readonly Step[], scope: Scope): [Walk, readonly Step[]] {
    const { root } = this.atlas;
    const [first, ...rest] = steps;
    if (first?.[0] === "descendant") {
      return [{ heads: [root], binding: false }, steps];
    }
    if (first?.[0] !== "child" || (first[1] !== root.name && first[1] !== "*")) {
      throw fault(scope, `an absolute path starts with ${root.node.path}`);
    }
    return [{ heads: [root], binding: true }, rest];
  }

  private read(target: Spot, path: Path, scope: Scope): Evaluate {
    const elsewhere = looksElsewhere(path, scope);
    if (target === scope.judged && (scope.outer === undefined || elsewhere)) {
      return (run) => run.candidate;
    }
    this.atlas.note(target);
    const { depth } = target;
    if (elsewhere) {
      return (run) => target.read(run, run.origin.slice(0, depth));
    }
    if (depth === 0 || depth === scope.spot.depth) {
      return target.read;
    }
    return (run, at) => target.read(run, at.slice(0, depth));
  }

  /** Notes what is read. Another instance of the node's own repeat is no circle: it is how a balance runs. */
  note(spots: readonly Spot[], scope: Scope, filtered: boolean): void {
    const [home] = (scope.outer ?? scope.spot).repeats;
    for (const spot of spots) {
      if (filtered && home !== undefined && spot.repeats[0] === home) {
        this.atlas.running = true;
      } else {
        this.atlas.note(spot);
      }
    }
  }

  private filter(walk: Walk, predicate: Expression, scope: Scope): Move {
    if (walk.heads.length !== 1) {
      throw fault(scope, "a predicate needs a name before it, not *");
    }
    const [head] = walk.heads;
    const outermost = scope.outer === undefined;
    const test = this.compile(predicate, { ...scope, spot: head, outer: scope.outer ?? scope.spot });
    return (run, at, places) => {
      const { position, origin } = run;
      if (outermost) {
        run.origin = at;
      }
      const kept = places.filter(([, here]) => {
        run.position = head.node.kind === "repeat" ? (here.at(-1) ?? 0) : 1;
        return holds(test(run, here), run.position);
      });
      run.position = position;
      run.origin = origin;
      return kept;
    };
  }
}

/** Returns where a step leads, instances aside. */
function advance(walk: Walk, step: Step, scope: Scope): Walk {
  const [axis, name] = step;
  if (axis === "self") {
    return walk;
  }
  const [first, ...others] = new Set(walk.heads.flatMap((spot) => reached(spot, axis, name)));
  if (first === undefined) {
    throw fault(scope, `there is no ${name} at ${walk.heads[0].node.path}`);
  }
  return { heads: [first, ...others], binding: walk.binding && !filters(step) && axis !== "descendant" };
}

function reached(spot: Spot, axis: Step[0], name: string): readonly Spot[] {
  switch (axis) {
    case "parent":
      return spot.parent === undefined ? [] : [spot.parent];
    case "child":
      return named(spot, name);
    default:
      return below(spot).filter((other) => name === other.name || name === "*");
  }
}

/** Returns a step as it is gone while a path is evaluated. */
function move(walk: Walk, step: Step, scope: Scope): Move {
  const [axis, name] = step;
  switch (axis) {
    case "self":
      return (_run, _at, places) => places;
    case "parent":
      return toParents;
    case "descendant":
      return toDescendants(name);
    default:
      return toChildren(name, walk.binding && !filters(step) ? scope.spot.repeats : []);
  }
}

/** Returns whether a path in a predicate starts from current(), whose place is `run.origin`. */
export function looksElsewhere(path: Path, scope: Scope): boolean {
  return scope.outer !== undefined && typeof path[1] !== "string";
}

/** Returns whether a predicate keeps a node: a number is a position, anything else is true or false. */
export function holds(result: Value, position: number): boolean {
  return typeof result === "number" ? result === position : toBoolean(result);
}

function filters(step: Step): boolean {
  return (step[2] ?? []).length > 0;
}
