/**
 * What a page needs for its first paint, asked for before its own code has been loaded: the
 * answer and the code are then on their way at the same time. This file is loaded on its own by a
 * script of its own, so it imports nothing.
 */

type Area = 'session' | 'local';
type Stored = Record<string, unknown>;

/** Names of the items, by area. A test holds them against the items themselves. */
export const EARLY_NAMES: Record<Area, readonly string[]> = {
  session: [
    'identity',
    'epoch',
    'floor',
    'floor-live',
    'first-screen',
    'snapshot',
    'list-view',
    'cobrowse-sessions',
    'ended-cobrowse-sessions',
    'cobrowse-starts',
    'client-secret',
    'practice',
  ],
  local: ['settings', 'pinned-agents', 'remembered-client-secret', 'cobrowse-services'],
};

type Reading = Record<Area, Promise<Stored>>;
type PageWithReading = { earlyReading?: Reading | undefined };
type Storage = Record<Area, { get(names: string[]): Promise<Stored> }>;

/** Asks the browser; the answer waits in the page. */
export function beginEarlyRead(): void {
  // The browser's own object: the polyfill of the other pages is ten times as large as this script.
  const page = globalThis as unknown as PageWithReading &
    Partial<Record<'browser' | 'chrome', { storage: Storage }>>;
  const storage = (page.browser ?? page.chrome)?.storage;
  if (!storage) return;
  page.earlyReading = {
    session: storage.session.get([...EARLY_NAMES.session]),
    local: storage.local.get([...EARLY_NAMES.local]),
  };
}

/**
 * What was asked for early of one item: `null` where nothing was; nothing stored, where the browser
 * refused.
 */
export function takeEarly(area: Area, name: string): Promise<unknown> | null {
  const reading = (globalThis as PageWithReading).earlyReading?.[area];
  if (!reading || !EARLY_NAMES[area].includes(name)) return null;
  return reading.then(
    (stored) => stored[name],
    () => undefined,
  );
}
