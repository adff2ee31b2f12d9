// What the special forms of `calls`, `indexes` and `volatile` see of the compiler of expressions.
// Twin of bot/interview/special.py.

import type { Plain } from "./functions.js";
import type { Items } from "./items.js";
import type { Paths, Values } from "./paths.js";
import type { Call, Expression } from "./plan.js";
import type { Evaluate } from "./run.js";
import type { Atlas, Scope } from "./scope.js";

/** What a special form may ask of the compiler of expressions. */
export interface Compiler {
  readonly atlas: Atlas;
  readonly paths: Paths;
  readonly items: Items;

  /** Compiles any expression to its value. */
  expression(expression: Expression, scope: Scope): Evaluate;

  /** Compiles a path to the values of all its nodes; any other expression to the one value it has. */
  nodes(expression: Expression, scope: Scope): Values;
}

export type Form = (compiler: Compiler, call: Call, scope: Scope) => Evaluate;

/** Functions that are loaded only for a Plan that calls them. */
export interface Rare {
  readonly forms: ReadonlyMap<string, Form>;
  readonly plain: ReadonlyMap<string, Plain>;
}
