import { useEffect, useState } from 'preact/hooks';
import { t, tParts } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { commandName } from '../common/wording';
import { Section } from '../settings-form/Section';
import './ShortcutsSection.css';

type Shortcut = Awaited<ReturnType<AppActions['getShortcuts']>>[number];

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

  return (
    <Section id="shortcuts" title={t('settings_shortcuts')}>
      <dl class="shortcuts">
        {shortcuts.map((command) => (
          <div key={command.name}>
            <dt>{commandName(command)}</dt>
            <dd>
              {command.shortcut ? (
                <Keys shortcut={command.shortcut} />
              ) : (
                <span class="unassigned">{t('shortcuts_unassigned')}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        {tParts('settings_shortcuts_change', {
          chrome: <code key="chrome">chrome://extensions/shortcuts</code>,
          edge: <code key="edge">edge://extensions/shortcuts</code>,
          firefox: <code key="firefox">about:addons</code>,
        })}
      </p>
    </Section>
  );
}

/** Shown as the browser writes them; on a Mac these are symbols without a plus. */
function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span class="keys" dir="ltr">
      {shortcut.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
