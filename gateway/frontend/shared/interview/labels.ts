// Words of the form as values: the label of a choice, and texts by their identifiers, in the language of the look.
// Twin of bot/interview/labels.py.

import { PlanError } from "./errors.js";
import { type Call, MISSING } from "./plan.js";
import { type At, type Evaluate, ROOT, silence, type Write } from "./run.js";
import { type Atlas, fault, type Scope } from "./scope.js";
import type { Compiler } from "./special.js";
import type { Spot } from "./spots.js";
import { strip } from "./text.js";
import { toText } from "./values.js";
import { compileWording } from "./wording.js";

/** Compiles `jr:choice-name`: "" for what the select does not know. */
export function choiceName(compiler: Compiler, [, , [given = MISSING, named]]: Call, scope: Scope): Evaluate {
  const value = compiler.expression(given, scope);
  const spot = named?.[0] === "str" ? spotNamed(compiler.atlas, named[1], scope) : undefined;
  if (!spot?.node.itemset) {
    throw fault(scope, "jr:choice-name() takes the path of a select in quotes");
  }
  if (!spot.node.itemset.choices) {
    compiler.atlas.note(spot);
    return nameGathered(value, spot, scope);
  }
  const labels = compiler.atlas.named.get(spot.node.itemset.choices);
  return (run, at) => labels?.get(strip(toText(value(run, at))))?.label(run, ROOT) ?? "";
}

/** Returns the label of a choice that comes from answers: as the select offers it in this place, or in the first. */
function nameGathered(value: Evaluate, spot: Spot, scope: Scope): Evaluate {
  const shared = spot.repeats.filter((repeat, place) => repeat === scope.spot.repeats[place]).length;
  const first: At = spot.repeats.slice(shared).map(() => 1);
  return (run, at) => {
    const wanted = strip(toText(value(run, at)));
    const offered = wanted === "" ? [] : (spot.gathered?.(run, [...at.slice(0, shared), ...first]) ?? []);
    return offered.find(({ name }) => name === wanted)?.label(run, ROOT) ?? "";
  };
}

/** Returns the node that a path in quotes names, absolute or from the context node. */
function spotNamed(atlas: Atlas, path: string, scope: Scope): Spot | undefined {
  const trimmed = strip(path);
  if (trimmed === "" || trimmed.startsWith("/")) {
    return atlas.byPath.get(trimmed);
  }
  let spot: Spot | undefined = scope.spot;
  for (const piece of trimmed.split("/")) {
    if (piece !== ".") {
      spot = piece === ".." ? spot?.parent : spot?.family.get(piece);
    }
  }
  return spot;
}

/** Compiles `jr:itext`: a text of the form in the language of this look; "" where there is none of that name. */
export function itext(compiler: Compiler, [, , [named = MISSING]]: Call, scope: Scope): Evaluate {
  if (named[0] === "str") {
    return textNamed(compiler, named[1], scope);
  }
  const found = compiler.expression(named, scope);
  const writers = allTexts(compiler, scope);
  return (run, at) => (writers.get(toText(found(run, at))) ?? silence)(run, at);
}

/** Returns every text that can be said here. What is read shows only when one is said: most are no circle. */
function allTexts(compiler: Compiler, scope: Scope): ReadonlyMap<string, Write> {
  const { atlas } = compiler;
  const { reads } = atlas;
  const writers = new Map<string, Write>();
  atlas.reads = undefined;
  for (const name of Object.keys(atlas.plan.texts ?? {})) {
    try {
      writers.set(name, textNamed(compiler, name, scope));
    } catch (error) {
      if (!(error instanceof PlanError)) {
        throw error; // a text that belongs elsewhere reads what is not here, and is left out
      }
    }
  }
  atlas.reads = reads;
  atlas.running ||= scope.spot.depth > 0;
  return writers;
}

function textNamed(compiler: Compiler, name: string, scope: Scope): Write {
  const { speaking, plan } = compiler.atlas;
  if (speaking.has(name)) {
    throw fault(scope, "a text contains itself");
  }
  speaking.add(name);
  try {
    const texts = new Map(Object.entries(plan.texts ?? {}));
    return compileWording(compiler, texts.get(name) ?? {}, scope);
  } finally {
    speaking.delete(name);
  }
}
