import * as z from 'zod/mini';

/** One thing wrong with an input: where, and what was expected there. */
export interface Problem {
  /** JSON path from the input's root, `slots[0].candidates[2].id`; empty for the root. */
  readonly field: string;
  readonly message: string;
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );

/** Lists what keeps an input from being what the schema describes; empty when it fits. */
export const problemsOf = (schema: z.ZodMiniType, input: unknown): readonly Problem[] => {
  const parsed = z.safeParse(schema, input, { error: z.locales.en().localeError });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ field: pathOf(path), message }));
};
