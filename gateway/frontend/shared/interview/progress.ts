// How far somebody is: "4 of about 12". Counts what is relevant now; a repeat counts as if it had one instance.
// Twin of bot/interview/progress.py.

import type { Course } from "./course.js";
import { ROOT, type Run } from "./run.js";
import type { Spot } from "./spots.js";

/** Neighbours that are relevant for the same reason. */
interface Stretch {
  readonly reason: Spot | undefined;
  size: number;
}

/** Positions on a course, in stretches of neighbours. */
export class Progress {
  private readonly stretches: Stretch[] = [];
  /** For each node: which stretch it is on, and its number there. */
  private readonly at = new Map<Spot, readonly [place: number, number: number]>();

  constructor(course: Course) {
    for (const { kind, spot } of course.stops) {
      if (kind === "ask") {
        this.lengthen(reasonOf(spot));
      }
      if (kind !== "enter") {
        this.at.set(spot, [Math.max(0, this.stretches.length - 1), this.stretches.at(-1)?.size ?? 0]);
      }
    }
  }

  private lengthen(reason: Spot | undefined): void {
    const last = this.stretches.at(-1);
    if (last === undefined || last.reason !== reason) {
      this.stretches.push({ reason, size: 1 });
    } else {
      last.size += 1;
    }
  }

  /** Returns (n, about m) with n no greater than m. */
  of(run: Run, spot: Spot): [number, number] {
    const [place, number] = this.at.get(spot) ?? [0, 0];
    let [total, reached] = [0, 0];
    for (const [index, { reason, size }] of this.stretches.entries()) {
      if (index === place) {
        reached = total + number;
        total += size; // whoever stands here counts, relevant or not
      } else if (reason?.relevance === undefined || reason.relevance(run, ROOT)) {
        total += size;
      }
    }
    return [reached, total];
  }
}

/** Returns the nearest node outside all repeats that decides whether this one is relevant. */
function reasonOf(spot: Spot): Spot | undefined {
  let { gate } = spot;
  while (gate !== undefined && gate.depth > 0) {
    gate = gate.parent?.gate;
  }
  return gate;
}
