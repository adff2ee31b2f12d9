// Function calls, compiled: plain functions, and special forms that choose what is evaluated, when and where.
// Twin of bot/interview/calls.py.

import { names, type Plain, PLAIN } from "./functions.js";
import { indexedRepeat, position } from "./indexes.js";
import { choiceName, itext } from "./labels.js";
import { OVER_NODES } from "./many.js";
import { isFormat } from "./moments.js";
import { type Call, MISSING, type Path } from "./plan.js";
import type { Evaluate } from "./run.js";
import { fault, type Scope } from "./scope.js";
import type { Compiler, Form } from "./special.js";
import { strip } from "./text.js";
import { toBoolean, toText, type Value } from "./values.js";
import { now, once, random, today, uuid } from "./volatile.js";

const HERE: Path = ["path", ".", []];
/** What means the context node when it is given nothing. */
const ABOUT_HERE = ["normalize-space", "number", "string", "string-length"];

/** Returns a call as a closure. Throws PlanError for a function that is not known here. */
export function compileCall(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [, name, given] = call;
  const { rare } = compiler.atlas;
  const form = FORMS.get(name) ?? rare?.forms.get(name);
  if (form !== undefined) {
    return form(compiler, call, scope);
  }
  const plain = PLAIN.get(name) ?? rare?.plain.get(name);
  if (plain === undefined) {
    throw fault(scope, `the function ${name}() is not supported`);
  }
  return applied(plain, compiled(compiler, given.length === 0 && ABOUT_HERE.includes(name) ? [HERE] : given, scope));
}

/** Returns arguments as closures. */
export function compiled(compiler: Compiler, given: Call[2], scope: Scope): Evaluate[] {
  return given.map((argument) => compiler.expression(argument, scope));
}

/** Returns a plain function applied to what its arguments come to. */
export function applied(plain: Plain, given: readonly Evaluate[]): Evaluate {
  return (run, at) => plain(...given.map((argument) => argument(run, at)));
}

// --- choosing -----------------------------------------------------------------------------------------------

function either(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [test = blank, then = blank, otherwise = blank] = compiled(compiler, call[2], scope);
  return (run, at) => (toBoolean(test(run, at)) ? then(run, at) : otherwise(run, at));
}

function coalesce(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const given = compiled(compiler, call[2], scope);
  return (run, at) => {
    for (const argument of given) {
      const value = argument(run, at);
      if (value !== "") {
        return value;
      }
    }
    return "";
  };
}

function selected(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [value = blank, name = blank] = compiled(compiler, call[2], scope);
  const wanted = call[2][1];
  const sought = wanted?.[0] === "str" ? strip(wanted[1]) : undefined;
  return (run, at) => names(value(run, at)).includes(sought ?? strip(toText(name(run, at))));
}

function formatDate(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const given = compiled(compiler, call[2], scope);
  const literal = call[2][1];
  if (literal?.[0] === "str" && !isFormat(literal[1])) {
    throw fault(scope, `${call[1]}() has an escape that is not supported`);
  }
  return applied(PLAIN.get(call[1]) ?? blank, given);
}

function blank(): Value {
  return "";
}

// --- the rest -----------------------------------------------------------------------------------------------

function version(compiler: Compiler): Evaluate {
  const { revision = "" } = compiler.atlas.plan;
  return () => revision;
}

function depend(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [argument = MISSING] = call[2];
  return compiler.expression(argument, scope);
}

function current(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  return compiler.expression(["path", call, []], scope);
}

function notAValue(_compiler: Compiler, call: Call, scope: Scope): Evaluate {
  throw fault(scope, `${call[1]}() only begins a path`);
}

/** By name, before the plain functions. */
export const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...OVER_NODES,
  ["coalesce", coalesce],
  ["current", current],
  ["depend", depend],
  ["format-date", formatDate],
  ["format-date-time", formatDate],
  ["if", either],
  ["indexed-repeat", indexedRepeat],
  ["instance", notAValue],
  ["jr:choice-name", choiceName],
  ["jr:itext", itext],
  ["now", now],
  ["once", once],
  ["position", position],
  ["random", random],
  ["selected", selected],
  ["today", today],
  ["uuid", uuid],
  ["version", version],
]);
