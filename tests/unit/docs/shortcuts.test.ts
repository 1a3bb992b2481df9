import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { shortcuts as keysOfScreens } from '@/components/screens/screens-wording';
import { keysHere } from '@/components/shortcuts/Shortcuts';
import config from '../../../wxt.config';
import { DOCUMENTS, ROOT, readDocument } from './markdown';

/** The keys that a browser suggests for the commands of the manifest. */
async function keysOfCommands(browser: 'chrome' | 'firefox'): Promise<string[]> {
  const { manifest } = config;
  if (typeof manifest !== 'function') throw new Error('The manifest is no function any more.');
  const { commands = {} } = await manifest({
    browser,
    command: 'build',
    mode: 'production',
    manifestVersion: 3,
  });
  return Object.values(commands).flatMap(({ suggested_key: keys }) =>
    typeof keys === 'string' ? keys : (keys?.default ?? []),
  );
}

/** Keys that no list in the code has, each with the code that handles it. */
const UNLISTED: readonly { keys: string; file: string; code: string }[] = [
  { keys: '1…6', file: 'components/common/PurposePanel.tsx', code: 'CHOICES[Number(event.key) - 1]' },
  { keys: 'PageUp', file: 'components/conversation-list/use-selection.ts', code: 'PageUp: ' },
  { keys: 'PageDown', file: 'components/conversation-list/use-selection.ts', code: 'PageDown: ' },
  { keys: 'Home', file: 'components/conversation-list/use-selection.ts', code: 'Home: first' },
  { keys: 'End', file: 'components/conversation-list/use-selection.ts', code: 'End: last' },
  {
    keys: 'Shift+F10',
    file: 'components/conversation-list/ConversationPicker.tsx',
    code: "key === 'F10' && shiftKey",
  },
  {
    keys: 'Menu',
    file: 'components/conversation-list/ConversationPicker.tsx',
    code: "key === 'ContextMenu'",
  },
  { keys: 'Tab', file: 'components/common/Menu.tsx', code: "event.key === 'Tab'" },
  { keys: 'Space', file: 'entrypoints/genesys-desktop.content/presses.ts', code: "key !== ' '" },
  {
    keys: 'Shift',
    file: 'entrypoints/genesys-desktop.content/mover.ts',
    code: 'event.shiftKey ? BIG_STEP_PX',
  },
];

/** Names of keys in the code, and on keyboards. */
const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ContextMenu: 'Menu',
  Enter: 'Enter',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Tab: 'Tab',
  F10: 'F10',
  Delete: 'Delete',
  Backspace: 'Backspace',
  Insert: 'Insert',
  ' ': 'Space',
};

/** The same key by another name: without Shift, and as a Mac types it with Alt. */
const SAME: Record<string, string> = { '=': '+', '-': '−', π: 'P' };

/** All shortcuts of the code: `Alt+Shift+L`, `1…4`, `↑`. */
async function shortcutsOfCode(): Promise<Set<string>> {
  const listed = keysOfScreens().flatMap(([keys]) =>
    / – /.test(keys) ? [keys.replace(' – ', '…')] : keys.split(/\s+/),
  );
  return new Set([
    ...(await keysOfCommands('chrome')),
    ...(await keysOfCommands('firefox')),
    ...keysHere().flatMap(({ keys }) => keys),
    ...listed,
    ...UNLISTED.map(({ keys }) => keys),
  ]);
}

/**
 * Returns the shortcuts in a document: keys joined by a plus are one, and two numbers joined by
 * “to” or “…” a range.
 */
function shortcutsIn(text: string): string[] {
  const key = '<kbd>([^<]+)</kbd>';
  const together = text
    .replace(new RegExp(`${key}\\s+(?:to|…)\\s+${key}`, 'g'), '<kbd>$1…$2</kbd>')
    .replace(/<\/kbd>\+<kbd>/g, '+');
  return [...together.matchAll(new RegExp(key, 'g'))].map(([, keys = '']) => keys);
}

it('every shortcut in the documents is one of the code', async () => {
  const known = await shortcutsOfCode();
  const named = DOCUMENTS.flatMap((document) =>
    shortcutsIn(readDocument(document)).map((keys) => ({ document, keys })),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ keys }) => !known.has(keys))).toEqual([]);
});

it('every shortcut of the code is in the user guide', async () => {
  const known = await shortcutsOfCode();
  const named = new Set(shortcutsIn(readDocument('docs/user-guide.md')));
  expect(known.size).toBeGreaterThan(25);
  expect([...known].filter((keys) => !named.has(keys))).toEqual([]);
});

it('the README has the keys that browsers assign', async () => {
  const named = shortcutsIn(readDocument('README.md'));
  expect((await keysOfCommands('chrome')).filter((keys) => !named.includes(keys))).toEqual([]);
});

it.each(UNLISTED)('$keys is handled in $file', ({ file, code }) => {
  expect(readFileSync(`${ROOT}/${file}`, 'utf8')).toContain(code);
});

it('the code handles no key that is in none of these lists', async () => {
  const known = [...(await shortcutsOfCode())].map((keys) => keys.split('+').at(-1) || '+');
  const handled = globSync('{components,entrypoints}/**/*.{ts,tsx}', { cwd: ROOT }).flatMap((file) => {
    const code = readFileSync(`${ROOT}/${file}`, 'utf8');
    if (!/KeyboardEvent|onKeyDown|event\.key/.test(code)) return [];
    return [
      ...code.matchAll(/\b(?:key|name)(?:\.toLowerCase\(\))? [!=]== '([^']+)'/g),
      ...code.matchAll(/^\s+case '([A-Z]\w+|.)':/gm),
      ...code.matchAll(/^\s+([A-Z]\w+|' '): /gm),
    ]
      .map(([, key = '']) => key)
      .filter((key) => key in NAMES || [...key].length === 1)
      .map((key) => ({ file, key: SAME[key] ?? NAMES[key] ?? key.toUpperCase() }));
  });
  expect(new Set(handled.map(({ key }) => key)).size).toBeGreaterThan(18);
  expect(handled.filter(({ key }) => !known.includes(key))).toEqual([]);
});
