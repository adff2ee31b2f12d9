// The errors of this folder: a Plan that cannot be run, named when it is loaded rather than in an interview.
// Twin of bot/interview/errors.py.

/** `path` is the node at fault and `reason` a sentence for the author; neither holds anything that a person wrote. */
export class PlanError extends Error {
  override readonly name = "PlanError";

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}

/** Several faults of one Plan, in the order of its nodes. It is the first of them, for whoever wants only one. */
export class PlanErrors extends PlanError {
  constructor(
    first: PlanError,
    readonly errors: readonly PlanError[],
  ) {
    super(first.path, first.reason);
    this.message = errors.map((error) => error.message).join("\n");
  }
}
