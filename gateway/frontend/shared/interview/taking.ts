// What is taken at one place: each function returns the change to merge into the answers, or why there is none.
// Twin of bot/interview/taking.py.

import { meant } from "./choices.js";
import type { Stand } from "./course.js";
import { normalise } from "./entry.js";
import { answered, resized } from "./following.js";
import type { Program } from "./program.js";
import type { Run } from "./run.js";
import { choices, demanded, holds } from "./showing.js";
import { type Change, type Refusal, refusal, SEALED } from "./shown.js";
import { instances } from "./spots.js";
import { strip } from "./text.js";
import { READERS, toBoolean } from "./values.js";

/** Takes what a person wrote. Blank text clears. */
export function takeText(program: Program, run: Run, stand: Stand, text: string): Change | Refusal {
  const { spot } = stand;
  const { kind, type, appearance, itemset } = spot.node;
  if (kind === "note") {
    return {};
  }
  if (strip(text) === "") {
    return kind === "repeat" ? {} : take(program, run, stand, "");
  }
  if (spot.sealed) {
    return refusal("refused-sealed");
  }
  const offered = choices(program, run, stand);
  if (offered.length > 0 || itemset !== null) {
    const picked = meant(offered, text, spot.multiple);
    return picked === undefined ? refusal("refused-choice") : takeChoices(program, run, stand, picked);
  }
  const entered = normalise(type, appearance, text);
  return typeof entered === "string" ? take(program, run, stand, entered) : entered;
}

/** Takes choices by name. They are stored in the order of the list; for a ranking the order is the answer. */
export function takeChoices(program: Program, run: Run, stand: Stand, picked: readonly string[]): Change | Refusal {
  const { spot } = stand;
  const { kind, control, itemset } = spot.node;
  const known = [...new Set(choices(program, run, stand).map(({ name }) => name))];
  const wanted = [...new Set(picked)];
  if (!wanted.every((name) => known.includes(name)) || (wanted.length > 1 && !spot.multiple)) {
    return refusal("refused-choice");
  }
  if (kind === "repeat") {
    return resize(program, run, stand, wanted);
  }
  if (control === "rank") {
    const all = wanted.length === 0 || wanted.length === known.length;
    return all ? take(program, run, stand, wanted.join(" ")) : refusal("refused-choice");
  }
  const order = program.named.get(itemset?.choices ?? "")?.keys() ?? known;
  return take(program, run, stand, [...order].filter((name) => wanted.includes(name)).join(" "));
}

/** Takes that an answer was sealed on arrival. Its content is judged by nobody. */
export function takeSealed(program: Program, run: Run, { spot, at }: Stand): Change | Refusal {
  if (spot.node.kind !== "question" || !spot.sealed) {
    return refusal("refused-sealed");
  }
  return holds(spot.readonly, run, at) ? refusal("refused-readonly") : answered(program, run, spot, at, SEALED);
}

/** Adds the instance that was asked about, or takes away the last one; its answers stay where they are. */
function resize(program: Program, run: Run, { spot, at }: Stand, [wanted]: readonly string[]): Change {
  const outer = at.slice(0, -1);
  const last = instances(spot, run, outer);
  if (wanted === "more") {
    return resized(program, run, spot, outer, Math.max(last, Math.min(at.at(-1) ?? 0, last + 1)));
  }
  return wanted === "fewer" ? resized(program, run, spot, outer, Math.max(0, last - 1)) : {};
}

function take(program: Program, run: Run, stand: Stand, text: string): Change | Refusal {
  const { spot, at } = stand;
  if (holds(spot.readonly, run, at)) {
    return refusal("refused-readonly");
  }
  if (text === "" && demanded(program, run, stand)) {
    return refusal("refused-required", spot.requiredMessage(run, at));
  }
  if (text !== "" && !(inRange(stand, text) && allowed(run, stand, text))) {
    return refusal("refused-constraint", spot.constraintMessage(run, at));
  }
  return answered(program, run, spot, at, text);
}

/** Returns whether a range's own limits and steps hold: ODK keeps them in its parameters, not in the constraint. */
function inRange({ spot }: Stand, text: string): boolean {
  const { control, parameters } = spot.node;
  const written = ["start", "end", "step"].map((name) => parameters[name] ?? "");
  const [start, end, step = 0n, place] = scaled([...written, text]);
  if (control !== "range" || start === undefined || end === undefined) {
    return true;
  }
  if (place === undefined || place < least(start, end) || place > -least(-start, -end)) {
    return false;
  }
  return step === 0n || (place - start) % step === 0n;
}

/** Returns decimals as whole numbers of the smallest unit among them; what is no number as nothing. */
function scaled(texts: readonly string[]): (bigint | undefined)[] {
  const found = texts.map((text) => /^([+-]?)([0-9]*)\.?([0-9]*)$/.exec(strip(text)));
  const places = Math.max(...found.map((parts) => parts?.[3]?.length ?? 0));
  return found.map((parts) => {
    const [, sign = "", whole = "", part = ""] = parts ?? [];
    return whole + part === "" ? undefined : BigInt(sign + whole + part.padEnd(places, "0"));
  });
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function allowed(run: Run, { spot, at }: Stand, text: string): boolean {
  if (spot.constraint === undefined) {
    return true;
  }
  run.candidate = READERS.get(spot.node.type)?.(text) ?? text;
  return toBoolean(spot.constraint(run, at));
}
