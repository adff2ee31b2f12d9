// What would change by itself: the clock is read at every look, chance is drawn from the interview's own seed.
// `once` keeps the first value that it came to; `following` stores it.
// Twin of bot/interview/volatile.py: one seed gives the same chance on the server and in the browser.

import { sha256 } from "@noble/hashes/sha2.js";

import { dayOfInstant, ofInstant } from "./moments.js";
import { type Call, MISSING } from "./plan.js";
import type { At, Evaluate, Run } from "./run.js";
import type { Scope } from "./scope.js";
import type { Compiler } from "./special.js";
import { mended } from "./text.js";
import { indexOf, READERS } from "./values.js";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Characters of an identifier, whatever the form asks for. */
const LONGEST = 1000;
const BLOCK = 32;

/** Compiles `once`: what the node holds, or else the argument. What it first comes to is stored with the answers. */
export function once(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [argument = MISSING] = call[2];
  const first = compiler.expression(argument, scope);
  compiler.atlas.once = true;
  const { spot } = scope;
  const reader = READERS.get(spot.node.type);
  return (run, at) => {
    const held = run.answers[spot.address(at)];
    return held ? (reader?.(held) ?? held) : first(run, at);
  };
}

/** Compiles `now`: the moment of this look. */
export function now(): Evaluate {
  return (run) => ofInstant(run.now);
}

/** Compiles `today`: the day of this look. */
export function today(): Evaluate {
  return (run) => dayOfInstant(run.now);
}

/** Returns bytes that text hashes to: UTF-8, half characters as a question mark. */
export function hashed(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(new TextEncoder().encode(mended(text, "?"))));
}

/** Returns a source of random bytes that are the same for one call, one place and one interview. */
function draws(compiler: Compiler, scope: Scope): (run: Run, at: At) => (size: number) => number {
  const { atlas } = compiler;
  atlas.volatile = true;
  atlas.sites += 1;
  const label = atlas.sites;
  return (run, at) => {
    const source = `${run.seed}${label} ${scope.spot.address(at)}`;
    let [bytes, place, block] = [hashed(source), 0, 0];
    return (size) => {
      let number = 0;
      for (let left = size; left > 0; left -= 1) {
        if (place === BLOCK) {
          block += 1;
          bytes = hashed(`${source} ${block}`);
          place = 0;
        }
        number = number * 256 + (bytes[place] ?? 0);
        place += 1;
      }
      return number;
    };
  };
}

/** Compiles `random`: a number of at least 0 and below 1. */
export function random(compiler: Compiler, _call: Call, scope: Scope): Evaluate {
  const draw = draws(compiler, scope);
  return (run, at) => draw(run, at)(6) / 2 ** 48;
}

/** Compiles `uuid`: a version 4 identifier (RFC 9562), or as many letters and digits as are wanted. */
export function uuid(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const draw = draws(compiler, scope);
  const [argument] = call[2];
  if (argument === undefined) {
    return (run, at) => version4(draw(run, at));
  }
  const length = compiler.expression(argument, scope);
  return (run, at) => {
    const next = draw(run, at);
    const wanted = Math.max(0, Math.min(LONGEST, indexOf(length(run, at))));
    return Array.from({ length: wanted }, () => LETTERS.charAt(next(4) % LETTERS.length)).join("");
  };
}

/** RFC 9562 §5.4. */
function version4(next: (size: number) => number): string {
  const bytes = Uint8Array.from({ length: 16 }, () => next(1));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hexadecimal(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Returns bytes as hexadecimal digits. */
export function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
