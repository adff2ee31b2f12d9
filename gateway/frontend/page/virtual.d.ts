declare module "virtual:languages" {
  /** Every language of the catalogue by code: its own name, and the way to its words (Fluent). */
  export const languages: Readonly<Record<string, { name: string; words: () => Promise<{ default: string }> }>>;
}
