// Functions over many nodes: the values of all nodes of all arguments, in document order.
// Twin of bot/interview/many.py.

import { within } from "./functions.js";
import type { Values } from "./paths.js";
import { type Call, type Expression, MISSING } from "./plan.js";
import type { Evaluate } from "./run.js";
import { fault, type Scope } from "./scope.js";
import type { Compiler, Form } from "./special.js";
import { equal, settled, toBoolean, toNumber, toText, type Value } from "./values.js";

/** Returns a form that applies a function to the values of all nodes of all arguments. */
export function over(apply: (values: Value[]) => Value): Form {
  return (compiler, call, scope) => {
    const values = gathered(compiler, call[2], scope);
    return (run, at) => apply(values(run, at));
  };
}

function numbers(values: readonly Value[]): number[] {
  return values.map(toNumber).filter((number) => !Number.isNaN(number));
}

function sum(values: readonly Value[]): Value {
  return numbers(values).reduce((total, number) => total + number, 0);
}

function extreme(choose: (one: number, other: number) => number): Form {
  return over((values) => {
    const [first = NaN, ...rest] = numbers(values);
    return rest.reduce((chosen, number) => choose(chosen, number), first);
  });
}

function checklist(compiler: Compiler, [, , [low = MISSING, high = MISSING, ...rest]]: Call, scope: Scope): Evaluate {
  const [least, most] = [compiler.expression(low, scope), compiler.expression(high, scope)];
  const marks = gathered(compiler, rest, scope);
  return (run, at) => within(marks(run, at).filter(toBoolean).length, least(run, at), most(run, at));
}

function weightedChecklist(compiler: Compiler, call: Call, scope: Scope): Evaluate {
  const [low = MISSING, high = MISSING, ...rest] = call[2];
  if (rest.length % 2 > 0) {
    throw fault(scope, "weighted-checklist() takes pairs: an answer and its weight");
  }
  const [least, most] = [compiler.expression(low, scope), compiler.expression(high, scope)];
  const every = (first: number): Expression[] => rest.filter((_, place) => place % 2 === first);
  const marks = gathered(compiler, every(0), scope);
  const weights = gathered(compiler, every(1), scope);
  return (run, at) => {
    const given = weights(run, at);
    const weighed = marks(run, at).slice(0, given.length);
    const counted = weighed.map((mark, place) => (toBoolean(mark) ? toNumber(given[place] ?? "") : 0));
    return within(counted.reduce((total, weight) => total + weight, 0), least(run, at), most(run, at));
  };
}

function gathered(compiler: Compiler, given: readonly Expression[], scope: Scope): Values {
  const sources = given.map((argument) => compiler.nodes(argument, scope));
  return (run, at) => sources.flatMap((source) => source(run, at));
}

function join(compiler: Compiler, [, , [first = MISSING, ...rest]]: Call, scope: Scope): Evaluate {
  const between = compiler.expression(first, scope);
  const values = gathered(compiler, rest, scope);
  return (run, at) => {
    const separator = toText(between(run, at));
    return values(run, at).map(toText).join(separator);
  };
}

/** By name. */
export const OVER_NODES: ReadonlyMap<string, Form> = new Map([
  ["checklist", checklist],
  ["concat", over((values) => values.map(toText).join(""))],
  ["count", over((values) => values.length)],
  ["count-non-empty", over((values) => values.filter((value) => !equal(settled(value), "")).length)],
  ["join", join],
  ["max", extreme(Math.max)],
  ["min", extreme(Math.min)],
  ["sum", over(sum)],
  ["weighted-checklist", weightedChecklist],
]);
