import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { locksOf } from '@/utils/settings/locks';
import type { Settings } from '@/utils/settings/settings';
import { goToPlace } from './go-to-place';
import {
  CHECKED_FIELDS,
  type CheckedField,
  changeDraft,
  findProblems,
  isChanged,
  keepsSecret,
  type Problems,
  rebase,
  type SettingsDraft,
  settleEnvironment,
  toDraft,
  toSettings,
  underPolicy,
} from './settings-draft';

/** Id of a field's element. */
export const fieldId = (field: CheckedField) => `field-${field}`;

/**
 * Moves the focus to a field, from a message about it. Opens what is folded around it, and goes to
 * the other view of the settings if it is there.
 */
export function focusField(field: CheckedField): void {
  const element = document.getElementById(fieldId(field));
  if (!element) return;
  if (element.closest('[hidden]')) {
    goToPlace(element.id);
    return;
  }
  const folded = element.closest('details');
  if (folded) folded.open = true;
  element.focus();
}

/** What the user has typed, and the stored settings below it. */
type Edited = { draft: SettingsDraft; base: Settings };

/**
 * The settings being edited. The stored ones are shown, even when they change elsewhere, except
 * where the user has changed them: that input stays until it is saved or discarded.
 */
export function useSettingsDraft(state: AppState, actions: AppActions) {
  const [edited, setEdited] = useState<Edited | null>(null);
  const [left, setLeft] = useState<ReadonlySet<CheckedField>>(new Set());
  const [demanded, setDemanded] = useState<Problems>({});
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const locks = locksOf(state.policy);
  const { settings } = state;
  const typed = edited && rebase(edited.draft, edited.base, settings);
  const draft = underPolicy(typed ?? toDraft(settings), settings, state.policy);
  const changed = edited !== null && isChanged(draft, settings);

  // What is stored now is no longer a change, whoever changes it next.
  useEffect(() => {
    setEdited((now) => now && { draft: rebase(now.draft, now.base, settings), base: settings });
  }, [settings]);

  // An invalid format is shown on blur; a missing field only when an action needs it.
  const found = findProblems(draft);
  const problems: Problems = {};
  for (const field of CHECKED_FIELDS) {
    const problem = demanded[field] ?? (left.has(field) ? found[field] : undefined);
    if (problem !== undefined) problems[field] = problem;
  }

  function change(part: Partial<SettingsDraft>) {
    setEdited({ draft: changeDraft(draft, part, locks.clientId), base: settings });
    setDemanded((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
  }

  /** Shows problems and focuses the first; returns whether there were none. */
  function demand(all: Problems): boolean {
    setDemanded(all);
    const first = CHECKED_FIELDS.find((field) => all[field] !== undefined);
    if (first) focusField(first);
    return first === undefined;
  }

  async function save(): Promise<boolean> {
    if (!demand(findProblems(draft))) return false;
    setSaving(true);
    setFailure(null);
    const secret = draft.clientSecret === '' ? undefined : draft.clientSecret;
    const result = await actions.saveSettings(toSettings(draft, settings), secret);
    setSaving(false);
    if (!result.ok) {
      setFailure(result.failure);
      return false;
    }
    // Keep what was typed meanwhile; remove the secret from memory as soon as it is stored.
    setEdited(
      (now) =>
        now && {
          ...now,
          draft: settleEnvironment({
            ...now.draft,
            clientSecret: now.draft.clientSecret === secret ? '' : now.draft.clientSecret,
          }),
        },
    );
    return true;
  }

  function discard() {
    setEdited(null);
    setDemanded({});
    setLeft(new Set());
    setFailure(null);
  }

  function leave(field: CheckedField) {
    setLeft((before) => new Set([...before, field]));
    if (field === 'host') setEdited((now) => now && { ...now, draft: settleEnvironment(now.draft) });
  }

  return {
    draft,
    /** Whether the stored client secret is for what is on the page. */
    keepsSecret: keepsSecret(draft, state.settings, state.hasClientSecret),
    /** What cannot be changed here. */
    locks,
    changed,
    problems,
    saving,
    failure,
    change,
    demand,
    save,
    discard,
    leave,
    dismissFailure: () => setFailure(null),
  };
}

/** What the sections of the form need. */
export type SettingsForm = ReturnType<typeof useSettingsDraft>;
