import { Download } from 'lucide';
import { useId, useState } from 'preact/hooks';
import { type MessageKey, t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import type { PolicyValues } from '@/utils/settings/policy';
import { POLICY_FILE_KINDS, type PolicyFileKind, writePolicyFile } from '@/utils/settings/policy-files';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';
import './PolicyPreview.css';

/** What to do with each file. */
const PLACES: Record<PolicyFileKind, MessageKey> = {
  chromium: 'policy_file_chromium_place',
  windows: 'policy_file_windows_place',
  firefox: 'policy_file_firefox_place',
  google_admin: 'policy_file_google_admin_place',
  macos: 'policy_file_macos_place',
  macos_chrome: 'policy_file_macos_list_place',
  macos_edge: 'policy_file_macos_list_place',
  macos_firefox: 'policy_file_macos_list_place',
};

/** Shows the policy file for one system, to read, copy and save. */
export function PolicyPreview({
  policy,
  actions: { getExtensionIds, saveFile, copyText },
}: {
  policy: PolicyValues;
  actions: Pick<AppActions, 'getExtensionIds' | 'saveFile' | 'copyText'>;
}) {
  const id = useId();
  const [kind, setKind] = useState<PolicyFileKind>('chromium');
  const file = writePolicyFile(kind, policy, getExtensionIds());

  async function copy() {
    await copyText(file.text);
    return true;
  }

  return (
    <div class="field">
      <label for={`${id}-kind`}>{t('policy_file_for')}</label>
      <select
        id={`${id}-kind`}
        class="select text-input policy-kinds"
        value={kind}
        onChange={({ currentTarget }) =>
          setKind(POLICY_FILE_KINDS.find((each) => each === currentTarget.value) ?? kind)
        }
      >
        {POLICY_FILE_KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`policy_file_${each}`)}
          </option>
        ))}
      </select>
      <label for={id}>
        <bdi>{file.name}</bdi>
      </label>
      <textarea
        id={id}
        class="text-input code policy-text"
        readOnly
        rows={14}
        wrap="off"
        dir="ltr"
        spellcheck={false}
        aria-describedby={`${id}-place`}
        value={file.text}
      />
      <p class="hint" id={`${id}-place`}>
        {t(PLACES[kind])}
      </p>
      <div class="field-row">
        <button type="button" class="button" onClick={() => saveFile(file)}>
          <Icon node={Download} size={14} />
          {t('policy_save_file')}
        </button>
        <CopyButton label={t('settings_copy')} name={t('policy_copy')} copy={copy} />
      </div>
    </div>
  );
}
