import { ClipboardList } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { diagnosticsText } from '@/utils/checks/diagnostics';
import type { Check } from '@/utils/checks/model';
import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';

/** Shows exactly what would be copied, and copies it. */
export function Diagnostics({
  state,
  actions,
  checks,
}: {
  state: AppState;
  actions: AppActions;
  checks: readonly Check[];
}) {
  const [text, setText] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpen = text !== null;

  useEffect(() => {
    field.current?.select();
    field.current?.scrollTo(0, 0);
  }, [isOpen]);

  /** A snapshot of this moment, so that the text does not change while the user reads it. */
  async function show() {
    const versions = await actions.readVersions();
    const { settings, policy, identity, floor, sessions, starts } = state;
    setText(
      diagnosticsText({
        versions,
        settings,
        policy,
        signedIn: identity !== null,
        checks,
        failures: starts.flatMap(({ state: at }) => (at.phase === 'running' ? [] : [at.failure])),
        counts: { conversations: floor.rows.length, sessions: sessions.length },
        now: Date.now(),
      }),
    );
  }

  async function copy(shown: string) {
    await actions.copyText(shown);
    return true;
  }

  if (text === null) {
    return (
      <div id="diagnostics">
        <button type="button" class="button" onClick={() => void show()}>
          <Icon node={ClipboardList} size={14} />
          {t('check_diagnostics_copy')}
        </button>
      </div>
    );
  }
  return (
    <div class="field diagnostics" id="diagnostics">
      <label for="diagnostics-text">{t('check_diagnostics')}</label>
      <p class="hint" id="diagnostics-hint">
        {t('check_diagnostics_about')}
      </p>
      <textarea
        id="diagnostics-text"
        ref={field}
        class="text-input code diagnostics-text"
        readOnly
        dir="ltr"
        rows={16}
        value={text}
        aria-describedby="diagnostics-hint"
      />
      <div class="field-row">
        <CopyButton
          label={t('settings_copy')}
          name={t('check_diagnostics_copy_now')}
          class="button button-primary"
          copy={() => copy(text)}
        />
        <button type="button" class="button" onClick={() => setText(null)}>
          {t('check_close')}
        </button>
      </div>
    </div>
  );
}
