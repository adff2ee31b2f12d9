// Choices that come from answers: one for each node that a path finds, the instances of a repeat as a rule.
// A choice stores what one child of its node holds and shows what another does. Where such a child is sealed all
// choices would look alike, so the number of the instance stands for it. Twin of bot/interview/gathering.py.

import type { Expression, Itemset, Path } from "./plan.js";
import { type At, type Offer, type Run, unseen } from "./run.js";
import { fault, type Scope } from "./scope.js";
import { SEALED } from "./shown.js";
import type { Compiler } from "./special.js";
import type { Spot } from "./spots.js";
import { toStored } from "./values.js";

const NO_COLUMNS: ReadonlyMap<string, string> = new Map();

/** Returns the choices of an itemset over answers as a closure: those with a value, in document order. */
export function gather(compiler: Compiler, itemset: Itemset, scope: Scope): Offer {
  const { nodes, filter } = itemset;
  if (!nodes?.[2].length) {
    throw fault(scope, "its choice list is not there");
  }
  const path = filter ? filtered(nodes, filter) : nodes;
  const head = compiler.paths.head(path, scope);
  const value = child(head, itemset.value ?? "", scope);
  const label = child(head, itemset.label ?? "", scope);
  const places = compiler.paths.places(path, scope);
  compiler.paths.note([value, label], scope, true);
  return (run, at) =>
    places(run, at).flatMap(([, here]) => {
      const name = held(value, run, here);
      const words = name && (held(label, run, here) || name);
      return name === "" ? [] : [{ name, columns: NO_COLUMNS, label: () => words, media: unseen }];
    });
}

/** Returns a path whose last step has one more predicate. */
function filtered([tag, start, steps]: Path, condition: Expression): Path {
  return [
    tag,
    start,
    steps.map(([axis, name, predicates = []], place) =>
      place === steps.length - 1 ? [axis, name, [...predicates, condition]] : [axis, name, predicates],
    ),
  ];
}

function child(head: Spot, name: string, scope: Scope): Spot {
  let spot: Spot | undefined = head;
  for (const piece of name.split("/")) {
    spot = spot?.family.get(piece);
  }
  if (spot?.depth !== head.depth) {
    throw fault(scope, "its choices store or show something that is not there");
  }
  return spot;
}

function held(spot: Spot, run: Run, at: At): string {
  const text = toStored(spot.read(run, at));
  return text === SEALED && at.length > 0 ? String(at.at(-1)) : text;
}
