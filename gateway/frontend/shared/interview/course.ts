// The course of an interview: everything that can be shown, laid out in a line with the repeats as loops.
// Walks forwards and backwards, passing over what is not relevant. Nothing here knows what is shown.
// Twin of bot/interview/course.py.

import { type At, ROOT, type Run } from "./run.js";
import { instances, MAX_INSTANCES, type Spot } from "./spots.js";

/** One place on the line. Between a repeat's "enter" and "leave" lies what each of its instances shows. */
export interface Stop {
  readonly kind: "ask" | "enter" | "leave";
  readonly spot: Spot;
}

/** Where somebody stands: at a question or note, or at a repeat's "add another?" for the instance `at` names. */
export interface Stand {
  readonly spot: Spot;
  readonly at: At;
}

/** A place on the line, and the indexes of the repeats around it. */
interface Goto {
  readonly place: number;
  readonly at: At;
}

/** The line of one Plan. */
export class Course {
  readonly stops: Stop[] = [];
  private readonly begins = new Map<Spot, number>();
  /** The first stop after a node and all that is in it. */
  private readonly ends = new Map<Spot, number>();

  constructor(root: Spot) {
    this.lay(root);
  }

  private lay(spot: Spot): void {
    const { kind } = spot.node;
    this.begins.set(spot, this.stops.length);
    if (kind === "repeat") {
      this.stops.push({ kind: "enter", spot });
    } else if (kind === "question" || kind === "note") {
      this.stops.push({ kind: "ask", spot });
    }
    for (const child of spot.children) {
      this.lay(child);
    }
    if (kind === "repeat") {
      this.stops.push({ kind: "leave", spot });
    }
    this.ends.set(spot, this.stops.length);
  }

  private begin(spot: Spot): number {
    return this.begins.get(spot) ?? 0;
  }

  private end(spot: Spot): number {
    return this.ends.get(spot) ?? 0;
  }

  /** Returns the first thing to show. */
  first(run: Run): Stand | undefined {
    return this.forward(run, { place: 0, at: ROOT });
  }

  /** Returns the next thing to show. */
  after(run: Run, stand: Stand): Stand | undefined {
    const { spot, at } = stand;
    const gone = taken(run, stand);
    if (gone !== undefined) {
      const outside = at.slice(0, gone.depth - 1);
      return this.forward(run, { place: this.end(gone) - 1, at: [...outside, instances(gone, run, outside)] });
    }
    if (spot.node.kind === "repeat" && indexIn(at) > instances(spot, run, outer(at))) {
      return this.forward(run, { place: this.end(spot), at: outer(at) });
    }
    return this.forward(run, { place: this.begin(spot) + 1, at });
  }

  /** Returns the thing shown before. */
  before(run: Run, stand: Stand): Stand | undefined {
    const { spot, at } = stand;
    const gone = taken(run, stand);
    if (gone !== undefined) {
      return this.backward(run, { place: this.end(gone) - 1, at: at.slice(0, gone.depth - 1) });
    }
    if (spot.node.kind !== "repeat") {
      return this.backward(run, { place: this.begin(spot) - 1, at });
    }
    const last = Math.min(indexIn(at) - 1, instances(spot, run, outer(at)));
    return this.backward(run, this.intoLast(spot, outer(at), last));
  }

  // --- forwards ---------------------------------------------------------------------------------------------

  private forward(run: Run, from: Goto): Stand | undefined {
    let here = from;
    for (let stop = this.stops[here.place]; stop !== undefined; stop = this.stops[here.place]) {
      const found = this.onwards(run, stop, here);
      if ("spot" in found) {
        return found;
      }
      here = found;
    }
    return undefined;
  }

  private onwards(run: Run, { kind, spot }: Stop, here: Goto): Stand | Goto {
    switch (kind) {
      case "ask":
        return this.ask(run, spot, here, true);
      case "enter":
        return this.loop(run, spot, here.at, 0);
      case "leave":
        return this.loop(run, spot, outer(here.at), indexIn(here.at));
    }
  }

  /** Goes round a repeat once more, asks whether to, or leaves it. `done` instances lie behind. */
  private loop(run: Run, repeat: Spot, at: At, done: number): Stand | Goto {
    const following = [...at, done + 1];
    if (done < instances(repeat, run, at)) {
      return { place: this.begin(repeat) + 1, at: following };
    }
    return prompts(repeat, run, following) ? { spot: repeat, at: following } : { place: this.end(repeat), at };
  }

  // --- backwards --------------------------------------------------------------------------------------------

  private backward(run: Run, from: Goto): Stand | undefined {
    let here = from;
    for (let stop = this.stops[here.place]; stop !== undefined; stop = this.stops[here.place]) {
      const found = this.backwards(run, stop, here);
      if ("spot" in found) {
        return found;
      }
      here = found;
    }
    return undefined;
  }

  private backwards(run: Run, { kind, spot }: Stop, here: Goto): Stand | Goto {
    switch (kind) {
      case "ask":
        return this.ask(run, spot, here, false);
      case "leave":
        return this.backInto(run, spot, here.at);
      case "enter":
        return this.intoLast(spot, outer(here.at), indexIn(here.at) - 1);
    }
  }

  /** Enters a repeat from behind: by its "add another?" if it has one. */
  private backInto(run: Run, repeat: Spot, at: At): Stand | Goto {
    const last = instances(repeat, run, at);
    const following = [...at, last + 1];
    return prompts(repeat, run, following) ? { spot: repeat, at: following } : this.intoLast(repeat, at, last);
  }

  /** Returns the end of instance `last`, or what lies before the repeat if that is 0. */
  private intoLast(repeat: Spot, at: At, last: number): Goto {
    return last > 0 ? { place: this.end(repeat) - 2, at: [...at, last] } : { place: this.begin(repeat) - 1, at };
  }

  // --- both ways --------------------------------------------------------------------------------------------

  /** Stops at a relevant question; goes past one that is not, with all that is hidden by the same reason. */
  private ask(run: Run, spot: Spot, here: Goto, forward: boolean): Stand | Goto {
    if (spot.relevant(run, here.at)) {
      return { spot, at: here.at };
    }
    const gate = closed(spot, run, here.at);
    const inside = gate.node.kind === "repeat" ? 1 : 0; // only this instance: its loop goes on
    return {
      place: forward ? this.end(gate) - inside : this.begin(gate) - 1 + inside,
      at: here.at.slice(0, gate.depth),
    };
  }
}

/** Returns the outermost node that makes this one not relevant. */
function closed(spot: Spot, run: Run, at: At): Spot {
  let found = spot;
  for (let gate = spot.gate; gate !== undefined; gate = gate.parent?.gate) {
    if (!gate.relevant(run, at.slice(0, gate.depth))) {
      found = gate;
    }
  }
  return found;
}

function prompts(repeat: Spot, run: Run, at: At): boolean {
  return repeat.count === undefined && indexIn(at) <= MAX_INSTANCES && repeat.relevant(run, at);
}

/** Returns the outermost repeat whose instance was taken away under somebody's feet. */
function taken(run: Run, { spot, at }: Stand): Spot | undefined {
  const around = spot.node.kind === "repeat" ? spot.repeats.slice(0, -1) : spot.repeats;
  return around.find((repeat, place) => (at[place] ?? 0) > instances(repeat, run, at.slice(0, place)));
}

function outer(at: At): At {
  return at.slice(0, -1);
}

function indexIn(at: At): number {
  return at.at(-1) ?? 0;
}
