import * as z from 'zod/mini';

/**
 * How the records of one stored item are read and written, whichever version of the extension wrote
 * them.
 */
export type RecordKind<S extends z.ZodMiniType = z.ZodMiniType> = {
  /** The schema of this version. */
  schema: S;
  /** The value if nothing is stored. */
  fallback: z.output<S>;
  /** The version of the shape that this code writes. A record without a version is of version 1. */
  version: number;
  /**
   * Converts a record of version n - 1 to version n, by n. Pure; each has a fixture in the tests.
   */
  migrations: Readonly<Record<number, (older: unknown) => unknown>>;
  /** Evens out differences between the shapes of one version. Pure. */
  tidy?: (record: unknown) => unknown;
  /**
   * Values by path ("environment", "history") for fields that cannot be read, if the fallback would
   * be a guess or would destroy something. Covers all fields below the path.
   */
  standIns?: Readonly<Record<string, unknown>>;
  /** A save keeps the fields of the stored record that this version does not know. */
  keepsUnknown?: boolean;
  /** The record contains a secret: it is never copied, whatever is wrong with it. */
  isSecret?: boolean;
};

/** The result of reading a stored record. */
export type Reading<T> = {
  value: T;
  /** Paths of what could not be read ("signIn.clientId"). `['']` if nothing could. */
  lost: string[];
  /** Paths of the values that were read, without empty texts; empty if the record is in order. */
  kept: string[];
  /** Whether a newer version of the extension wrote it. */
  isNewer: boolean;
};

type Path = readonly (string | number)[];
type Members = Record<string, unknown>;

/** Path of the record as a whole. */
const WHOLE = '';
/** More repairs than any of our records has fields; a record that needs more is not ours. */
const MAX_ROUNDS = 1_000;

/** Returns the version of a stored record; 1 if it has none. */
export function versionOf(stored: unknown): number {
  const version = isMembers(stored) ? stored.version : undefined;
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : 1;
}

/**
 * Reads a stored record field by field. A field that cannot be read gets its stand-in or the
 * fallback's value, or is removed if it is optional; the others are kept. Never throws.
 */
export function readRecord<S extends z.ZodMiniType>(
  kind: RecordKind<S>,
  stored: unknown,
): Reading<z.output<S>> {
  if (stored === null || stored === undefined)
    return { value: kind.fallback, lost: [], kept: [], isNewer: false };
  const isNewer = versionOf(stored) > kind.version;
  const record = ofThisVersion(kind, stored);
  const parsed = z.safeParse(kind.schema, record);
  if (parsed.success && !isNewer) return { value: parsed.data, lost: [], kept: [], isNewer };
  const repaired = parsed.success ? { value: parsed.data, lost: [] } : repairRecord(kind, record);
  const kept = repaired ? pathsKept(repaired.value, record, repaired.lost) : [];
  if (repaired && (kept.length > 0 || repaired.lost.length === 0))
    return {
      value: repaired.value,
      lost: repaired.lost.map(nameOf),
      kept: kept.filter((path) => valueAt(repaired.value, path) !== '').map(nameOf),
      isNewer,
    };
  return { value: unreadable(kind), lost: [WHOLE], kept: [], isNewer };
}

/** Whether something of a stored record would be lost if this version overwrote it. */
export function needsKeeping({ lost, isNewer }: Reading<unknown>): boolean {
  return lost.length > 0 || isNewer;
}

/**
 * Returns what to store in place of `stored`: the value, with the fields that this version does not
 * know if the item keeps them.
 */
export function toStored<S extends z.ZodMiniType>(
  kind: RecordKind<S>,
  value: z.output<S>,
  stored: unknown,
): unknown {
  if (!kind.keepsUnknown || !isMembers(stored) || !isMembers(value)) return value;
  const { value: known, lost, isNewer } = readRecord(kind, stored);
  const before = isNewer ? stored : ofThisVersion(kind, stored);
  if (!isMembers(before) || !isMembers(known)) return value;
  const after = withUnknown(value, before, known, { lost: new Set(lost), keepsLost: isNewer });
  // The newer version must find its own version number again.
  return isNewer ? { ...after, version: stored.version } : after;
}

/**
 * Migrates an older record to this version; keeps of a newer one what this version may understand.
 */
function ofThisVersion(kind: RecordKind, stored: unknown): unknown {
  let record = stored;
  for (let next = versionOf(stored) + 1; next <= kind.version; next += 1) {
    try {
      record = kind.migrations[next]?.(record) ?? record;
    } catch {
      // A damaged record: its valid fields are found one by one.
    }
  }
  if (isMembers(record)) {
    const { version: _, ...others } = record;
    const named = isMembers(kind.fallback) ? kind.fallback.version : undefined;
    if (named !== undefined) record = { ...others, version: named };
    else if ('version' in record) record = others;
  }
  try {
    return kind.tidy?.(record) ?? record;
  } catch {
    return record;
  }
}

/** Replaces what the schema rejects, until it accepts the record. `null` if nothing is left. */
function repairRecord<S extends z.ZodMiniType>(
  kind: RecordKind<S>,
  record: unknown,
): { value: z.output<S>; lost: Path[] } | null {
  const lost = new Map<string, Path>();
  let current = record;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const parsed = z.safeParse(kind.schema, current);
    if (parsed.success) return { value: parsed.data, lost: [...lost.values()] };
    // From the end: removing an element of a list moves those behind it.
    const paths = parsed.error.issues.map(({ path }) => path.map(toStep)).sort(fromTheEnd);
    const done: Path[] = [];
    for (const path of paths) {
      // One field can be wrong in two ways; repair it once.
      if (done.some((other) => isAtOrBelow(path, other))) continue;
      const repair = repairOf(kind, current, path);
      if (!repair) return null;
      done.push(repair.path);
      lost.set(JSON.stringify(repair.path), repair.path);
      current = replaceAt(current, repair.path, repair.value);
    }
  }
  return null;
}

/**
 * Returns where to repair a field, and the new value; `undefined` removes it. `null` if the whole
 * is not a record.
 */
function repairOf(kind: RecordKind, record: unknown, path: Path): { path: Path; value: unknown } | null {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    const standIns = Object.entries(kind.standIns ?? {});
    const standIn = standIns.find(([name]) => isAtOrBelow(part, name.split('.')));
    const at = standIn ? standIn[0].split('.') : part;
    const value = standIn ? standIn[1] : valueAt(kind.fallback, at);
    // If a repair did not help, the surrounding object is replaced.
    if (JSON.stringify(valueAt(record, at)) !== JSON.stringify(value)) return { path: at, value };
  }
  return null;
}

/** Returns the value for a record that cannot be read at all. */
function unreadable<S extends z.ZodMiniType>(kind: RecordKind<S>): z.output<S> {
  let value: unknown = kind.fallback;
  for (const [name, standIn] of Object.entries(kind.standIns ?? {}))
    if (valueAt(value, name.split('.')) !== undefined) value = replaceAt(value, name.split('.'), standIn);
  return value as z.output<S>;
}

/** Returns a value with the fields of `before` that this version does not know. */
function withUnknown(
  value: Members,
  before: Members,
  known: Members,
  { lost, keepsLost, path = [] }: { lost: ReadonlySet<string>; keepsLost: boolean; path?: Path },
): Members {
  const after = new Map(Object.entries(value));
  for (const [name, old] of Object.entries(before)) {
    const at = [...path, name];
    const isLost = lost.has(at.join('.')) || lost.has(WHOLE);
    const [now, read] = [after.get(name), ownValue(known, name)];
    if (isLost) {
      // A field that has not changed since is still as the newer version wrote it.
      if (keepsLost && JSON.stringify(now) === JSON.stringify(read)) after.set(name, old);
    } else if (isMembers(now) && isMembers(old) && isMembers(read)) {
      after.set(name, withUnknown(now, old, read, { lost, keepsLost, path: at }));
    } else if (now === undefined && read === undefined) after.set(name, old);
  }
  return Object.fromEntries(after);
}

/** Paths of values that are the same as in the record, and not below a lost path. */
function pathsKept(value: unknown, record: unknown, lost: readonly Path[]): Path[] {
  // Elements of a list have moved up to fill the gaps of lost ones.
  if (Array.isArray(value)) return leavesOf(value);
  return leavesOf(value).filter(
    (path) =>
      path[0] !== 'version' &&
      !lost.some((one) => isAtOrBelow(path, one)) &&
      valueAt(record, path) !== undefined,
  );
}

/** Paths of all values that contain no others. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path];
  return Object.entries(value).flatMap(([name, inside]) => leavesOf(inside, [...path, name]));
}

const nameOf = (path: Path) => path.join('.');

function isAtOrBelow(path: Path, other: Path): boolean {
  return other.every((step, index) => String(path[index]) === String(step));
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) current = ownValue(current, step);
  return current;
}

function ownValue(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, unknown>)[step];
}

/** Returns a copy with another value at a path; `undefined` removes what is there. */
function replaceAt(whole: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inside = replaceAt(ownValue(whole, step), rest, value);
  if (Array.isArray(whole)) {
    const index = Number(step);
    return inside === undefined ? whole.toSpliced(index, 1) : whole.with(index, inside);
  }
  if (!isMembers(whole)) return inside === undefined ? whole : { [step]: inside };
  const others = Object.entries(whole).filter(([name]) => name !== String(step));
  return Object.fromEntries(inside === undefined ? others : [...others, [String(step), inside]]);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const toStep = (step: PropertyKey) => (typeof step === 'number' ? step : String(step));

/** Orders paths so that later elements of a list come first. */
function fromTheEnd(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (typeof step === 'number' && typeof other === 'number' && step !== other) return other - step;
  }
  return 0;
}
