import fc from 'fast-check';
import { BEYOND_NUMBERS, CANARY } from './canaries';

/** Names that an object should survive having as its own. */
export const HOSTILE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'length'] as const;

type Container = Record<string, unknown> | unknown[];
/** A place in a value: the container and the name under which the place is found in it. */
type Place = { container: Container; name: string };

/** Values of every wrong type, and unexpected values of the right type. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      0.5,
      15,
      1e21,
      1e308,
      -1e308,
      BEYOND_NUMBERS,
      Number.MAX_SAFE_INTEGER,
      '',
      ' ',
      CANARY,
      '15',
      'true',
      'null',
      'not a date',
      '2026-02-30T25:61:00Z',
      '+275760-09-13T00:00:00.001Z',
      '0000-00-00',
      '..',
      '../../tokens/me',
      'a/b?c#d',
      '__proto__',
      '\u0000',
      '\ud800',
      `${CANARY}-`.repeat(500),
      [],
      {},
      [null],
      [[]],
      [CANARY],
      { id: CANARY },
      { [CANARY]: CANARY },
    ),
  },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => CANARY + text) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 400 }).map(nested) },
);

/** One change to a value, at a place that `at` chooses. */
const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('remove', 'null', 'replace', 'replace', 'repeat', 'empty', 'add', 'move'),
  value: oddValue,
  name: fc.oneof(fc.constantFrom<string>(...HOSTILE_NAMES, CANARY, 'id', 'entities', 'participants')),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

/** Copies of `example` with one to four things wrong, at any depth. */
export function nearly(example: unknown): fc.Arbitrary<unknown> {
  const mutations = fc.oneof(
    mutation.map((one) => [one]),
    fc.array(mutation, { minLength: 1, maxLength: 4 }),
  );
  return mutations.map((all) => {
    const root: Container = [structuredClone(example)];
    // Copies: a value that a later change finds in two places would end up in itself.
    for (const one of all) apply(root, { ...one, value: structuredClone(one.value) });
    return root[0];
  });
}

function apply(root: Container, { at, kind, value, name }: Mutation): void {
  const places = placesIn(root);
  const place = places[at % places.length];
  if (!place) return;
  const { container } = place;
  const there = read(place);
  switch (kind) {
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(place.name), 1);
      else delete container[place.name];
      return;
    case 'null':
      write(container, place.name, null);
      return;
    case 'replace':
      write(container, place.name, value);
      return;
    case 'repeat':
      if (Array.isArray(container)) container.push(structuredClone(there));
      else write(container, place.name, [there, structuredClone(there)]);
      return;
    case 'empty':
      write(container, place.name, Array.isArray(there) ? [] : typeof there === 'string' ? '' : {});
      return;
    case 'add':
      if (isContainer(there)) write(there, name, value);
      return;
    case 'move': {
      const other = places[(at * 31 + 7) % places.length];
      // A copy: a value that holds itself is no JSON.
      if (other) write(container, place.name, structuredClone(read(other)));
      return;
    }
  }
}

function placesIn(container: Container): Place[] {
  return Object.keys(container).flatMap((name) => {
    const place = { container, name };
    const value = read(place);
    return isContainer(value) ? [place, ...placesIn(value)] : [place];
  });
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function read({ container, name }: Place): unknown {
  return Object.getOwnPropertyDescriptor(container, name)?.value;
}

/**
 * Sets an own property whatever its name: plain assignment would make `__proto__` a prototype
 * instead of a field.
 */
function write(container: Container, name: string, value: unknown): void {
  const usable = Array.isArray(container) && !/^\d+$/.test(name) ? String(container.length) : name;
  Object.defineProperty(container, usable, { value, enumerable: true, configurable: true, writable: true });
}

function nested(depth: number): unknown {
  let value: unknown = CANARY;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { entities: value };
  return value;
}
