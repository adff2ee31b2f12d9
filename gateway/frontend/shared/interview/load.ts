// Makes a Program of a Plan, with the functions of `rare` where the Plan calls one of them.

import { FORMS } from "./calls.js";
import { PLAIN } from "./functions.js";
import type { Plan } from "./plan.js";
import { Program } from "./program.js";

/** A call, as it stands in the JSON of a Plan; in a text the quotation marks would have backslashes. */
const CALL = /\["call","([^"]+)"/g;

/** Returns a Plan compiled. Throws PlanError for what cannot be run. */
export async function load(plan: Plan): Promise<Program> {
  const called = Array.from(JSON.stringify(plan).matchAll(CALL), ([, name = ""]) => name);
  const known = called.every((name) => FORMS.has(name) || PLAIN.has(name));
  return new Program(plan, known ? undefined : (await import("./rare.js")).RARE);
}
