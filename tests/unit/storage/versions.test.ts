import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type RecordKind, readRecord, toStored } from '@/utils/storage/versions';

const schema = z.object({
  version: z.literal(3),
  place: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('named'), name: z.enum(['here', 'there']) }),
    z.object({ kind: z.literal('typed'), host: z.string() }),
  ]),
  look: z.object({ wide: z.boolean(), columns: z.int(), note: z.optional(z.string()) }),
  pins: z.array(z.object({ id: z.string(), at: z.optional(z.number()) })),
});

const FALLBACK: z.output<typeof schema> = {
  version: 3,
  place: { kind: 'named', name: 'here' },
  look: { wide: false, columns: 2 },
  pins: [],
};
const MINE: z.output<typeof schema> = {
  version: 3,
  place: { kind: 'named', name: 'there' },
  look: { wide: true, columns: 5, note: 'mine' },
  pins: [{ id: 'a' }, { id: 'b', at: 2 }],
};

/** Version 1 had the columns at the top, version 2 called the look a view. */
const KIND: RecordKind<typeof schema> = {
  schema,
  fallback: FALLBACK,
  version: 3,
  migrations: {
    2: (older) => {
      const { columns, wide, ...others } = older as Record<string, unknown>;
      return { ...others, view: { columns, wide } };
    },
    3: (older) => {
      const { view, ...others } = older as Record<string, unknown>;
      return { ...others, look: view };
    },
  },
  standIns: { place: { kind: 'typed', host: '' } },
  keepsUnknown: true,
};

const read = (stored: unknown) => readRecord(KIND, stored);

describe('a record of an earlier version', () => {
  const { look, ...others } = MINE;

  it('is migrated one version after the other', () => {
    const first = { ...others, version: 1, columns: look.columns, wide: look.wide };
    const { note: _, ...withoutNote } = look;
    expect(read(first)).toEqual({
      value: { ...MINE, look: withoutNote },
      lost: [],
      kept: [],
      isNewer: false,
    });
  });

  it('is migrated from where it stands', () => {
    expect(read({ ...others, version: 2, view: look })).toMatchObject({ value: MINE, lost: [] });
  });

  it('that a migration fails on is read field by field', () => {
    const kind = {
      ...KIND,
      migrations: {
        ...KIND.migrations,
        3: () => {
          throw new Error('not as expected');
        },
      },
    };
    const reading = readRecord(kind, { ...others, version: 2, look: 'none' });
    expect(reading).toMatchObject({ value: { ...MINE, look: FALLBACK.look }, lost: ['look'] });
  });
});

describe('a damaged record', () => {
  it.each<[string, unknown, string[], unknown]>([
    [
      'a field',
      { ...MINE, look: { ...MINE.look, columns: 'five' } },
      ['look.columns'],
      {
        ...MINE,
        look: { ...MINE.look, columns: 2 },
      },
    ],
    [
      'an optional field',
      { ...MINE, look: { ...MINE.look, note: 7 } },
      ['look.note'],
      {
        ...MINE,
        look: { wide: true, columns: 5 },
      },
    ],
    ['a group of fields', { ...MINE, look: null }, ['look'], { ...MINE, look: FALLBACK.look }],
    [
      'an element of a list',
      { ...MINE, pins: [{ id: 'a' }, 7, { id: 'c' }, null] },
      ['pins.3', 'pins.1'],
      {
        ...MINE,
        pins: [{ id: 'a' }, { id: 'c' }],
      },
    ],
    [
      'a field of an element',
      { ...MINE, pins: [{ id: 'a', at: 'x' }] },
      ['pins.0.at'],
      {
        ...MINE,
        pins: [{ id: 'a' }],
      },
    ],
    [
      'a field with a stand-in',
      { ...MINE, place: { kind: 'named', name: 'moon' } },
      ['place'],
      {
        ...MINE,
        place: { kind: 'typed', host: '' },
      },
    ],
  ])('loses %s and keeps the others', (_what, stored, lost, value) => {
    expect(read(stored)).toMatchObject({ lost, value, isNewer: false });
  });

  it('says what was kept, by path', () => {
    const { kept } = read({ ...MINE, look: { ...MINE.look, columns: 'five' } });
    expect(kept).toEqual([
      'place.kind',
      'place.name',
      'look.wide',
      'look.note',
      'pins.0.id',
      'pins.1.id',
      'pins.1.at',
    ]);
  });

  it.each([[7], ['text'], [[1, 2]], [true]])('that is %j is lost as a whole', (stored) => {
    expect(read(stored)).toEqual({
      value: { ...FALLBACK, place: { kind: 'typed', host: '' } },
      lost: [''],
      kept: [],
      isNewer: false,
    });
  });
});

describe('a record of a newer version', () => {
  const NEWER = {
    ...MINE,
    version: 4,
    place: { kind: 'orbit', height: 7 },
    look: { ...MINE.look, color: 'red' },
    theme: { dark: true },
  };

  it('is read as far as this version understands it', () => {
    expect(read(NEWER)).toMatchObject({
      value: { ...MINE, place: { kind: 'typed', host: '' } },
      lost: ['place'],
      isNewer: true,
    });
  });

  it('keeps what this version does not know when it is saved', () => {
    const { value } = read(NEWER);
    expect(toStored(KIND, { ...value, look: { wide: false, columns: 3 } }, NEWER)).toEqual({
      ...NEWER,
      look: { wide: false, columns: 3, color: 'red' },
    });
  });

  it('has what was changed here in place of what could not be read', () => {
    const place = { kind: 'named', name: 'here' } as const;
    expect(toStored(KIND, { ...read(NEWER).value, place }, NEWER)).toEqual({ ...NEWER, place });
  });
});

/** Arbitrary JSON, including field names of the extension. */
const anything = fc.jsonValue({ maxDepth: 3 });
const nearly = fc.record(
  {
    version: fc.oneof(fc.integer(), anything),
    place: anything,
    look: anything,
    pins: anything,
    more: anything,
  },
  { requiredKeys: [] },
);

describe('names with a dot in them', () => {
  const kind: RecordKind<z.ZodMiniRecord<z.ZodMiniString, z.ZodMiniObject<{ at: z.ZodMiniNumber }>>> = {
    schema: z.record(z.string(), z.object({ at: z.number() })),
    fallback: {},
    version: 1,
    migrations: {},
  };

  it('are told from fields inside fields', () => {
    const stored = { 'a.example': { at: 1 }, 'b.example': { at: 'x' } };
    expect(readRecord(kind, stored)).toMatchObject({
      value: { 'a.example': { at: 1 } },
      kept: ['a.example.at'],
    });
  });
});

describe('any stored value', () => {
  it('is read as something this version can work with', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (stored) => {
        const { value, lost } = read(stored);
        expect(z.safeParse(schema, value).success).toBe(true);
        expect(new Set(lost).size).toBe(lost.length);
      }),
      { numRuns: 500 },
    );
  });

  it('one damaged field does not affect the others', () => {
    const fields = ['wide', 'columns', 'note'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.oneof(anything, fc.constant(undefined)), (field, value) => {
        const { value: now } = read({ ...MINE, look: { ...MINE.look, [field]: value } });
        const { [field]: _, ...others } = MINE.look;
        expect(now.look).toMatchObject(others);
        expect({ ...now, look: null }).toEqual({ ...MINE, look: null });
      }),
      { numRuns: 500 },
    );
  });

  it('a save is read again as it was saved, and loses no field that is not known', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearly), fc.integer(), (stored, columns) => {
        const value = { ...MINE, look: { ...MINE.look, columns } };
        const after = toStored(KIND, value, stored);
        expect(read(after).value).toEqual(value);
        const isLost = read(stored).lost.includes('');
        if (!isLost && typeof stored === 'object' && stored !== null && 'more' in stored)
          expect(after).toHaveProperty('more', stored.more);
      }),
      { numRuns: 500 },
    );
  });
});
