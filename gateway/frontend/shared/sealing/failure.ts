// Why a part does not open: the `expect` of FORMAT.md §9, one class for all, never with what was inside.

export type Verdict = "line failure" | "binding failure" | "padding failure";

export class OpeningError extends Error {
  override readonly name = "OpeningError";

  constructor(
    readonly verdict: Verdict,
    why: string,
  ) {
    super(`${verdict}: ${why}`);
  }
}
