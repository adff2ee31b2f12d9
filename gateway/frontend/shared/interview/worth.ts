// What a relevant node is worth: calculated, or answered, or a default; of a select only what is still on offer.
// Twin of bot/interview/worth.py.

import { names } from "./functions.js";
import { passing } from "./items.js";
import type { Evaluate, Offer, Option } from "./run.js";
import type { Atlas } from "./scope.js";
import { SEALED } from "./shown.js";
import type { Spot } from "./spots.js";
import { READERS, settled, toBoolean, toStored, WRITERS } from "./values.js";

/** Returns how a relevant node comes to its value: calculated, or answered, or a default. */
export function worthOf(spot: Spot, atlas: Atlas): Evaluate {
  const calculated = calculation(spot);
  if (calculated !== undefined && spot.node.kind !== "question") {
    return calculated;
  }
  const stored = answer(spot, calculated);
  const { gathered, offers, readonly } = spot;
  if (gathered !== undefined) {
    return stillThere(gathered, stored);
  }
  if (offers !== undefined) {
    return stillOffered(offers, stored, atlas.lists.get(spot.node.itemset?.choices ?? "") ?? []);
  }
  if (calculated === undefined || readonly === undefined) {
    return stored;
  }
  return (run, at) => (toBoolean(readonly(run, at)) ? calculated : stored)(run, at);
}

function calculation({ calculate, node }: Spot): Evaluate | undefined {
  if (calculate === undefined) {
    return undefined;
  }
  const convert = WRITERS.get(node.type) ?? settled;
  return (run, at) => convert(calculate(run, at));
}

function answer(spot: Spot, calculated: Evaluate | undefined): Evaluate {
  const reader = spot.node.keep === "draft" ? READERS.get(spot.node.type) : undefined;
  const other = calculated ?? (spot.depth > 0 ? byDefault(spot) : undefined);
  return (run, at) => {
    const text = run.answers[spot.address(at)];
    if (text === undefined) {
      return other?.(run, at) ?? "";
    }
    return reader === undefined || text === "" || text === SEALED ? text : reader(text);
  };
}

/** Returns the default of a node in a repeat: until it is stored, because instances come and go. */
function byDefault(spot: Spot): Evaluate | undefined {
  const begun = spot.default;
  const reader = READERS.get(spot.node.type);
  if (begun === undefined) {
    return undefined;
  }
  return (run, at) => {
    const text = toStored(begun(run, at));
    return reader?.(text) ?? text;
  };
}

/** Returns a select's value without the choices whose answers are gone. They are kept all the same. */
function stillThere(gathered: Offer, stored: Evaluate): Evaluate {
  return (run, at) => {
    const picked = stored(run, at);
    const known = picked === "" ? [] : gathered(run, at).map(({ name }) => name);
    return names(picked)
      .filter((name) => known.includes(name))
      .join(" ");
  };
}

/** Returns a select's value without the choices that its filter no longer offers. They are kept all the same. */
function stillOffered(offers: Evaluate, stored: Evaluate, options: readonly Option[]): Evaluate {
  const rows = new Map<string, Option[]>();
  for (const option of options) {
    const row = rows.get(option.name);
    row?.push(option);
    rows.set(option.name, row ?? [option]);
  }
  return (run, at) =>
    names(stored(run, at))
      .filter((name) => passing(rows.get(name) ?? [], offers, run, at).length > 0)
      .join(" ");
}
