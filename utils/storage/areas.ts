import { browser } from '#imports';
import { readTogether, sendReads } from './read-together';

/**
 * The browser's storage, by area and key. Everything passes through to the browser until {@link
 * enableCache} is called: from then on, reads are answered from memory.
 *
 * The background keeps values in memory, because it writes nearly all of them. For other writers (a
 * page, a test, an unfinished write of an earlier worker), the browser's event reports the change.
 * A value is known as soon as this context writes it, just as the browser would return it after the
 * write was sent. A caller that awaits a write waits until the browser has stored it.
 *
 * A worker also gets events for its own writes, late: two writes may have been sent before the
 * first one's event arrives, which would bring back the older value. So each own write is
 * remembered until its event has arrived. If another event arrives meanwhile, somebody else wrote,
 * before or after us: the value is forgotten, and the next read asks the browser.
 */

export type Area = 'session' | 'local';

/**
 * A stored value, and its text for comparisons; the text of a missing value, and of `null`, is
 * empty.
 */
type Known = { value: unknown; text: string };

type Memory = {
  known: Map<string, Known>;
  /** Texts of own writes whose events have not arrived yet, oldest first. */
  echoes: Map<string, string[]>;
  /**
   * Keys whose last echo is of a write that has not been sent: one call sends only the last value.
   */
  unsent: Set<string>;
  /**
   * Reads in progress, by key or prefix: changes that arrive meanwhile are newer than their answer.
   */
  reading: Map<string, Promise<void>>;
  /** Prefixes whose keys are all known. */
  whole: Set<string>;
  /** Keys that were written without being kept, and until when their events may still arrive. */
  unsettled: Map<string, number>;
  /** Counts what was forgotten: the result of a read that began before must not be kept. */
  forgotten: number;
  waiting: Batch | null;
  /** Writes that are in no hurry: they go with the next batch. */
  unhurried: Group[];
};

/** What one caller writes; `undefined` removes a key. */
type Group = Record<string, unknown>;

type Batch = {
  groups: Group[];
  /** The refused groups, once all were sent. */
  done: Promise<Map<Group, unknown>>;
};

/**
 * Own writes of one key whose events may be outstanding; a browser may send none for a write that
 * changes nothing.
 */
const MAX_ECHOES = 32;
/** Writes in no hurry are sent within this time, in milliseconds. */
const SOON_MS = 200;
/** An event of an own write arrives within this time, in milliseconds. */
const EVENT_WITHIN_MS = 5_000;

let memory: Record<Area, Memory> | null = null;

/**
 * Answers reads from memory from now on. Call it before any listener for changes is registered, so
 * that the listeners read the new values.
 * @param first keys to read at once, in one call per area
 */
export function enableCache(first: Record<Area, readonly string[]>): void {
  const areas = { session: createMemory(), local: createMemory() };
  memory = areas;
  browser.storage.onChanged.addListener((changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area !== 'session' && area !== 'local') return;
    for (const [key, { newValue }] of Object.entries(changes)) applyEvent(areas[area], key, newValue);
  });
  for (const area of ['session', 'local'] as const) {
    for (const key of first[area]) void readStored(area, key).catch(() => undefined);
    // The browser answers while the listeners are registered.
    sendReads(area);
  }
}

/** Passes everything through to the browser again. For tests. */
export function disableCache(): void {
  memory = null;
}

/** Returns the stored value of a key, `undefined` if there is none. */
export async function readStored(area: Area, key: string): Promise<unknown> {
  const kept = memory?.[area];
  if (!kept) return await readTogether(area, key);
  for (;;) {
    const known = kept.known.get(key);
    if (known) return known.value;
    if (isWhole(kept, key)) return undefined;
    if (isUnsettled(kept, key)) return await readTogether(area, key);
    const underWay = kept.reading.get(key);
    // If it fails, each waiting caller reads for itself.
    if (underWay) await underWay.catch(() => undefined);
    else await whileReading(kept, key, () => ask(area, kept, key));
  }
}

async function ask(area: Area, kept: Memory, key: string): Promise<void> {
  const { forgotten } = kept;
  const stored = await readTogether(area, key);
  // A value that was written or reported meanwhile is newer.
  if (!kept.known.has(key) && kept.forgotten === forgotten) remember(kept, key, stored);
}

/**
 * Returns everything stored under keys with this prefix.
 * @param keeps `all`: they stay in memory after the first read
 */
export async function readStoredUnder(
  area: Area,
  prefix: string,
  keeps: 'all' | 'few',
): Promise<Record<string, unknown>> {
  const kept = memory?.[area];
  const all = () => browser.storage[area].get(null) as Promise<Record<string, unknown>>;
  // Pending writes are sent before this reads.
  if (kept && kept.unhurried.length > 0) kept.waiting ??= openBatch(area, kept);
  await kept?.waiting?.done;
  if (!kept || keeps === 'few') return under(Object.entries(await all()), prefix);
  while (!kept.whole.has(prefix)) {
    const underWay = kept.reading.get(prefix);
    if (underWay) await underWay.catch(() => undefined);
    else
      await whileReading(kept, prefix, async () => {
        const { forgotten } = kept;
        const stored = await all();
        if (kept.forgotten !== forgotten) return;
        for (const [key, value] of Object.entries(stored))
          if (key.startsWith(prefix) && !kept.known.has(key)) remember(kept, key, value);
        kept.whole.add(prefix);
      });
  }
  const known = [...kept.known].filter(([key, { text }]) => key.startsWith(prefix) && text !== '');
  return Object.fromEntries(known.map(([key, { value }]) => [key, value]));
}

/**
 * Stores values; `undefined` removes one. Writes in one turn become one call to the browser.
 * Rejects if the browser refuses the write; then the next read of these keys asks the browser.
 * @param keeps `if known`: values that are not in memory are not added to it
 */
export async function writeStored(
  area: Area,
  values: Record<string, unknown>,
  keeps: 'always' | 'if known' = 'always',
): Promise<void> {
  const kept = memory?.[area];
  if (!kept) return await send(area, Object.entries(values));
  kept.waiting ??= openBatch(area, kept);
  const batch = kept.waiting;
  batch.groups.push(values);
  noteWrite(kept, values, keeps);
  const refused = await batch.done;
  if (refused.has(values)) throw refused.get(values);
}

/**
 * Stores values with the next write, at the latest after {@link SOON_MS}: they may be lost with
 * the worker. They are known at once. Without memory, rejects like {@link writeStored}.
 */
export async function writeStoredSoon(area: Area, values: Record<string, unknown>): Promise<void> {
  const kept = memory?.[area];
  if (!kept) return await send(area, Object.entries(values));
  noteWrite(kept, values, 'always');
  if (kept.waiting) kept.waiting.groups.push(values);
  else if (kept.unhurried.push(values) === 1)
    setTimeout(() => {
      if (kept.unhurried.length > 0) kept.waiting ??= openBatch(area, kept);
    }, SOON_MS);
}

function noteWrite(kept: Memory, values: Group, keeps: 'always' | 'if known'): void {
  for (const [key, value] of Object.entries(values)) {
    if (keeps === 'always' || kept.known.has(key) || isBeingRead(kept, key)) rememberWrite(kept, key, value);
    else noteUnsettled(kept, key);
  }
}

/** Keeps only the last read of many keys in memory. */
export function limitCache(area: Area, most: number): { noteRead(keys: readonly string[]): void } {
  const recent = new Set<string>();
  return {
    noteRead(keys) {
      if (!memory) return;
      for (const key of keys) recent.delete(key);
      for (const key of keys) recent.add(key);
      for (const key of recent) {
        if (recent.size <= most) break;
        // A recent write may not have been sent yet.
        if (memory[area].echoes.has(key)) continue;
        recent.delete(key);
        memory[area].known.delete(key);
      }
    },
  };
}

/**
 * Removes values from memory, not from storage. Await their writes first: until then the browser
 * would still return the older values.
 */
export function evict(area: Area, keys: readonly string[]): void {
  for (const key of keys) memory?.[area].known.delete(key);
}

/** Whether a value is in memory now, so that reading it costs nothing. */
export function isKept(area: Area, key: string): boolean {
  return memory?.[area].known.has(key) ?? false;
}

/**
 * Calls back with each new value of a key, whichever context wrote it; returns a function that
 * stops watching.
 */
export function watchStored(area: Area, key: string, onChange: (value: unknown) => void): () => void {
  const listen = (changes: Record<string, { oldValue?: unknown; newValue?: unknown }>, changed: string) => {
    const change = changed === area ? changes[key] : undefined;
    // Firefox also sends events for writes that change nothing.
    if (change && textOf(change.oldValue) !== textOf(change.newValue)) onChange(change.newValue);
  };
  browser.storage.onChanged.addListener(listen);
  return () => browser.storage.onChanged.removeListener(listen);
}

function createMemory(): Memory {
  return {
    known: new Map(),
    echoes: new Map(),
    unsent: new Set(),
    reading: new Map(),
    whole: new Set(),
    unsettled: new Map(),
    forgotten: 0,
    waiting: null,
    unhurried: [],
  };
}

/** Applies an event of the browser. */
function applyEvent(kept: Memory, key: string, newValue: unknown): void {
  const echoes = kept.echoes.get(key) ?? [];
  const isAsked = kept.known.has(key) || isBeingRead(kept, key) || isWhole(kept, key);
  if (!isAsked && echoes.length === 0) return;
  const text = textOf(newValue);
  const at = echoes.indexOf(text);
  if (at >= 0) {
    echoes.splice(0, at + 1);
    if (echoes.length > 0) return;
    kept.echoes.delete(key);
    // Not our last write after all: the browser sent no event for it, and somebody else wrote the
    // same.
    if (kept.known.has(key) && kept.known.get(key)?.text !== text) forget(kept, key);
  } else if (echoes.length > 0) forget(kept, key);
  else if (isAsked) remember(kept, key, newValue);
}

function remember(kept: Memory, key: string, value: unknown): void {
  setKnown(kept, key, { value: value ?? undefined, text: textOf(value) });
}

function setKnown(kept: Memory, key: string, known: Known): void {
  // If all keys of a prefix are known, a missing one need not be stored.
  if (known.text === '' && isWhole(kept, key)) kept.known.delete(key);
  else kept.known.set(key, known);
}

/**
 * Remembers the value as the browser will store it: without what is not JSON, and without later
 * changes by the caller.
 */
function rememberWrite(kept: Memory, key: string, value: unknown): void {
  const text = textOf(value);
  const isSame = kept.known.get(key)?.text === text;
  setKnown(kept, key, { value: text === '' ? undefined : JSON.parse(text), text });
  // The browser sends no event for a write that changes nothing.
  if (isSame) return;
  const echoes = kept.echoes.get(key) ?? [];
  // The browser will never hear of the value before it.
  if (kept.unsent.has(key)) echoes.pop();
  kept.unsent.add(key);
  echoes.push(text);
  if (echoes.length > MAX_ECHOES) echoes.shift();
  kept.echoes.set(key, echoes);
}

/** Makes the next read ask the browser, also for everything under a prefix of this key. */
function forget(kept: Memory, key: string): void {
  kept.known.delete(key);
  for (const prefix of kept.whole) if (key.startsWith(prefix)) kept.whole.delete(prefix);
  kept.forgotten += 1;
}

function isWhole(kept: Memory, key: string): boolean {
  for (const prefix of kept.whole) if (key.startsWith(prefix)) return true;
  return false;
}

function isBeingRead(kept: Memory, key: string): boolean {
  if (kept.reading.has(key)) return true;
  for (const begun of kept.reading.keys()) if (begun.endsWith('/') && key.startsWith(begun)) return true;
  return false;
}

function noteUnsettled(kept: Memory, key: string): void {
  for (const [other, until] of kept.unsettled) {
    // The oldest come first.
    if (until > performance.now()) break;
    kept.unsettled.delete(other);
  }
  kept.unsettled.delete(key);
  kept.unsettled.set(key, performance.now() + EVENT_WITHIN_MS);
}

function isUnsettled(kept: Memory, key: string): boolean {
  const until = kept.unsettled.get(key);
  if (until === undefined) return false;
  if (until > performance.now()) return true;
  kept.unsettled.delete(key);
  return false;
}

async function whileReading(kept: Memory, key: string, read: () => Promise<void>): Promise<void> {
  const reading = read();
  kept.reading.set(key, reading);
  try {
    await reading;
  } finally {
    kept.reading.delete(key);
  }
}

/**
 * Gathers the writes of one turn of the event loop: a start writes several things before it waits.
 */
function openBatch(area: Area, kept: Memory): Batch {
  const groups = kept.unhurried.splice(0);
  const done = turnOver().then(async () => {
    kept.waiting = null;
    return await sendBatch(area, kept, groups);
  });
  return { groups, done };
}

let turns: MessageChannel | undefined;
const waitingForTurn: (() => void)[] = [];

/**
 * Resolves in the next turn of the event loop; a timer of zero milliseconds takes longer than that.
 */
function turnOver(): Promise<void> {
  if (!turns) {
    turns = new MessageChannel();
    turns.port1.onmessage = () => waitingForTurn.shift()?.();
  }
  const { port2 } = turns;
  return new Promise((resolve) => {
    waitingForTurn.push(resolve);
    port2.postMessage(null);
  });
}

/**
 * Sends the writes; returns what was refused. A write that exceeds the quota does not affect the
 * writes of other callers; each caller's write is stored as a whole or not at all.
 */
async function sendBatch(area: Area, kept: Memory, groups: Group[]): Promise<Map<Group, unknown>> {
  const refused = new Map<Group, unknown>();
  kept.unsent.clear();
  try {
    await send(area, Object.entries(Object.assign({}, ...groups) as Group));
    return refused;
  } catch (error) {
    if (groups.length === 1 && groups[0]) refused.set(groups[0], error);
  }
  if (groups.length > 1) {
    // Now each value is sent, and each has its event.
    for (const key of writtenTwice(groups)) forgetWrites(kept, key);
    for (const group of groups)
      await send(area, Object.entries(group)).catch((error) => refused.set(group, error));
  }
  for (const key of [...refused.keys()].flatMap(Object.keys)) forgetWrites(kept, key);
  return refused;
}

/** Makes the next read ask the browser, whatever events are outstanding. */
function forgetWrites(kept: Memory, key: string): void {
  kept.echoes.delete(key);
  kept.unsent.delete(key);
  forget(kept, key);
}

function writtenTwice(groups: readonly Group[]): Set<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const key of groups.flatMap(Object.keys)) (once.has(key) ? twice : once).add(key);
  return twice;
}

async function send(area: Area, values: [string, unknown][]): Promise<void> {
  const stays = values.filter(([, value]) => value !== undefined);
  const goes = values.filter(([, value]) => value === undefined).map(([key]) => key);
  const storage = browser.storage[area];
  await Promise.all([
    stays.length > 0 ? storage.set(Object.fromEntries(stays)) : undefined,
    goes.length > 0 ? storage.remove(goes) : undefined,
  ]);
}

function under(entries: [string, unknown][], prefix: string): Record<string, unknown> {
  return Object.fromEntries(entries.filter(([key]) => key.startsWith(prefix)));
}

/** Returns the same text for equal values, whatever the order of their properties. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return JSON.stringify(value, (_name, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inside,
  );
}
