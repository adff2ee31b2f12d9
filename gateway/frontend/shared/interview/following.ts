// What an answer brings with it: what its assignments set, and values that are kept once they are there.
//
// As JavaRosa does: a `setvalue` on xforms-value-changed runs when the stored text has changed, whether or not its
// target is relevant, and may set off others; a dynamic default is worked out when its instance appears; `once()` keeps
// the first value that is no blank; a question that is calculated loses what a person put there when something that it
// is calculated from is answered. https://getodk.github.io/xforms-spec/#setvalue-action
// Twin of bot/interview/following.py.

import { isoClock, isoDay, Moment } from "./moments.js";
import type { Program, Rework } from "./program.js";
import { type At, into, type Key, keyOf, type Place, ROOT, type Run } from "./run.js";
import { type Change, SEALED } from "./shown.js";
import { type Assign, everywhere, instances, type Spot } from "./spots.js";
import { settled, toStored, type Value, WRITERS } from "./values.js";

/** Assignments that one answer can set off: a form whose assignments chase each other ends here. */
const MOST = 500;
/** The bits of all nodes. */
const EVERYTHING = -1n;
/** Times that values which are kept may bring about others. */
const ROUNDS = 10;

/** Returns the change that an answer is, with all that follows from it. */
export function answered(program: Program, run: Run, spot: Spot, at: At, text: string): Change {
  const ripple = new Ripple(program, run, 0n);
  ripple.store(spot, at, text, text === SEALED); // what is sealed may say something else than before
  return ripple.settled();
}

/** Returns the change that a new number of instances is, with all that follows from it. */
export function resized(program: Program, run: Run, repeat: Spot, at: At, count: number): Change {
  const ripple = new Ripple(program, run, 0n);
  ripple.put(repeat, at, String(count));
  return ripple.settled();
}

/** Returns what an interview begins with: defaults in the order of the form, and all that follows from them. */
export function begun(program: Program, run: Run): Change {
  const ripple = new Ripple(program, run, EVERYTHING);
  for (const spot of program.spots) {
    const text = spot.depth > 0 ? "" : written(spot, spot.default?.(ripple.look(), ROOT) ?? "");
    if (text !== "" && spot.node.default?.[0] === "str") {
      ripple.put(spot, ROOT, text); // it is there from the outset: nothing changes
    } else if (text !== "") {
      ripple.store(spot, ROOT, text);
    }
  }
  return ripple.settled();
}

/** What an assignment starts from. */
interface Pending {
  readonly assign: Assign;
  readonly origin: Spot;
  readonly at: At;
}

/** Answers as they change, one after the other. */
class Ripple {
  private readonly answers: Record<string, string>;
  private readonly change: Record<string, string> = {};
  private left = MOST;
  /** What has been stored, in order; what is calculated from it is worked out anew. */
  private stored: Place[] = [];

  constructor(
    private readonly program: Program,
    private readonly run: Run,
    /** Bits of the nodes that have been stored since first values were last looked for. */
    private news: bigint,
  ) {
    this.answers = { ...run.answers };
  }

  /** Returns a look at the answers as they are now. */
  look(): Run {
    return this.run.over(this.answers);
  }

  /** Stores a text, and that is all. For the count of a repeat `at` is without an index of its own. */
  put(spot: Spot, at: At, text: string): void {
    const path = spot.address(at);
    this.answers[path] = this.change[path] = text;
    this.news |= 1n << BigInt(spot.index);
    this.stored.push([spot, at]);
  }

  /** Stores a text, and all that it sets off where it is another than before, or `anew`. */
  store(spot: Spot, at: At, text: string, anew = false): void {
    const pending = this.set(spot, at, text, anew);
    for (let next = pending.pop(); next !== undefined && this.left > 0; next = pending.pop()) {
      this.left -= 1;
      const { target, value } = next.assign;
      const place = this.place(target, next.origin, next.at);
      if (place !== undefined) {
        pending.push(...this.set(target, place, written(target, value(this.look(), place)), false));
      }
    }
  }

  /** Stores what has come about for the first time, and returns everything that was stored. */
  settled(): Change {
    for (let round = 0; round < ROUNDS && this.news !== 0n; round += 1) {
      this.rework();
      const run = this.look();
      const { news } = this;
      this.news = 0n;
      const found = this.program.fixing
        .filter(({ sources }) => (sources & news) !== 0n)
        .flatMap((spot) => everywhere(spot, run).map((at) => ({ spot, at, text: this.first(spot, at, run) })));
      for (const { spot, at, text } of found) {
        if (text !== undefined && spot.calculate === undefined) {
          this.store(spot, at, text);
        } else if (text !== undefined) {
          this.put(spot, at, text);
        }
      }
    }
    return this.change;
  }

  /** Works out anew what a person put into calculated questions, where it comes from what was stored. */
  private rework(): void {
    const known = new Set(this.stored.map(([spot, at]) => keyOf(spot.index, at)));
    for (const [origin, at] of this.stored) { // which grows meanwhile
      for (const rework of this.program.reworking) {
        if (((rework.origins >> BigInt(origin.index)) & 1n) === 1n) {
          this.reworkOne(rework, this.beside(rework.spot, origin, at), known);
        }
      }
    }
    this.stored = [];
  }

  private reworkOne({ spot, calculate }: Rework, places: readonly At[], known: Set<Key>): void {
    for (const place of places) {
      const key = keyOf(spot.index, place);
      if (!known.has(key) && this.answers[spot.address(place)] !== undefined) {
        known.add(key);
        this.put(spot, place, written(spot, calculate(this.look(), place)));
      }
    }
  }

  // --- one node ---------------------------------------------------------------------------------------------

  /** Stores a text; returns the assignments that this sets off, the last first. */
  private set(spot: Spot, at: At, text: string, anew: boolean): Pending[] {
    const changed = anew || text !== this.before(spot, spot.address(at));
    this.put(spot, at, text);
    return changed ? spot.assignments.map((assign) => ({ assign, origin: spot, at })).reverse() : [];
  }

  private before(spot: Spot, path: string): string {
    const begun = spot.depth > 0 ? spot.node.default : null;
    return this.answers[path] ?? (begun?.[0] === "str" ? begun[1] : "");
  }

  /** Returns the instance that is set: in the repeats that both share the same, in others the first, if any. */
  private place(target: Spot, origin: Spot, at: At): At | undefined {
    const run = this.look();
    let here = ROOT;
    for (const repeat of target.repeats) {
      if (origin.repeats.includes(repeat)) {
        here = at.slice(0, repeat.depth);
      } else if (instances(repeat, run, here) > 0) {
        here = into(here, 1);
      } else {
        return undefined;
      }
    }
    return here;
  }

  /** Returns the places of a node that are in the same instance, of the repeats that it shares with another. */
  private beside(spot: Spot, origin: Spot, at: At): At[] {
    const shared = spot.repeats.filter((repeat, place) => repeat === origin.repeats[place]).length;
    const here = at.slice(0, shared);
    return everywhere(spot, this.look()).filter((place) => here.every((index, depth) => place[depth] === index));
  }

  /** Returns what a node has come to that is not stored yet; nothing where there is nothing new. */
  private first(spot: Spot, at: At, run: Run): string | undefined {
    const stored = this.answers[spot.address(at)];
    const { calculate } = spot.node;
    if (stored && calculate?.[0] === "call" && calculate[1] === "once") {
      return undefined;
    }
    if (spot.calculate === undefined) {
      return stored !== undefined || spot.default === undefined ? undefined : written(spot, spot.default(run, at));
    }
    const text = spot.relevant(run, at) ? toStored(spot.read(run, at)) : stored;
    return text === (stored ?? "") ? undefined : text;
  }
}

/** Returns a value in the text form of the node that is to hold it. */
function written({ node }: Spot, value: Value): string {
  const kept = (WRITERS.get(node.type) ?? settled)(value);
  if (typeof kept === "boolean") {
    return kept ? "1" : "0";
  }
  return kept instanceof Moment ? writtenMoment(node.type, kept) : toStored(kept);
}

function writtenMoment(kind: string, moment: Moment): string {
  if (kind === "date") {
    return isoDay(moment.number);
  }
  const [, clock = ""] = /T(.*)$/s.exec(moment.stored) ?? [];
  return kind === "time" ? clock || isoClock(moment.clock) : moment.stored;
}
