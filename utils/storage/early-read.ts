/**
 * Requests what a page needs for its first paint before its own code is loaded: the answer and the
 * code then load at the same time. This file is loaded alone, by its own script, so it imports
 * nothing.
 */

type Area = 'session' | 'local';
type Stored = Record<string, unknown>;

/** Names of the items, by area. A test compares them with the items themselves. */
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
  local: ['settings', 'pinned-agents', 'remembered-client-secret', 'cobrowse-services', 'start-view'],
};

/** Drawn before everything else, so it is read alone: the others are much larger. */
const DRAWN_FIRST = 'snapshot';

type Reading = Record<Area | 'drawnFirst', Promise<Stored>>;
type PageWithReading = { earlyReading?: Reading | undefined };
type Storage = Record<Area, { get(names: string[]): Promise<Stored> }>;

/** Asks the browser; the answer waits in the page. */
export function beginEarlyRead(): void {
  // Use the browser's own object: the polyfill of the other pages is ten times as large as this
  // script.
  const page = globalThis as unknown as PageWithReading &
    Partial<Record<'browser' | 'chrome', { storage: Storage }>>;
  const storage = (page.browser ?? page.chrome)?.storage;
  if (!storage) return;
  page.earlyReading = {
    drawnFirst: storage.session.get([DRAWN_FIRST]),
    session: storage.session.get(EARLY_NAMES.session.filter((name) => name !== DRAWN_FIRST)),
    local: storage.local.get([...EARLY_NAMES.local]),
  };
}

/**
 * Returns the early result for one item; `null` if it was not requested, and an empty result if the
 * browser refused.
 */
export function takeEarly(area: Area, name: string): Promise<unknown> | null {
  const isFirst = area === 'session' && name === DRAWN_FIRST;
  const reading = (globalThis as PageWithReading).earlyReading?.[isFirst ? 'drawnFirst' : area];
  if (!reading || !EARLY_NAMES[area].includes(name)) return null;
  return reading.then(
    (stored) => stored[name],
    () => undefined,
  );
}
