// Choices as nodes: paths from instance('list') and the columns that a choice filter reads.
// Twin of bot/interview/items.py.

import { type Compile, holds, type Values } from "./paths.js";
import type { Expression, Path, Step } from "./plan.js";
import { type At, type Evaluate, type Option, ROOT, type Run } from "./run.js";
import { type Atlas, fault, type Scope } from "./scope.js";
import type { Value } from "./values.js";

type Options = (run: Run, at: At) => readonly Option[];

/** Compiles location paths whose nodes are choices. */
export class Items {
  constructor(
    private readonly atlas: Atlas,
    private readonly compile: Compile,
  ) {}

  /** Returns a path from the choice that a filter is looking at: one of its columns. */
  column(path: Path, scope: Scope): Evaluate {
    const [step, ...others] = path[2].filter(([axis]) => axis !== "self");
    if (step === undefined) {
      return () => "";
    }
    if (others.length > 0 || !isColumn(step)) {
      throw fault(scope, "a choice has columns only: a path from it is one name");
    }
    const read = reader(step[1]);
    return (run) => (run.item === undefined ? "" : read(run, run.item));
  }

  /** Returns a path from instance() as one value: the first choice's column. */
  scalar(path: Path, scope: Scope): Evaluate {
    const values = this.values(path, scope);
    return (run, at) => values(run, at)[0] ?? "";
  }

  /** Returns a path from instance() as the values of a column; of the choices themselves each is "". */
  values(path: Path, scope: Scope): Values {
    const [root, item, column, ...others] = path[2];
    if (root?.[1] !== "root" || item?.[1] !== "item" || (root[2] ?? []).length > 0 || others.length > 0) {
      throw fault(scope, "a path into a choice list is instance('list')/root/item[…]/column");
    }
    const options = this.options(path, item, scope);
    if (column === undefined) {
      return (run, at) => options(run, at).map(() => "");
    }
    if (!isColumn(column)) {
      throw fault(scope, "a path into a choice list ends with the name of a column");
    }
    const read = reader(column[1]);
    return (run, at) => options(run, at).map((option) => read(run, option));
  }

  private options(path: Path, step: Step, scope: Scope): Options {
    const [, from] = path;
    const name = typeof from === "string" ? undefined : from[2][0];
    const options = name?.[0] === "str" ? this.atlas.lists.get(name[1]) : undefined;
    if (options === undefined) {
      throw fault(scope, "instance() names a choice list that is not there");
    }
    const tests = (step[2] ?? []).map((predicate) => this.filter(predicate, scope));
    return (run, at) => tests.reduce((found, test) => passing(found, test, run, at), options);
  }

  /** Returns a choice filter, evaluated with `run.item` as its context. */
  filter(expression: Expression, scope: Scope): Evaluate {
    return this.compile(expression, { ...scope, item: true });
  }
}

/** Returns the choices that pass a predicate, in order. */
export function passing(options: readonly Option[], test: Evaluate, run: Run, at: At): readonly Option[] {
  const { item, position } = run;
  const kept = options.filter((option, place) => {
    run.item = option;
    run.position = place + 1;
    return holds(test(run, at), run.position);
  });
  run.item = item;
  run.position = position;
  return kept;
}

function isColumn([axis, name, predicates]: Step): boolean {
  return axis === "child" && name !== "*" && (predicates ?? []).length === 0;
}

function reader(column: string): (run: Run, option: Option) => Value {
  if (column === "name") {
    return (_run, option) => option.name;
  }
  if (column === "label") {
    return (run, option) => option.label(run, ROOT);
  }
  return (_run, option) => option.columns.get(column) ?? "";
}
