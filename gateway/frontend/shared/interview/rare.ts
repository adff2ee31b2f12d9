// Functions that few questionnaires call: patterns, digests, places on the Earth, the circle. A chunk of its own, loaded
// for a Plan that calls one of them. Their twins are in bot/interview: calls.py, functions.py, many.py.

import { mathematical, power } from "./arithmetic.js";
import { pattern } from "./automaton.js";
import { applied, compiled } from "./calls.js";
import { base64Decode, digest } from "./digests.js";
import type { Plain } from "./functions.js";
import { area, distance, geofence } from "./geography.js";
import { over } from "./many.js";
import { type Call, MISSING } from "./plan.js";
import * as precise from "./precise.js";
import type { Evaluate } from "./run.js";
import { fault, type Scope } from "./scope.js";
import type { Compiler, Form, Rare } from "./special.js";
import { toNumber, toText, type Value } from "./values.js";

function regex(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const given = compiled(compiler, call[2], scope);
  const wanted = call[2][1];
  if (wanted?.[0] !== "str") {
    return applied(matchesAnew, given);
  }
  const matches = pattern(wanted[1]);
  if (matches === undefined) {
    throw fault(scope, "a regular expression is not in RE2 syntax");
  }
  return applied((text: Value) => matches(toText(text)), given.slice(0, 1));
}

function matchesAnew(text: Value, source: Value): Value {
  return pattern(toText(source))?.(toText(text)) ?? false;
}

function fence(compiler: Compiler, [, , [place = MISSING, shape = MISSING]]: Call, scope: Scope): Evaluate {
  const point = compiler.expression(place, scope);
  const corners = compiler.nodes(shape, scope);
  return (run, at) => geofence(point(run, at), corners(run, at));
}

/** By name. */
export const RARE: Rare = {
  forms: new Map<string, Form>([
    ["area", over(area)],
    ["distance", over(distance)],
    ["enclosed-area", over(area)],
    ["geofence", fence],
    ["regex", regex],
  ]),
  plain: new Map<string, Plain>([
    ["acos", mathematical(precise.acos)],
    ["asin", mathematical(precise.asin)],
    ["atan", mathematical(precise.atan)],
    ["atan2", (y: Value, x: Value) => Math.atan2(toNumber(y), toNumber(x))],
    ["base64-decode", base64Decode],
    ["cos", mathematical(precise.cos)],
    ["digest", digest],
    ["exp", mathematical(precise.exp)],
    ["exp10", (value: Value) => power(10, value)],
    ["log", mathematical(precise.log)],
    ["log10", mathematical(Math.log10)],
    ["sin", mathematical(precise.sin)],
    ["sqrt", mathematical(Math.sqrt)],
    ["tan", mathematical(precise.tan)],
  ]),
};
