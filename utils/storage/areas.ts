import { browser } from '#imports';
import { readTogether } from './read-together';

/**
 * The browser's storage, by area and key. Everything here passes through to the browser, until
 * {@link keepInMemory} is called: then reads are answered from memory.
 *
 * The background keeps in memory, because it is the only writer of nearly everything. Where it is
 * not (a page, the test's own hand, what an earlier worker still had under way), the browser's
 * event says so. A value is known from the moment this context writes it, as it is when the browser
 * is asked after the write was sent. Whoever awaits a write waits until the browser has it.
 *
 * Events tell a worker of its own writes too, late: two writes may have been sent before the first
 * one's event arrives, which would bring back the older value. So each own write is remembered
 * until its event has come. An event that is none of them while one is awaited was sent by somebody
 * else, before or after: the value is forgotten, and the browser is asked the next time.
 */

export type Area = 'session' | 'local';

/**
 * A value as it is stored, and its text to compare it by; the text of nothing stored, and of
 * `null`, is empty.
 */
type Known = { value: unknown; text: string };

type Memory = {
  known: Map<string, Known>;
  /** Texts of own writes whose events have not come yet, oldest first. */
  echoes: Map<string, string[]>;
  /**
   * Reads that are on their way, by key or beginning: what changes meanwhile is newer than their
   * answer.
   */
  reading: Map<string, Promise<void>>;
  /** Beginnings of keys all of which are known. */
  whole: Set<string>;
  /** Keys that were written without being kept, and until when their events may still come. */
  unsettled: Map<string, number>;
  /** Counts what was forgotten: a read that began before is no good. */
  forgotten: number;
  waiting: Batch | null;
};

/** What one caller writes; `undefined` is to be removed. */
type Group = Record<string, unknown>;

type Batch = {
  groups: Group[];
  /** What was refused, once all were sent. */
  done: Promise<Map<Group, unknown>>;
};

/**
 * Own writes of one key whose events may be outstanding; a browser need not tell of a write that
 * changes nothing.
 */
const MOST_ECHOES = 32;
/** An event of an own write comes within this time, in milliseconds. */
const EVENT_WITHIN_MS = 5_000;

let memory: Record<Area, Memory> | null = null;

/**
 * From now on reads are answered from memory. Call it before any listener for changes is
 * registered: who hears of a change then reads the new value.
 * @param first keys that are read at once, in one call for each area
 */
export function keepInMemory(first: Record<Area, readonly string[]>): void {
  const areas = { session: createMemory(), local: createMemory() };
  memory = areas;
  browser.storage.onChanged.addListener((changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area !== 'session' && area !== 'local') return;
    for (const [key, { newValue }] of Object.entries(changes)) applyEvent(areas[area], key, newValue);
  });
  for (const area of ['session', 'local'] as const)
    for (const key of first[area]) void readStored(area, key).catch(() => undefined);
}

/** Passes everything through to the browser again. For tests. */
export function keepNothingInMemory(): void {
  memory = null;
}

/** The stored value of a key, `undefined` where there is none. */
export async function readStored(area: Area, key: string): Promise<unknown> {
  const kept = memory?.[area];
  if (!kept) return await readTogether(area, key);
  for (;;) {
    const known = kept.known.get(key);
    if (known) return known.value;
    if (isWhole(kept, key)) return undefined;
    if (isUnsettled(kept, key)) return await readTogether(area, key);
    const underWay = kept.reading.get(key);
    // Where it fails, whoever waits asks for itself.
    if (underWay) await underWay.catch(() => undefined);
    else await whileReading(kept, key, () => ask(area, kept, key));
  }
}

async function ask(area: Area, kept: Memory, key: string): Promise<void> {
  const { forgotten } = kept;
  const stored = await readTogether(area, key);
  // What was written or heard of meanwhile is newer.
  if (!kept.known.has(key) && kept.forgotten === forgotten) remember(kept, key, stored);
}

/**
 * All that is stored under keys that begin so.
 * @param keeps `all`: once they were asked for, they are in memory
 */
export async function readStoredUnder(
  area: Area,
  prefix: string,
  keeps: 'all' | 'few',
): Promise<Record<string, unknown>> {
  const kept = memory?.[area];
  const all = () => browser.storage[area].get(null) as Promise<Record<string, unknown>>;
  // What was written just now is sent before this asks.
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
 * Stores values; `undefined` removes one. What is written in one go is one call to the browser.
 * Rejects where the browser does not take it; then nothing is known of these keys but what the
 * browser says.
 * @param keeps `if known`: what is not in memory is not taken into it
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
  for (const [key, value] of Object.entries(values)) {
    if (keeps === 'always' || kept.known.has(key) || isBeingRead(kept, key)) rememberWrite(kept, key, value);
    else noteUnsettled(kept, key);
  }
  const refused = await batch.done;
  if (refused.has(values)) throw refused.get(values);
}

/** Keeps few of many keys in memory: those that were read last. */
export function keepFew(area: Area, most: number): { noteRead(keys: readonly string[]): void } {
  const recent = new Set<string>();
  return {
    noteRead(keys) {
      if (!memory) return;
      for (const key of keys) recent.delete(key);
      for (const key of keys) recent.add(key);
      for (const key of recent) {
        if (recent.size <= most) break;
        // What was written just now may not have been sent yet.
        if (memory[area].echoes.has(key)) continue;
        recent.delete(key);
        memory[area].known.delete(key);
      }
    },
  };
}

/**
 * Keeps values no longer, which does not change what is stored. Not before their writes were
 * awaited: until then the browser would still tell the older ones.
 */
export function keepNoLonger(area: Area, keys: readonly string[]): void {
  for (const key of keys) memory?.[area].known.delete(key);
}

/** Whether a value is kept now, so that reading it costs nothing. */
export function isKept(area: Area, key: string): boolean {
  return memory?.[area].known.has(key) ?? false;
}

/**
 * Calls back with each new value of a key, from whatever context it was written; returns how to
 * stop.
 */
export function watchStored(area: Area, key: string, onChange: (value: unknown) => void): () => void {
  const listen = (changes: Record<string, { oldValue?: unknown; newValue?: unknown }>, changed: string) => {
    const change = changed === area ? changes[key] : undefined;
    // Firefox also tells of a write that changes nothing.
    if (change && textOf(change.oldValue) !== textOf(change.newValue)) onChange(change.newValue);
  };
  browser.storage.onChanged.addListener(listen);
  return () => browser.storage.onChanged.removeListener(listen);
}

function createMemory(): Memory {
  return {
    known: new Map(),
    echoes: new Map(),
    reading: new Map(),
    whole: new Set(),
    unsettled: new Map(),
    forgotten: 0,
    waiting: null,
  };
}

/** A browser's event. */
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
    // Not the last own write after all: the browser told of none, and somebody else wrote the same.
    if (kept.known.has(key) && kept.known.get(key)?.text !== text) forget(kept, key);
  } else if (echoes.length > 0) forget(kept, key);
  else if (isAsked) remember(kept, key, newValue);
}

function remember(kept: Memory, key: string, value: unknown): void {
  setKnown(kept, key, { value: value ?? undefined, text: textOf(value) });
}

function setKnown(kept: Memory, key: string, known: Known): void {
  // What is missing where all is known need not be noted.
  if (known.text === '' && isWhole(kept, key)) kept.known.delete(key);
  else kept.known.set(key, known);
}

/**
 * As the browser will have it: what is not JSON is not stored, and what the caller changes later
 * neither.
 */
function rememberWrite(kept: Memory, key: string, value: unknown): void {
  const text = textOf(value);
  const isSame = kept.known.get(key)?.text === text;
  setKnown(kept, key, { value: text === '' ? undefined : JSON.parse(text), text });
  // The browser tells of no write that changes nothing.
  if (isSame) return;
  const echoes = kept.echoes.get(key) ?? [];
  echoes.push(text);
  if (echoes.length > MOST_ECHOES) echoes.shift();
  kept.echoes.set(key, echoes);
}

/** The browser is asked the next time, also for all that is under a beginning of this key. */
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
 * Gathers what is written in one turn of the event loop: a start writes down several things before
 * it waits.
 */
function openBatch(area: Area, kept: Memory): Batch {
  const groups: Group[] = [];
  const done = turnOver().then(async () => {
    kept.waiting = null;
    return await sendBatch(area, kept, groups);
  });
  return { groups, done };
}

let turns: MessageChannel | undefined;
const waitingForTurn: (() => void)[] = [];

/**
 * Resolves in the next turn of the event loop; a timer of no milliseconds takes longer than that.
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
 * Answers what was refused. What has no room does not cost what others write beside it; what one
 * caller writes is stored as a whole or not at all.
 */
async function sendBatch(area: Area, kept: Memory, groups: Group[]): Promise<Map<Group, unknown>> {
  const refused = new Map<Group, unknown>();
  try {
    await send(area, Object.entries(Object.assign({}, ...groups) as Group));
    return refused;
  } catch (error) {
    if (groups.length === 1 && groups[0]) refused.set(groups[0], error);
  }
  if (groups.length > 1)
    for (const group of groups)
      await send(area, Object.entries(group)).catch((error) => refused.set(group, error));
  for (const key of [...refused.keys()].flatMap(Object.keys)) {
    kept.echoes.delete(key);
    forget(kept, key);
  }
  return refused;
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

/** The same text for the same value, in whatever order the browser gives what is in it. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return JSON.stringify(value, (_name, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inside,
  );
}
