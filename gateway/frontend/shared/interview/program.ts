// A Plan, compiled once and shared by every look at an interview. Twin of bot/interview/program.py.

import { wireFetch, wireRead, wireRelevance } from "./cells.js";
import { Course } from "./course.js";
import { PlanError } from "./errors.js";
import type { ExpressionCompiler } from "./evaluate.js";
import { Fitter } from "./fitting.js";
import { arrange } from "./graph.js";
import { type Choice, FORMAT, type Plan } from "./plan.js";
import { Progress } from "./progress.js";
import type { Evaluate, Option } from "./run.js";
import { Atlas } from "./scope.js";
import type { Rare } from "./special.js";
import type { ShownChoice } from "./shown.js";
import { plant, type Spot } from "./spots.js";

/** A question that is calculated. */
export interface Rework {
  readonly spot: Spot;
  readonly calculate: Evaluate;
  /** Bits of the nodes that its calculation comes from. */
  readonly origins: bigint;
}

/** Closures, order and indexes of one Plan. Its constructor throws PlanError for what cannot be run. */
export class Program {
  readonly root: Spot;
  readonly spots: readonly Spot[];
  readonly byPath: ReadonlyMap<string, Spot>;
  readonly compiler: ExpressionCompiler;
  readonly lists: ReadonlyMap<string, readonly Option[]>;
  readonly named: ReadonlyMap<string, ReadonlyMap<string, Option>>;
  /** Lists whose labels hold no answers: shown alike in every conversation. */
  readonly plainLists: ReadonlySet<string>;
  /** Those lists by name and language, made when first shown. */
  readonly shownLists = new Map<string, readonly ShownChoice[]>();
  /** Whether something draws from the seed. */
  readonly volatile: boolean;
  readonly signalling: readonly Spot[];
  /** Nodes whose first value is stored. */
  readonly fixing: readonly Spot[];
  /** Questions that are calculated, and can be answered all the same. */
  readonly reworking: readonly Rework[];
  readonly course: Course;
  readonly progress: Progress;

  constructor(
    readonly plan: Plan,
    /** The functions of `rare`, where the Plan calls one; `load` sees to it. */
    rare?: Rare,
  ) {
    if (plan.format !== FORMAT) {
      throw new PlanError(`/${plan.name}`, `plan format ${plan.format} is not ${FORMAT}`);
    }
    const atlas = new Atlas(plan, plant(plan), rare);
    const { root, spots, byPath, lists, named } = atlas;
    spots.forEach(wireRead);
    this.compiler = new Fitter(atlas).fit();
    arrange(spots);
    for (const spot of spots) {
      wireRelevance(spot);
      wireFetch(spot, atlas);
    }
    [this.root, this.spots, this.byPath, this.lists, this.named] = [root, spots, byPath, lists, named];
    this.plainLists = new Set([...lists.keys()].filter((name) => plan.lists?.[name]?.every(isPlain)));
    this.volatile = atlas.volatile;
    this.signalling = spots.filter((spot) => spot.node.signals.length > 0);
    this.fixing = spots.filter((spot) => spot.fixed);
    this.reworking = spots.flatMap((spot) => rework(spot, spots));
    this.course = new Course(root);
    this.progress = new Progress(this.course);
  }
}

function rework(spot: Spot, spots: readonly Spot[]): Rework[] {
  const { calculate, node, fixed, sealed, worked } = spot;
  if (calculate === undefined || node.kind !== "question" || fixed || sealed) {
    return [];
  }
  const origins = Array.from(worked, (index) => spots[index]?.sources ?? 0n).reduce((all, bits) => all | bits, 0n);
  return [{ spot, calculate, origins }];
}

function isPlain(choice: Choice): boolean {
  return Object.values(choice.label ?? {}).every((words) => words.every((piece) => typeof piece === "string"));
}
