// One look at one interview: what comes next, what is shown, what is taken.
// An `Interview` is built for a step and thrown away; it changes nothing. Twin of bot/interview/session.py.

import type { Stand } from "./course.js";
import { begun } from "./following.js";
import type { Instant } from "./moments.js";
import type { Program } from "./program.js";
import * as results from "./results.js";
import { type Answers, Run } from "./run.js";
import * as showing from "./showing.js";
import type { Change, Question, Refusal, Submitted, SummaryLine } from "./shown.js";
import { parsed } from "./spots.js";
import * as taking from "./taking.js";
import { hexadecimal } from "./volatile.js";

const SEED_BYTES = 16;

/**
 * Returns the answers an interview begins with: defaults, what follows from them, and what chance is drawn from.
 *
 * `entropy` is at least 16 fresh random bytes.
 */
export function begin(program: Program, given: { now: Instant; entropy: Uint8Array }): Record<string, string> {
  const { now, entropy } = given;
  const drawn = hexadecimal(entropy.subarray(0, SEED_BYTES));
  const seed = program.volatile ? { [program.root.node.path]: drawn } : {};
  return { ...seed, ...begun(program, look(program, seed, now, program.plan.default_language)) };
}

function look(program: Program, answers: Answers, now: Instant, language: string): Run {
  const seed = program.volatile ? answers[program.root.node.path] : undefined;
  return new Run(answers, now, seed ?? "", language);
}

/**
 * A Plan, answers, a moment and a language. Evaluates lazily; cheap to build.
 *
 * Every method that takes a path throws RangeError where the Plan has nothing to show at it.
 */
export class Interview {
  private readonly run: Run;

  constructor(
    private readonly program: Program,
    answers: Answers,
    given: { now: Instant; language: string },
  ) {
    this.run = look(program, answers, given.now, given.language);
  }

  private stand(path: string): Stand {
    const [name, at] = parsed(path);
    const spot = this.program.byPath.get(name);
    if (spot === undefined || !["question", "note", "repeat"].includes(spot.node.kind) || at.length !== spot.depth) {
      throw new RangeError("nothing is shown at this path");
    }
    return { spot, at };
  }

  /** Returns the instance path of the first thing to show, or null when there is nothing. */
  first(): string | null {
    return pathOf(this.program.course.first(this.run));
  }

  /** Returns the next thing to show, or null at the end. `path` itself need not be relevant any more. */
  after(path: string): string | null {
    return pathOf(this.program.course.after(this.run, this.stand(path)));
  }

  /** Returns the thing shown before, or null at the beginning. `path` itself need not be relevant any more. */
  before(path: string): string | null {
    return pathOf(this.program.course.before(this.run, this.stand(path)));
  }

  /** Returns the instance path of everything that would be shown now, in order. */
  outline(): string[] {
    return results.stands(this.program, this.run).map(({ spot, at }) => spot.address(at));
  }

  /** Returns [n, about m]: the how-manieth question this is, of about how many. A repeat counts once. */
  progress(path: string): [number, number] {
    return this.program.progress.of(this.run, this.stand(path).spot);
  }

  /** Returns what is shown at a path. */
  question(path: string): Question {
    return showing.question(this.program, this.run, this.stand(path));
  }

  /**
   * Takes what a person wrote: the whole change to merge into the answers, or why not. "" clears.
   *
   * The change holds the answer, what its assignments set, and values that are kept from now on. Takes any text
   * without throwing. Choices are recognised by name and by label.
   */
  accept(path: string, value: string): Change | Refusal {
    return taking.takeText(this.program, this.run, this.stand(path), value);
  }

  /** Takes choices by name, in any order; none clears. For a ranking the order is the answer. */
  acceptChoices(path: string, names: readonly string[]): Change | Refusal {
    return taking.takeChoices(this.program, this.run, this.stand(path), names);
  }

  /** Takes that an answer was sealed; its content is judged by nobody. */
  acceptSealed(path: string): Change | Refusal {
    return taking.takeSealed(this.program, this.run, this.stand(path));
  }

  /** Returns every relevant question in order, with its answer. */
  summary(): SummaryLine[] {
    return results.summary(this.program, this.run);
  }

  /** Returns the signals that relevant answers raise. */
  signals(): ReadonlySet<string> {
    return results.signals(this.program, this.run);
  }

  /** Returns every relevant node that has a value. */
  submission(): Submitted[] {
    return results.submission(this.program, this.run);
  }
}

function pathOf(stand: Stand | undefined): string | null {
  return stand === undefined ? null : stand.spot.address(stand.at);
}
