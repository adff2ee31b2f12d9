// The interview, pure: runs any Plan in a browser. Knows no person, no page and no clock but the one it is given.
// Twin of the package bot/interview: one Plan gives one interview in both, which tests/vectors/interview hold them to.

export { PlanError, PlanErrors } from "./errors.js";
export { load } from "./load.js";
export { type Instant, instantOf } from "./moments.js";
export type { Plan } from "./plan.js";
export { Program } from "./program.js";
export type { Answers } from "./run.js";
export { begin, Interview } from "./session.js";
export {
  type Change,
  isRefusal,
  type Question,
  type Refusal,
  type RefusalId,
  SEALED,
  type ShownChoice,
  type Submitted,
  type SummaryLine,
} from "./shown.js";
