import { formatNumber, t } from '@/utils/i18n/messages';
import type { RecordReport } from '@/utils/storage/kept-records';

/** One record as described on the settings page. */
export type RecordWords = {
  title: string;
  /** What could not be read, and what applies now. */
  lost: string[];
  /** What was read and is kept. */
  kept: string[];
};

/** Each setting by its path, and what its texts are called. */
const SETTINGS = {
  environment: 'environment',
  'signIn.method': 'method',
  'signIn.clientId': 'client_id',
  'signIn.clientIdFor': 'client_id_for',
  'signIn.supervisorUserId': 'supervisor_id',
  'signIn.rememberSecret': 'remember',
  'session.allowRemoteControl': 'control',
  'session.timeoutInMinutes': 'time',
  history: 'history',
  cobrowseService: 'service',
  'invite.askPurpose': 'purpose',
  'invite.withStart': 'with_start',
  'invite.notice': 'notice',
  'attention.holdSeconds': 'hold',
  'attention.alertingSeconds': 'alerting',
  'attention.handledMinutes': 'handled',
  appearance: 'appearance',
} as const;

/** The other items, and what their texts are called: the name, and what to do or expect. */
const OTHERS = {
  'pinned-agents': 'pinned',
  'saved-views': 'views',
  'remembered-client-secret': 'secret',
  'signed-out': 'signed_out',
  'visible-sign-in': 'last_sign_in',
  'cobrowse-services': 'services',
  'desktop-script': 'button',
  'obeyed-policy': 'policy',
} as const;

/** Describes a record. */
export function recordWords(report: RecordReport): RecordWords {
  if (report.name === 'settings') return settingsWords(report);
  const item = OTHERS[report.name as keyof typeof OTHERS];
  const title = item ? t(`settings_record_name_${item}`) : report.name;
  const { lost, kept } = report;
  if (lost.length === 0) return { title, lost: [], kept: [] };
  // An unreadable entry of a list does not affect the others.
  if ((report.name === 'pinned-agents' || report.name === 'saved-views') && kept.length > 0)
    return { title, lost: [someKept(kept.length, kept.length + lost.length)], kept: [] };
  if (report.name === 'cobrowse-services' && kept.length > 0)
    return { title, lost: [t('settings_record_services_lost')], kept: [] };
  return {
    title,
    lost: [item ? t(`settings_record_lost_${item}`) : t('settings_record_other_lost')],
    kept: [],
  };
}

const someKept = (kept: number, all: number) =>
  t('settings_record_some_kept', { kept: formatNumber(kept), all: formatNumber(all) });

function settingsWords({ lost, kept }: RecordReport): RecordWords {
  const title = t('settings_record_settings');
  const keptNames = namesOf(kept);
  if (lost.length > 0 && keptNames.length === 0)
    return { title, lost: [t('settings_record_settings_lost')], kept: [] };
  const lines = Object.entries(SETTINGS)
    .filter(([path]) => lost.some((one) => covers(one, path)))
    .map(([, item]) =>
      t('settings_record_now', {
        name: t(`settings_record_name_${item}`),
        value: t(`settings_record_now_${item}`),
      }),
    );
  return { title, lost: lines, kept: keptNames };
}

const namesOf = (paths: readonly string[]) =>
  Object.entries(SETTINGS)
    .filter(([path]) => paths.some((one) => covers(path, one)))
    .map(([, item]) => t(`settings_record_name_${item}`));

/** Whether two paths are the same, or one contains the other. */
function covers(one: string, other: string): boolean {
  return one === other || other.startsWith(`${one}.`) || one.startsWith(`${other}.`);
}
