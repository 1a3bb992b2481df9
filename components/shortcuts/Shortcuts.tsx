import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { isAnyOpen } from '../common/overlays';
import { commandName } from '../common/wording';
import { onShowShortcuts } from './show-shortcuts';
import './Shortcuts.css';

type Command = Awaited<ReturnType<AppActions['getShortcuts']>>[number];

/**
 * The sheet with all keyboard shortcuts, as the browser has really assigned them. `?` opens it, and
 * `/` moves to the search; in a text that is being typed both are letters.
 */
export function Shortcuts({
  getShortcuts,
  onChange,
  onSearch,
}: {
  getShortcuts: AppActions['getShortcuts'];
  /** Opens the browser's page where shortcuts are changed. */
  onChange: () => void;
  /** Shows the search, where something else may be shown. */
  onSearch?: () => void;
}) {
  const showSearch = useRef(onSearch);
  showSearch.current = onSearch;
  const [isOpen, setOpen] = useState(false);
  const [commands, setCommands] = useState<Command[]>([]);

  useEffect(() => {
    function open() {
      // They may have been changed since the last time.
      void getShortcuts().then(setCommands);
      // The menu that asked for it closes first: the focus returns to where it is then.
      queueMicrotask(() => setOpen(true));
    }
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      // Escape would close what is behind this sheet first.
      if (isAnyOpen()) return;
      if (event.key === '?') {
        event.preventDefault();
        open();
      } else if (event.key === '/' && !isSheetShown()) {
        const search = document.querySelector<HTMLElement>('[role="combobox"]');
        if (!search) return;
        event.preventDefault();
        showSearch.current?.();
        search.focus();
        // Where it was not shown: once it is.
        queueMicrotask(() => search.focus());
      }
    }
    document.addEventListener('keydown', press);
    const stop = onShowShortcuts(open);
    return () => {
      document.removeEventListener('keydown', press);
      stop();
    };
  }, [getShortcuts]);

  return isOpen ? (
    <ShortcutSheet commands={commands} onChange={onChange} onClose={() => setOpen(false)} />
  ) : null;
}

/** Asked of the page itself: right after Escape the state here still says open. */
const isSheetShown = () => document.querySelector('dialog.shortcuts-sheet[open]') !== null;

function ShortcutSheet({
  commands,
  onChange,
  onClose,
}: {
  commands: readonly Command[];
  onChange: () => void;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  // Before paint: the next key already belongs to the sheet.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    close.current?.focus();
  }, []);

  return (
    <dialog class="shortcuts-sheet" ref={dialog} aria-labelledby="shortcuts-title" onClose={onClose}>
      <h2 id="shortcuts-title">{t('shortcuts_title')}</h2>
      <h3>{t('shortcuts_anywhere')}</h3>
      <dl>
        {inOrder(commands).map((command) => (
          <div key={command.name} class="line">
            <dt class="grow">{commandName(command)}</dt>
            <dd>
              {command.shortcut ? (
                <Keys of={[command.shortcut]} />
              ) : (
                <span class="shortcuts-none">{t('shortcuts_unassigned')}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t('shortcuts_here')}</h3>
      <dl>
        {keysHere().map(({ does, keys }) => (
          <div key={does} class="line">
            <dt class="grow">{does}</dt>
            <dd>
              <Keys of={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <div class="line">
        <button type="button" class="button button-small" onClick={onChange}>
          {t('shortcuts_change')}
        </button>
        <span class="grow" />
        <button
          type="button"
          class="button button-small button-primary"
          ref={close}
          onClick={() => dialog.current?.close()}
        >
          {t('shortcuts_close')}
        </button>
      </div>
    </dialog>
  );
}

/** The browser sorts them by name. */
const ORDER = [
  '_execute_action',
  'open-panel',
  '_execute_sidebar_action',
  'start-cobrowse',
  'open-session',
  'invite-agent',
  'end-session',
];
const inOrder = (commands: readonly Command[]) =>
  commands.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));

/** The keys of our own pages. */
export const keysHere = () => [
  { does: t('shortcut_search'), keys: ['/'] },
  { does: t('shortcut_move'), keys: ['↑', '↓'] },
  { does: t('shortcut_watch_row'), keys: ['Enter'] },
  { does: t('shortcut_pin'), keys: ['Alt+P'] },
  { does: t('shortcut_session'), keys: ['Alt+1…9'] },
  { does: t('shortcut_escape'), keys: ['Esc'] },
  { does: t('shortcut_sheet'), keys: ['?'] },
];

/** Shown as the browser writes them; on a Mac these are symbols without a plus. */
function Keys({ of }: { of: string[] }) {
  return (
    <span class="shortcuts-keys" dir="ltr">
      {of
        .flatMap((shortcut) => (shortcut.length > 1 ? shortcut.split('+') : [shortcut]))
        .map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
    </span>
  );
}

/** Whether a text is being typed, in which the key is a letter. An empty search is none yet. */
function isTyping({ target }: KeyboardEvent): boolean {
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button'].includes(target.type) && target.value !== '';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
