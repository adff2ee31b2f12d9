// Which choices a question offers, in which order, and which of them a person meant. Twin of bot/interview/choices.py.

import { names } from "./functions.js";
import { passing } from "./items.js";
import type { Program } from "./program.js";
import { type At, type Option, ROOT, type Run } from "./run.js";
import type { ShownChoice } from "./shown.js";
import type { Spot } from "./spots.js";
import { folded, words } from "./text.js";
import { toNumber, toText } from "./values.js";
import { hashed } from "./volatile.js";

/** What a trigger ("I have read this") stores. */
export const ACKNOWLEDGED = "OK";

/** Choices that are the interview's own: signs, because the form has no words for them. */
const SIGNS = { more: "\uff0b", enough: "\u2713", fewer: "\uff0d", [ACKNOWLEDGED]: "\u2713" };

const MULTIPLIER = 16_807;
const MODULUS = 2_147_483_647;
const SEPARATORS = /[,;\u3001\uff0c\uff1b]/g;

/** Returns what a select offers now: filtered, then shuffled if the form wants it. */
export function offered(program: Program, run: Run, spot: Spot, at: At): readonly Option[] {
  const { itemset } = spot.node;
  const listed = spot.gathered?.(run, at) ?? program.lists.get(itemset?.choices ?? "") ?? [];
  const options = spot.offers === undefined ? listed : passing(listed, spot.offers, run, at);
  return itemset?.randomize ? shuffled(options, seedOf(run, spot, at)) : options;
}

function seedOf(run: Run, spot: Spot, at: At): number {
  if (spot.seed === undefined) {
    return new DataView(hashed(run.seed + spot.address(at)).buffer).getUint32(0);
  }
  const given = spot.seed(run, at);
  const number = toNumber(given);
  if (Number.isFinite(number)) {
    return Math.trunc(number);
  }
  const text = toText(given);
  return text === "" ? 0 : Number(new DataView(hashed(text).buffer).getBigInt64(0));
}

/** Shuffles as ODK specifies for randomize(): Park-Miller numbers, Fisher-Yates from the inside out. */
function shuffled(options: readonly Option[], seed: number): Option[] {
  let state = seed % MODULUS;
  state += state <= 0 ? MODULUS - 1 : 0;
  const order: Option[] = [];
  for (const [place, option] of options.entries()) {
    state = (state * MULTIPLIER) % MODULUS;
    const other = Math.trunc(((state - 1) / (MODULUS - 1)) * (place + 1));
    order[place] = order[other] ?? option;
    order[other] = option;
  }
  return order;
}

/** Returns what a select offers now, as the person reads it. */
export function shown(program: Program, run: Run, spot: Spot, at: At): readonly ShownChoice[] {
  const { itemset } = spot.node;
  const name = itemset?.choices ?? "";
  if (spot.offers !== undefined || itemset?.randomize || !program.plainLists.has(name)) {
    return offered(program, run, spot, at).map((option) => read(option, run));
  }
  const key = JSON.stringify([name, run.language]);
  const known = program.shownLists.get(key) ?? (program.lists.get(name) ?? []).map((option) => read(option, run));
  program.shownLists.set(key, known);
  return known;
}

function read(option: Option, run: Run): ShownChoice {
  return { name: option.name, label: option.label(run, ROOT), media: option.media(run.language) };
}

/** Returns choices of the interview's own. */
export function signs(...wanted: (keyof typeof SIGNS)[]): ShownChoice[] {
  return wanted.map((name) => ({ name, label: SIGNS[name], media: {} }));
}

/** Returns the names of the choices that somebody wrote, by name or label, or nothing if one is unknown. */
export function meant(choices: readonly ShownChoice[], text: string, multiple: boolean): string[] | undefined {
  const backwards = [...choices].reverse();
  const byWords = new Map(backwards.map(({ label, name }) => [folded(label), name]));
  for (const { name } of backwards) {
    byWords.set(folded(name), name);
  }
  const whole = byWords.get(folded(text));
  if (whole !== undefined) {
    return [whole];
  }
  const found = multiple ? words(text.replace(SEPARATORS, " ")).map((word) => byWords.get(folded(word))) : [undefined];
  const known = found.filter((name) => name !== undefined);
  return known.length === found.length ? known : undefined;
}

/** Returns the labels of the choices in a value, in its order; a name that has no label stands for itself. */
export function labels(program: Program, run: Run, spot: Spot, at: At, value: string): string {
  const known = named(program, run, spot, at);
  return names(value)
    .map((name) => [known?.get(name)?.label(run, ROOT), name].find(Boolean))
    .join(", ");
}

/** Returns a select's choices by name, whether its filter offers them or not. */
function named(program: Program, run: Run, spot: Spot, at: At): ReadonlyMap<string, Option> | undefined {
  const gathered = spot.gathered?.(run, at);
  return gathered === undefined
    ? program.named.get(spot.node.itemset?.choices ?? "")
    : new Map([...gathered].reverse().map((option) => [option.name, option]));
}
