// Where an expression stands while it is compiled, and the Plan around it. Twin of bot/interview/scope.py.

import { PlanError } from "./errors.js";
import type { Plan } from "./plan.js";
import type { Option } from "./run.js";
import type { Rare } from "./special.js";
import type { Spot } from "./spots.js";

/** The context of an expression. */
export interface Scope {
  /** The context node, and the author's place when something is wrong. */
  readonly spot: Spot;
  /** The context node is a choice (`run.item`), and `spot` is only where current() stands. */
  readonly item?: boolean;
  /** Inside a predicate on the answers: where current() stands (`run.origin`). */
  readonly outer?: Spot;
  /** In a constraint: the node whose value is the candidate. */
  readonly judged?: Spot;
}

/** Returns an error at a place. */
export function fault(scope: Scope, reason: string): PlanError {
  return new PlanError((scope.outer ?? scope.spot).node.path, reason);
}

/** What every expression of a Plan can refer to. */
export class Atlas {
  readonly root: Spot;
  readonly byPath: ReadonlyMap<string, Spot>;
  readonly lists = new Map<string, readonly Option[]>();
  /** The same lists by the names of their choices; of two with one name, the first. */
  readonly named = new Map<string, ReadonlyMap<string, Option>>();
  /** Where the compilation under way notes what it reads; nothing while nobody asks. */
  reads: Set<number> | undefined = undefined;
  /** Set when the compilation under way reads other instances of its own repeat. */
  running = false;
  /** Set when the compilation under way keeps a first value. */
  once = false;
  /** How deep the compilation under way is in an expression. */
  nesting = 0;
  /** How deep it has been. */
  height = 0;
  /** Set when something draws from the seed. */
  volatile = false;
  /** Calls of random and uuid so far: each draws its own. */
  sites = 0;
  /** Identifiers of the texts that are being compiled: none may contain itself. */
  readonly speaking = new Set<string>();

  constructor(
    readonly plan: Plan,
    readonly spots: readonly [Spot, ...Spot[]],
    readonly rare: Rare | undefined,
  ) {
    this.root = spots[0];
    this.byPath = new Map(spots.map((spot) => [spot.node.path, spot]));
  }

  /** Notes that the expression under way reads a node. */
  note(spot: Spot): void {
    this.reads?.add(spot.index);
  }
}
