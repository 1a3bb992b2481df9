import { Download } from 'lucide';
import { useId, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/pages/app-state';
import type { PolicyValues } from '@/utils/settings/policy';
import { POLICY_FILE_KINDS, type PolicyFileKind, writePolicyFile } from '@/utils/settings/policy-files';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';
import './PolicyPreview.css';

const KINDS: Record<PolicyFileKind, { name: string; place: string }> = {
  chromium: {
    name: 'Chrome and Edge, Linux',
    place:
      'Save it in /etc/opt/chrome/policies/managed (Edge: /etc/opt/edge/policies/managed, Chromium: /etc/chromium/policies/managed).',
  },
  windows: {
    name: 'Chrome and Edge, Windows',
    place: 'Import it as an administrator, or add its keys to a registry group policy.',
  },
  firefox: {
    name: 'Firefox',
    place:
      'Save it in /etc/firefox/policies on Linux, or in the “distribution” folder beside the program on Windows and macOS. If there is a policies.json already, add this part to it.',
  },
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
      <div class="segmented policy-kinds" role="radiogroup" aria-label="File for">
        {POLICY_FILE_KINDS.map((each) => (
          <label class="segment" key={each}>
            <input type="radio" name={id} checked={kind === each} onChange={() => setKind(each)} />
            {KINDS[each].name}
          </label>
        ))}
      </div>
      <label for={id}>{file.name}</label>
      <textarea
        id={id}
        class="text-input code policy-text"
        readOnly
        rows={14}
        wrap="off"
        spellcheck={false}
        aria-describedby={`${id}-place`}
        value={file.text}
      />
      <p class="hint" id={`${id}-place`}>
        {KINDS[kind].place}
      </p>
      <div class="field-row">
        <button type="button" class="button" onClick={() => saveFile(file)}>
          <Icon node={Download} size={14} />
          Save file
        </button>
        <CopyButton label="Copy" name="Copy policy" copy={copy} />
      </div>
    </div>
  );
}
