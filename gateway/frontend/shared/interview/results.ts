// What an interview has come to: the lines to read back, the signals for triage, and what is handed in.
// Twin of bot/interview/results.py.

import { labels } from "./choices.js";
import type { Stand } from "./course.js";
import { names } from "./functions.js";
import type { Signal } from "./plan.js";
import type { Program } from "./program.js";
import { type At, each, ROOT, type Run } from "./run.js";
import { SEALED, type Submitted, type SummaryLine } from "./shown.js";
import { everywhere, instances, type Spot } from "./spots.js";
import { toStored, toText } from "./values.js";

/** Returns every place that would be shown now, in order. */
export function stands(program: Program, run: Run): Stand[] {
  const found: Stand[] = [];
  const { course } = program;
  for (let stand = course.first(run); stand !== undefined; stand = course.after(run, stand)) {
    found.push(stand);
  }
  return found;
}

/** Returns a line for every relevant question. */
export function summary(program: Program, run: Run): SummaryLine[] {
  return stands(program, run)
    .filter(({ spot }) => spot.node.kind === "question")
    .map((stand) => line(program, run, stand));
}

function line(program: Program, run: Run, { spot, at }: Stand): SummaryLine {
  const value = toStored(spot.read(run, at));
  const picked = pickedFrom(program, run, spot, at, value);
  return {
    path: spot.address(at),
    label: spot.label(run, at),
    shown: value === SEALED ? "" : (picked ?? value),
    answered: value !== "",
    sealed: spot.sealed,
  };
}

/** Returns the labels of the choices in a value; null where the question has none. */
function pickedFrom(program: Program, run: Run, spot: Spot, at: At, value: string): string | null {
  return spot.node.itemset === null ? null : labels(program, run, spot, at, value);
}

/** Returns the names of the signals that are raised in any instance of their nodes. */
export function signals(program: Program, run: Run): Set<string> {
  const raised = new Set<string>();
  for (const spot of program.signalling) {
    if (spot.depth === 0 && !spot.derived && run.answers[spot.node.path] === undefined) {
      continue; // what nobody answered raises nothing
    }
    for (const at of everywhere(spot, run)) {
      for (const signal of spot.node.signals.filter((raising) => isRaised(raising, spot, run, at))) {
        raised.add(signal.name);
      }
    }
  }
  return raised;
}

function isRaised(signal: Signal, spot: Spot, run: Run, at: At): boolean {
  if (!spot.relevant(run, at)) {
    return false;
  }
  const value = toText(spot.read(run, at));
  if (signal.choices.length > 0) {
    return names(value).some((name) => signal.choices.includes(name));
  }
  return !["", "0", "false"].includes(value);
}

/** Returns every relevant node that has a value, in document order, the instances of a repeat one after another. */
export function submission(program: Program, run: Run): Submitted[] {
  const found: Submitted[] = [];
  submit(program, run, { spot: program.root, at: ROOT }, found);
  return found;
}

function submit(program: Program, run: Run, { spot, at }: Stand, found: Submitted[]): void {
  for (const child of spot.children) {
    for (const here of child.node.kind === "repeat" ? each(at, instances(child, run, at)) : [at]) {
      if (!child.relevant(run, here)) {
        continue;
      }
      const stand = { spot: child, at: here };
      const value = toStored(child.read(run, here));
      if (value !== "") {
        found.push(entry(program, run, stand, value));
      }
      submit(program, run, stand, found);
    }
  }
}

function entry(program: Program, run: Run, { spot, at }: Stand, value: string): Submitted {
  return {
    path: spot.address(at),
    name: spot.name,
    compartment: spot.compartment,
    label: spot.label(run, at),
    value,
    shown: pickedFrom(program, run, spot, at, value),
    sealed: value === SEALED,
  };
}
