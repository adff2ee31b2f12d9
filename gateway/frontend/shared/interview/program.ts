// A Plan, compiled once and shared by every look at an interview. Twin of bot/interview/program.py.

import { wireFetch, wireRead, wireRelevance } from "./cells.js";
import { Course } from "./course.js";
import { PlanError } from "./errors.js";
import type { ExpressionCompiler } from "./evaluate.js";
import { Fitter } from "./fitting.js";
import { arrange } from "./graph.js";
import { type Choice, FORMAT, type Plan } from "./plan.js";
import { Progress } from "./progress.js";
import type { Option } from "./run.js";
import { Atlas } from "./scope.js";
import type { ShownChoice } from "./shown.js";
import { plant, type Spot } from "./spots.js";

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
  readonly course: Course;
  readonly progress: Progress;

  constructor(readonly plan: Plan) {
    if (plan.format !== FORMAT) {
      throw new PlanError(`/${plan.name}`, `plan format ${plan.format} is not ${FORMAT}`);
    }
    const atlas = new Atlas(plan, plant(plan));
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
    this.course = new Course(root);
    this.progress = new Progress(this.course);
  }
}

function isPlain(choice: Choice): boolean {
  return Object.values(choice.label ?? {}).every((words) => words.every((piece) => typeof piece === "string"));
}
