import { type Playbook, playbookSchema } from '@aisle/schema';
import { type Finding, oneOf } from './finding.js';

/** What this looks at of a schema: those inside it. */
interface Described {
  readonly def: {
    readonly shape?: Readonly<Record<string, Described>>;
    readonly element?: Described;
    readonly innerType?: Described;
    /** Of a choice by the value of one field, which is `discriminator`. */
    readonly options?: readonly Described[];
    readonly discriminator?: string;
    readonly values?: readonly unknown[];
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknownIn = (field: string, names: readonly string[]): Finding => ({
  field,
  message: 'is no field that this release knows: it changes nothing',
  fix: `correct it, when you meant ${oneOf(names)}; leave it, when it is your own`,
});

const look = (schema: Described, value: unknown, path: string): readonly Finding[] => {
  const { shape, element, innerType, options, discriminator = '' } = schema.def;
  const chosen = options?.find(({ def }) =>
    def.shape?.[discriminator]?.def.values?.includes(Object(value)[discriminator]),
  );
  const inner = innerType ?? chosen;
  if (inner) return look(inner, value, path);
  if (element && Array.isArray(value)) return value.flatMap((one, index) => look(element, one, `${path}[${index}]`));
  if (!shape || !isObject(value)) return [];
  const left = Object.keys(shape).filter((name) => !Object.hasOwn(value, name));
  return Object.entries(value).flatMap(([name, own]) => {
    const field = path ? `${path}.${name}` : name;
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (known) return look(known, own, field);
    // `$schema`, and what a shop marks as its own.
    return /^[$_]|^x_/.test(name) ? [] : [unknownIn(field, left)];
  });
};

/** Finds fields that nothing reads: a slip in `when` shows a candidate to everybody. Items may carry what the shop likes. */
export const unknownFields = ({ catalogue: _catalogue, ...playbook }: Playbook): readonly Finding[] =>
  look(playbookSchema as unknown as Described, playbook, '');
