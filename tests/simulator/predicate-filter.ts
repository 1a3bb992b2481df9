import { invalidBody, invalidValue } from './errors.ts';
import { asObject } from './json-body.ts';

const COMBINATIONS = ['and', 'or'] as const;
const OPERATORS = ['matches', 'exists', 'notExists'] as const;
const KINDS = ['dimension', 'property', 'metric'] as const;

/** Bounds on a metric; a missing one does not bound. */
type NumericRange = { gt?: number; gte?: number; lt?: number; lte?: number };

/** A three-word sentence: name, operator, value. */
export type Predicate = {
  kind: (typeof KINDS)[number];
  name: string;
  operator: (typeof OPERATORS)[number];
  value?: string;
  range?: NumericRange;
};

/** What the platform calls a clause: predicates that are combined. */
type Clause = { type: (typeof COMBINATIONS)[number]; predicates: Predicate[] };

/** Predicates, and clauses of them; the platform nests no deeper. */
export type Filter = Clause & { clauses: Clause[] };

/**
 * What may be asked about. Known names the simulator has no data for are never equal to anything.
 */
export type Vocabulary = { dimensions: readonly string[]; metrics?: readonly string[] };

/**
 * Reads a filter of an analytics query.
 * @param fieldName where it stands in the body, for error messages
 * @returns null when there is none
 * @throws ApiError 400 for anything the platform would not understand
 */
export function parseFilter(value: unknown, fieldName: string, vocabulary: Vocabulary): Filter | null {
  if (value === undefined || value === null) return null;
  const filter = asObject(value);
  if (!filter) throw invalidBody([{ fieldName, reason: 'must be an object' }]);
  const clauses = listOf(filter.clauses, `${fieldName}.clauses`).map((clause, index) =>
    parseClause(clause, `${fieldName}.clauses[${index}]`, vocabulary),
  );
  return { ...parseClause(filter, fieldName, vocabulary), clauses };
}

/** Reads a list of filters, of which each has to be satisfied. Throws ApiError 400. */
export function parseFilters(value: unknown, fieldName: string, vocabulary: Vocabulary): Filter[] {
  return listOf(value, fieldName)
    .map((filter, index) => parseFilter(filter, `${fieldName}[${index}]`, vocabulary))
    .filter((filter) => filter !== null);
}

/**
 * Whether something satisfies a filter. One that says nothing is satisfied by everything.
 * @param valuesOf every value that the thing has for a predicate's name; numbers are written out
 *   for metrics
 */
export function satisfies(
  filter: Filter | null,
  valuesOf: (predicate: Predicate) => readonly string[],
): boolean {
  if (!filter) return true;
  const parts = [
    ...filter.predicates.map((predicate) => () => holdsTrue(predicate, valuesOf(predicate))),
    ...filter.clauses.map((clause) => () => satisfies({ ...clause, clauses: [] }, valuesOf)),
  ];
  if (parts.length === 0) return true;
  return filter.type === 'and' ? parts.every((part) => part()) : parts.some((part) => part());
}

function holdsTrue({ operator, value, range }: Predicate, values: readonly string[]): boolean {
  if (operator === 'exists') return values.length > 0;
  if (operator === 'notExists') return values.length === 0;
  if (range) return values.some((one) => isWithin(Number(one), range));
  return values.some((one) => one.toLowerCase() === value?.toLowerCase());
}

function isWithin(number: number, { gt, gte, lt, lte }: NumericRange): boolean {
  return (
    (gt === undefined || number > gt) &&
    (gte === undefined || number >= gte) &&
    (lt === undefined || number < lt) &&
    (lte === undefined || number <= lte)
  );
}

function parseClause(value: unknown, fieldName: string, vocabulary: Vocabulary): Clause {
  const clause = asObject(value);
  if (!clause) throw invalidBody([{ fieldName, reason: 'must be an object' }]);
  return {
    type: oneOf(clause.type, `${fieldName}.type`, COMBINATIONS),
    predicates: listOf(clause.predicates, `${fieldName}.predicates`).map((predicate, index) =>
      parsePredicate(predicate, `${fieldName}.predicates[${index}]`, vocabulary),
    ),
  };
}

function parsePredicate(value: unknown, fieldName: string, vocabulary: Vocabulary): Predicate {
  const predicate = asObject(value) ?? {};
  const kind =
    predicate.type === undefined
      ? (KINDS.find((one) => predicate[one] !== undefined) ?? 'dimension')
      : oneOf(predicate.type, `${fieldName}.type`, KINDS);
  const allowed = { dimension: vocabulary.dimensions, metric: vocabulary.metrics ?? [], property: null }[
    kind
  ];
  const name = predicate[kind];
  if (typeof name !== 'string' || (allowed && !allowed.includes(name)))
    throw invalidValue(`${fieldName}.${kind}`, name, allowed ?? ['a string']);
  const operator =
    predicate.operator === undefined
      ? 'matches'
      : oneOf(predicate.operator, `${fieldName}.operator`, OPERATORS);
  const range = asObject(predicate.range);
  if (operator === 'matches' && typeof predicate.value !== 'string' && !range)
    throw invalidBody([{ fieldName: `${fieldName}.value`, reason: 'must be a string' }]);
  return {
    kind,
    name,
    operator,
    ...(typeof predicate.value === 'string' ? { value: predicate.value } : {}),
    ...(range ? { range: boundsOf(range, `${fieldName}.range`) } : {}),
  };
}

function boundsOf(range: Record<string, unknown>, fieldName: string): NumericRange {
  const bounds: NumericRange = {};
  for (const name of ['gt', 'gte', 'lt', 'lte'] as const) {
    const bound = range[name];
    if (bound === undefined) continue;
    if (typeof bound !== 'number')
      throw invalidBody([{ fieldName: `${fieldName}.${name}`, reason: 'must be a number' }]);
    bounds[name] = bound;
  }
  return bounds;
}

/** A list, or none. Throws ApiError 400 for anything else. */
export function listOf(value: unknown, fieldName: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw invalidBody([{ fieldName, reason: 'must be a list' }]);
}

/** One of a few words. Throws ApiError 400 for any other. */
export function oneOf<T extends string>(value: unknown, fieldName: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw invalidValue(fieldName, value, allowed);
  return found;
}
