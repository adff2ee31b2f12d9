// The Plan's nodes with their places: parents, repeats, instance paths, and the closures that evaluate them.
// A Spot exists once per Plan node; with an `At` it names one instance of it. `cells` fills in how it is evaluated.
// Twin of bot/interview/spots.py.

import { PlanError } from "./errors.js";
import { complete, type Node, type Plan } from "./plan.js";
import {
  type At,
  type Decide,
  type Depict,
  each,
  type Evaluate,
  into,
  keyOf,
  type Offer,
  ROOT,
  type Run,
  silence,
  unseen,
  type Write,
} from "./run.js";
import { indexOf } from "./values.js";

/** Instances of one repeat: what a mistyped count cannot exceed. Real rosters stay below 60. */
export const MAX_INSTANCES = 250;

const INDEX = /\[([1-9][0-9]{0,3})\]/g;

/** One assignment, compiled. */
export interface Assign {
  readonly target: Spot;
  /** Of the place that is set. */
  readonly value: Evaluate;
}

/** One node of the Plan, placed and compiled. */
export class Spot {
  readonly name: string;
  readonly compartment: string;
  /** The repeats that enclose an instance, its own included. */
  readonly repeats: readonly Spot[];
  /** How many they are. */
  readonly depth: number;
  /** The path cut after each repeat: what the indexes go between. */
  readonly stem: readonly string[];
  /** How many nodes around it, and itself, have a relevance of their own. */
  readonly gates: number;
  /** The nearest node, this one included, that has a relevance of its own; without one it is always relevant. */
  readonly gate: Spot | undefined;
  readonly children: Spot[] = [];
  /** The children by name. */
  readonly family = new Map<string, Spot>();

  /** This node's own relevance, its ancestors' aside. */
  own: Evaluate | undefined = undefined;
  /** Own relevance and that of all ancestors; nothing when it is always relevant. */
  relevance: Decide | undefined = undefined;
  /** Works out the value and remembers it. */
  fetch: Evaluate = silence;
  /** The value, worked out at most once. */
  read: Evaluate = silence;
  calculate: Evaluate | undefined = undefined;
  default: Evaluate | undefined = undefined;
  readonly: Evaluate | undefined = undefined;
  required: Evaluate | undefined = undefined;
  constraint: Evaluate | undefined = undefined;
  count: Evaluate | undefined = undefined;
  /** Whether `run.item` passes the choice filter. */
  offers: Evaluate | undefined = undefined;
  /** The choices it offers where they come from answers. */
  gathered: Offer | undefined = undefined;
  seed: Evaluate | undefined = undefined;
  label: Write = silence;
  media: Depict = unseen;
  hint: Write = silence;
  guidance: Write = silence;
  constraintMessage: Write = silence;
  requiredMessage: Write = silence;

  /** What is set when its answer changes. */
  assignments: readonly Assign[] = [];
  /** Whether what it first comes to is stored: a dynamic default in a repeat, or a value that is kept once. */
  fixed = false;

  /** Indexes of the nodes that its relevance, calculation, count and filter read in the same place. */
  readonly reads = new Set<number>();
  /** Those of them that its calculation reads. */
  readonly worked = new Set<number>();
  /** Whether instances read earlier instances of the same repeat, as a running balance does. */
  running = false;
  /** How much of the stack it can use, with what decides its relevance, until it reads another node. */
  frames = 0;
  /** Bits of the nodes whose answers can change it, its own included. */
  sources = 0n;

  constructor(
    readonly index: number,
    readonly node: Node,
    readonly parent: Spot | undefined,
  ) {
    const { path, kind, relevant } = node;
    this.name = path.slice(path.lastIndexOf("/") + 1);
    if (parent !== undefined && `${parent.node.path}/${this.name}` !== path) {
      throw new PlanError(path, `it is not a child of ${parent.node.path}`);
    }
    this.compartment = node.compartment || (parent?.compartment ?? "");
    const above = parent?.repeats ?? [];
    this.repeats = kind === "repeat" ? [...above, this] : above;
    this.depth = this.repeats.length;
    this.stem = stemOf(path, this.repeats);
    this.gates = (parent?.gates ?? 0) + (relevant === null ? 0 : 1);
    this.gate = relevant === null ? parent?.gate : this;
  }

  /** Returns the instance path; for a repeat with one index less, the path that its count is stored at. */
  address(at: At): string {
    let written = "";
    for (const [place, index] of at.slice(0, this.depth).entries()) {
      written += `${this.stem[place] ?? ""}[${index}]`;
    }
    return written + (this.stem[at.length] ?? "");
  }

  /** Returns whether an instance is relevant. */
  relevant(run: Run, at: At): boolean {
    return this.relevance === undefined || this.relevance(run, at);
  }

  /** Whether an answer here is sealed on arrival. Files always are. */
  get sealed(): boolean {
    return this.node.keep === "seal" || this.node.type === "binary";
  }

  /** Whether there can be a value without an answer. */
  get derived(): boolean {
    return this.calculate !== undefined;
  }

  /** Whether several choices are one answer. */
  get multiple(): boolean {
    return this.node.control === "select" || this.node.control === "rank";
  }
}

/** Returns the root and every node of a Plan in document order. Throws PlanError on two nodes with one path. */
export function plant(plan: Plan): [Spot, ...Spot[]] {
  const root = new Spot(0, complete({ path: `/${plan.name}`, kind: "group", children: plan.nodes }), undefined);
  const spots: [Spot, ...Spot[]] = [root];
  grow(root, spots);
  if (new Set(spots.map((spot) => spot.node.path)).size < spots.length) {
    throw new PlanError(root.node.path, "two nodes have the same path");
  }
  return spots;
}

function grow(parent: Spot, spots: Spot[]): void {
  for (const written of parent.node.children) {
    const child = new Spot(spots.length, complete(written), parent);
    spots.push(child);
    parent.children.push(child);
    parent.family.set(child.name, child);
    grow(child, spots);
  }
}

function stemOf(path: string, repeats: readonly Spot[]): string[] {
  const ends = [0, ...repeats.map((repeat) => repeat.node.path.length), path.length];
  return ends.slice(1).map((end, place) => path.slice(ends[place], end));
}

/** Returns the groups and repeats around a node, outermost first, without the root. */
export function around(spot: Spot): Spot[] {
  const found: Spot[] = [];
  for (let above = spot.parent; above?.parent !== undefined; above = above.parent) {
    found.unshift(above);
  }
  return found;
}

/** Returns an instance path as the node's path and the indexes in it. */
export function parsed(path: string): [name: string, at: At] {
  return [path.replace(INDEX, ""), Array.from(path.matchAll(INDEX), (found) => Number(found[1]))];
}

/**
 * Returns how many instances a repeat has. `at` is the place of the repeat, without an index of its own.
 *
 * A count that is blank, negative or no number is 0. Without a count expression the person adds and removes: one
 * instance is there from the beginning, as in ODK.
 */
export function instances(repeat: Spot, run: Run, at: At): number {
  const key = keyOf(repeat.index, at);
  let known = run.counts.get(key);
  if (known === undefined) {
    run.counts.set(key, 0); // a count that asks for itself finds nothing
    try {
      known = counted(repeat, run, at);
      run.counts.set(key, known);
    } catch (error) {
      run.counts.delete(key);
      throw error;
    }
  }
  return known;
}

function counted(repeat: Spot, run: Run, at: At): number {
  const wanted =
    repeat.count === undefined ? (run.answers[repeat.address(at)] ?? "1") : repeat.count(run, into(at, 1));
  return Math.max(0, Math.min(MAX_INSTANCES, indexOf(wanted)));
}

/** Returns the places of all instances of a node, relevant or not. */
export function everywhere(spot: Spot, run: Run): At[] {
  return spot.repeats.reduce<At[]>(
    (places, repeat) => places.flatMap((at) => each(at, instances(repeat, run, at))),
    [ROOT],
  );
}
