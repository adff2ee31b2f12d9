// What is shown at one place: words in the person's language, the choices on offer, and what has been answered.
// Twin of bot/interview/showing.py.

import { ACKNOWLEDGED, shown, signs } from "./choices.js";
import type { Stand } from "./course.js";
import type { Program } from "./program.js";
import { type At, type Evaluate, keyOf, type Run } from "./run.js";
import type { Question, ShownChoice } from "./shown.js";
import { around, type Spot } from "./spots.js";
import { toBoolean, toStored } from "./values.js";

/** Returns the question, the note or the "add another?" of a place. */
export function question(program: Program, run: Run, stand: Stand): Question {
  const { spot, at } = stand;
  const { node } = spot;
  const repeat = node.kind === "repeat";
  const offered = choices(program, run, stand);
  return {
    path: spot.address(at),
    name: spot.name,
    kind: node.kind === "note" ? "note" : "question",
    type: repeat ? "repeat" : node.type,
    control: repeat ? "select1" : node.control,
    appearance: node.appearance,
    mediatype: node.mediatype,
    label: spot.label(run, at),
    hint: spot.hint(run, at),
    guidance: spot.guidance(run, at),
    media: spot.media(run.language),
    choices: offered,
    multiple: spot.multiple,
    required: isDemanded(run, stand, offered),
    readonly: holds(spot.readonly, run, at),
    value: toStored(spot.read(run, at)),
    sealed: spot.sealed,
    compartment: spot.compartment,
    heading: heading(program, run, stand),
  };
}

/** Returns what can be picked at a place: of a list, or the interview's own signs. */
export function choices(program: Program, run: Run, { spot, at }: Stand): readonly ShownChoice[] {
  if (spot.node.kind === "repeat") {
    return (at.at(-1) ?? 0) > 1 ? signs("more", "enough", "fewer") : signs("more", "enough");
  }
  return spot.node.control === "trigger" ? signs(ACKNOWLEDGED) : shown(program, run, spot, at);
}

/** Returns whether an answer is required that can be given. */
export function demanded(program: Program, run: Run, stand: Stand): boolean {
  return holds(stand.spot.required, run, stand.at) && isDemanded(run, stand, choices(program, run, stand));
}

/** A place can always be left out: a phone that tells where it is betrays. So can what nobody could answer. */
function isDemanded(run: Run, { spot, at }: Stand, offered: readonly ShownChoice[]): boolean {
  if (spot.node.type === "geopoint" || (spot.node.itemset !== null && offered.length === 0)) {
    return false;
  }
  return holds(spot.required, run, at) && !holds(spot.readonly, run, at);
}

/** Returns whether a condition is there and true. */
export function holds(expression: Evaluate | undefined, run: Run, at: At): boolean {
  return expression !== undefined && toBoolean(expression(run, at));
}

/** Returns the labels of the groups that enclose this place and did not enclose the one before. */
function heading(program: Program, run: Run, stand: Stand): string {
  const entered = enclosing(stand);
  if (entered.size === 0) {
    return "";
  }
  const before = program.course.before(run, stand);
  const left = before === undefined ? undefined : enclosing(before);
  return [...entered]
    .filter(([key]) => !left?.has(key))
    .map(([, group]) => group.spot.label(run, group.at))
    .filter(Boolean)
    .join("\n");
}

function enclosing({ spot, at }: Stand): Map<unknown, Stand> {
  const groups = around(spot).map((group: Spot) => ({ spot: group, at: at.slice(0, group.depth) }));
  return new Map(groups.map((group) => [keyOf(group.spot.index, group.at), group]));
}
