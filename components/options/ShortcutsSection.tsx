import { Keyboard } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/pages/app-state';
import { Section } from '../settings-form/Section';
import './ShortcutsSection.css';

type Shortcut = Awaited<ReturnType<AppActions['getShortcuts']>>[number];

/** The browser's own command that opens the popup has no description. */
const DESCRIPTIONS: Record<string, string> = { _execute_action: 'Open the conversation list' };

/** The shortcuts that the browser really assigned: it drops those that another extension uses. */
export function ShortcutsSection({ getShortcuts }: { getShortcuts: AppActions['getShortcuts'] }) {
  const [shortcuts, setShortcuts] = useState<Shortcut[]>([]);

  useEffect(() => {
    const read = () => void getShortcuts().then(setShortcuts);
    read();
    // They are changed on a page of the browser; read them again when the user returns.
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [getShortcuts]);

  const unassigned = shortcuts.some(({ shortcut }) => shortcut === '');
  return (
    <Section title="Keyboard shortcuts" icon={Keyboard}>
      <dl class="shortcuts">
        {shortcuts.map(({ name, description, shortcut }) => (
          <div key={name}>
            <dt>{description || DESCRIPTIONS[name] || name}</dt>
            <dd>{shortcut ? <Keys shortcut={shortcut} /> : <span class="unassigned">Not assigned</span>}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        {unassigned && 'Another extension or the browser already uses the suggested keys. '}
        Change them at <code>chrome://extensions/shortcuts</code> (Edge:{' '}
        <code>edge://extensions/shortcuts</code>; Firefox: <code>about:addons</code> › gear › Manage Extension
        Shortcuts).
      </p>
    </Section>
  );
}

/** Shown as the browser writes them; on a Mac these are symbols without a plus. */
function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span class="keys">
      {shortcut.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
