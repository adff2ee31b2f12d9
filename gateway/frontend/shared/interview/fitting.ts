// Fits closures to the nodes of a Plan: conditions, values, choices, assignments, words. Called by `program` only.
// Every fault is noted before one is thrown. Twin of bot/interview/fitting.py, in whose order everything is compiled:
// what chance is drawn for goes by it.

import { PlanError, PlanErrors } from "./errors.js";
import { ExpressionCompiler } from "./evaluate.js";
import { gather } from "./gathering.js";
import type { Assignment, Choice, Expression, Itemset, Wording } from "./plan.js";
import { type Evaluate, type Option, silence, type Write } from "./run.js";
import { type Atlas, fault, type Scope } from "./scope.js";
import type { Assign, Spot } from "./spots.js";
import { compileMedia, compileWording } from "./wording.js";

/** Types that no one can write in a chat. */
const UNASKED = ["geotrace", "geoshape"];
const MOST_FAULTS = 100;
/** Frames that a node takes beside its expressions: read, fetch, and what turns a text into a value. */
const LINK = 6;
/** Frames of one level of an expression, at most: a function over its arguments, or a path and its predicate. */
const LEVEL = 2;

/** Compiles one Plan's expressions and words into its spots. */
export class Fitter {
  private readonly compiler: ExpressionCompiler;
  private readonly faults: PlanError[] = [];

  constructor(private readonly atlas: Atlas) {
    this.compiler = new ExpressionCompiler(atlas);
  }

  /** Fills in every spot, and returns the compiler. Throws PlanError, or PlanErrors for several faults. */
  fit(): ExpressionCompiler {
    this.lists();
    for (const spot of this.atlas.spots) {
      this.logic(spot);
      this.choices(spot);
      this.judgement(spot);
      this.words(spot);
    }
    const [first, ...others] = this.faults;
    if (first !== undefined) {
      throw others.length > 0 ? new PlanErrors(first, this.faults) : first;
    }
    return this.compiler;
  }

  // --- one node ---------------------------------------------------------------------------------------------

  /** Compiles what decides whether there is a value, and which: what other nodes can depend on. */
  private logic(spot: Spot): void {
    const { node, reads, worked, depth } = spot;
    const here = { spot };
    if (node.kind === "question" && UNASKED.includes(node.type)) {
      this.fault(fault(here, `a question of type ${node.type} cannot be asked in a conversation`));
    }
    Object.assign(this.atlas, { reads, running: false, once: false, nesting: 0, height: 0 });
    spot.own = this.optional(node.relevant, here);
    this.atlas.reads = worked;
    spot.calculate = this.optional(node.calculate, here);
    this.atlas.reads = reads;
    worked.forEach((index) => reads.add(index));
    const keptOnce = this.atlas.once;
    spot.count = this.optional(node.count, here);
    spot.readonly = this.optional(node.readonly, here);
    if (depth > 0) {
      // in a repeat a default is read until it is stored, outside it is stored from the beginning
      spot.default = this.optional(node.default, here);
    }
    spot.fixed = keptOnce || (depth > 0 && node.default !== null && node.default[0] !== "str");
  }

  /** Compiles which choices are on offer. They decide the value too: what is no longer offered is a blank. */
  private choices(spot: Spot): void {
    const { itemset } = spot.node;
    const here = { spot };
    if (itemset !== null && !itemset.choices) {
      spot.gathered = this.attempt(() => gather(this.compiler, itemset, here));
    } else if (itemset !== null) {
      spot.offers = this.attempt(() => this.filter(itemset, here));
    }
    spot.running = this.atlas.running;
    spot.frames = LINK + LEVEL * (this.atlas.height + spot.gates);
    this.atlas.reads = undefined;
    if (itemset?.randomize) {
      this.atlas.volatile = true;
      spot.seed = this.optional(itemset.seed, here);
    }
  }

  private filter({ choices = "", filter }: Itemset, here: Scope): Evaluate | undefined {
    if (!this.atlas.lists.has(choices)) {
      throw fault(here, "its choice list is not there");
    }
    return filter ? this.compiler.items.filter(filter, here) : undefined;
  }

  /** Compiles what is asked of an answer and what an answer sets: nothing else depends on them. */
  private judgement(spot: Spot): void {
    const { node } = spot;
    const here = { spot };
    if (spot.depth === 0) {
      spot.default = this.optional(node.default, here);
    }
    spot.required = this.optional(node.required, here);
    spot.constraint = this.optional(node.constraint, { spot, judged: spot });
    spot.assignments = node.assignments
      .map((assignment) => this.attempt(() => this.assign(assignment, here)))
      .filter((assign) => assign !== undefined);
  }

  private assign({ path, value }: Assignment, here: Scope): Assign {
    const target = this.atlas.byPath.get(path);
    if (target === undefined || target.children.length > 0) {
      throw fault(here, `it sets ${path}, which holds no value`);
    }
    return { target, value: this.compiler.expression(value, { spot: target }) };
  }

  private words(spot: Spot): void {
    const { node } = spot;
    const here = { spot };
    spot.label = this.wording(node.label, here);
    spot.hint = this.wording(node.hint, here);
    spot.guidance = this.wording(node.guidance, here);
    spot.requiredMessage = this.wording(node.required_message, here);
    spot.constraintMessage = this.wording(node.constraint_message, here);
    spot.media = compileMedia(node.media, this.atlas.plan.default_language);
  }

  // --- choice lists -----------------------------------------------------------------------------------------

  private lists(): void {
    const { root, plan, lists, named } = this.atlas;
    for (const [name, choices] of Object.entries(plan.lists ?? {})) {
      const options = choices.map((choice) => this.option(choice, { spot: root }));
      const byName = new Map<string, Option>();
      for (const option of options) {
        byName.set(option.name, byName.get(option.name) ?? option);
      }
      lists.set(name, options);
      named.set(name, byName);
    }
  }

  private option({ name, label = {}, columns = {}, media = {} }: Choice, root: Scope): Option {
    return {
      name,
      columns: new Map(Object.entries(columns)),
      label: this.wording(label, root),
      media: compileMedia(media, this.atlas.plan.default_language),
    };
  }

  // --- faults -----------------------------------------------------------------------------------------------

  private optional(expression: Expression | null | undefined, scope: Scope): Evaluate | undefined {
    return expression ? this.attempt(() => this.compiler.expression(expression, scope)) : undefined;
  }

  private wording(wording: Wording, scope: Scope): Write {
    return this.attempt(() => compileWording(this.compiler, wording, scope)) ?? silence;
  }

  /** Compiles something; notes the fault where that fails. */
  private attempt<Compiled>(compile: () => Compiled): Compiled | undefined {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof PlanError)) {
        throw error;
      }
      this.fault(error);
      return undefined;
    }
  }

  private fault(error: PlanError): void {
    if (this.faults.length < MOST_FAULTS) {
      this.faults.push(error);
    }
  }
}
