// Expressions, compiled once into closures: `compiler.expression(tree, scope)(run, at)` is the value.
// Twin of bot/interview/evaluate.py.

import { compileCall } from "./calls.js";
import { Items } from "./items.js";
import { Paths, type Values } from "./paths.js";
import type { Expression, Operation, Operator, Path } from "./plan.js";
import type { Evaluate } from "./run.js";
import { type Atlas, fault, type Scope } from "./scope.js";
import type { Compiler } from "./special.js";
import { divided, equal, toBoolean, toNumber, type Value } from "./values.js";

/** Compiles the expressions of one Plan. */
export class ExpressionCompiler implements Compiler {
  readonly paths: Paths;
  readonly items: Items;

  constructor(readonly atlas: Atlas) {
    const compile = this.expression.bind(this);
    this.paths = new Paths(atlas, compile);
    this.items = new Items(atlas, compile);
  }

  /** Returns an expression as a closure. Throws PlanError where it cannot be run. */
  expression(expression: Expression, scope: Scope): Evaluate {
    this.atlas.nesting += 1;
    this.atlas.height = Math.max(this.atlas.height, this.atlas.nesting);
    const evaluate = this.any(expression, scope);
    this.atlas.nesting -= 1;
    return evaluate;
  }

  private any(expression: Expression, scope: Scope): Evaluate {
    switch (expression[0]) {
      case "num":
      case "str": {
        const [, value] = expression;
        return () => value;
      }
      case "path":
        return this.path(expression, scope);
      case "call":
        return compileCall(this, expression, scope);
      case "neg": {
        const operand = this.expression(expression[1], scope);
        return (run, at) => -toNumber(operand(run, at));
      }
      case "op":
        return this.operation(expression, scope);
    }
  }

  /** Returns a path as the values of all its nodes, and any other expression as the one value it has. */
  nodes(expression: Expression, scope: Scope): Values {
    if (expression[0] === "path") {
      if (fromList(expression)) {
        return this.items.values(expression, scope);
      }
      if (!scope.item || expression[1] !== ".") {
        return this.paths.values(expression, scope);
      }
    }
    if (expression[0] === "op" && expression[1] === "|") {
      const [left, right] = [this.nodes(expression[2], scope), this.nodes(expression[3], scope)];
      return (run, at) => [...left(run, at), ...right(run, at)];
    }
    const evaluate = this.expression(expression, scope);
    return (run, at) => [evaluate(run, at)];
  }

  private path(path: Path, scope: Scope): Evaluate {
    if (fromList(path)) {
      return this.items.scalar(path, scope);
    }
    return scope.item && path[1] === "." ? this.items.column(path, scope) : this.paths.scalar(path, scope);
  }

  private operation(operation: Operation, scope: Scope): Evaluate {
    const [, symbol] = operation;
    const chained = CHAINS.get(symbol);
    if (chained !== undefined) {
      return chained(chain(operation).map((operand) => this.expression(operand, scope)));
    }
    const [left, right] = this.operands(operation).map((operand) => this.expression(operand, scope));
    const apply = BINARY.get(symbol);
    if (apply === undefined || left === undefined || right === undefined) {
      throw fault(scope, '"|" is supported only as an argument of a function over many nodes');
    }
    return (run, at) => apply(left(run, at), right(run, at));
  }

  /** Returns both operands in the order they are compiled in: a literal is compared from the right. */
  private operands([, symbol, left, right]: Operation): Expression[] {
    return left[0] === "str" && (symbol === "=" || symbol === "!=") ? [right, left] : [left, right];
  }
}

function fromList([, start]: Path): boolean {
  return typeof start !== "string" && start[1] === "instance";
}

/** Returns the operands of a chain that the parser nested to the left: a + b + c. */
function chain(operation: Operation): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = operation;
  while (left[0] === "op" && left[1] === operation[1]) {
    operands.unshift(left[3]);
    left = left[2];
  }
  return [left, ...operands];
}

function every(operands: readonly Evaluate[]): Evaluate {
  return (run, at) => operands.every((operand) => toBoolean(operand(run, at)));
}

function some(operands: readonly Evaluate[]): Evaluate {
  return (run, at) => operands.some((operand) => toBoolean(operand(run, at)));
}

function total(operands: readonly Evaluate[]): Evaluate {
  return (run, at) => operands.reduce((sum, operand) => sum + toNumber(operand(run, at)), -0);
}

const CHAINS: ReadonlyMap<Operator, (operands: readonly Evaluate[]) => Evaluate> = new Map([
  ["and", every],
  ["or", some],
  ["+", total],
]);

function computed(compute: (left: number, right: number) => Value): (left: Value, right: Value) => Value {
  return (left, right) => compute(toNumber(left), toNumber(right));
}

const BINARY: ReadonlyMap<Operator, (left: Value, right: Value) => Value> = new Map([
  ["=", equal],
  ["!=", (left, right) => !equal(left, right)],
  ["<", computed((left, right) => left < right)],
  ["<=", computed((left, right) => left <= right)],
  [">", computed((left, right) => left > right)],
  [">=", computed((left, right) => left >= right)],
  ["-", computed((left, right) => left - right)],
  ["*", computed((left, right) => left * right)],
  ["div", computed(divided)],
  ["mod", computed((left, right) => left % right)],
]);
