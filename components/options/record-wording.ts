import type { RecordReport } from '@/utils/storage/kept-records';

/** One record as described on the settings page. */
export type RecordWords = {
  title: string;
  /** What could not be read, and what applies now. */
  lost: string[];
  /** What was read and is kept. */
  kept: string[];
};

/** Each setting by its path: its name, and what applies if it could not be read. */
const SETTINGS: Record<string, { name: string; now: string }> = {
  environment: { name: 'Region or host', now: 'not set. Choose it again.' },
  'signIn.method': { name: 'Sign-in method', now: 'signing in as yourself.' },
  'signIn.clientId': { name: 'Client ID', now: 'empty. Enter it again.' },
  'signIn.clientIdFor': { name: 'Environment of the client ID', now: 'unknown. Enter the client ID again.' },
  'signIn.supervisorUserId': { name: 'Supervisor user ID', now: 'empty. Enter it again.' },
  'signIn.rememberSecret': { name: 'Remember the secret', now: 'off.' },
  'session.allowRemoteControl': { name: 'Control', now: 'view only.' },
  'session.timeoutInMinutes': { name: 'Time limit', now: '15 minutes.' },
  history: { name: 'History retention', now: 'forever, until you choose again.' },
  cobrowseService: { name: 'Cobrowse service', now: 'chosen automatically.' },
  'invite.askPurpose': { name: 'Ask for a purpose', now: 'off.' },
  'invite.notice': { name: 'Notice', now: 'empty.' },
};

/** The other items: their name, and what to do or expect if they could not be read. */
const OTHERS: Record<string, { name: string; advice: string }> = {
  'pinned-agents': { name: 'Pinned agents', advice: 'Could not be read. Pin them again.' },
  'remembered-client-secret': { name: 'Client secret', advice: 'Could not be read. Enter it again.' },
  'signed-out': { name: 'Sign-out', advice: 'Could not be read. Treated as not signed out.' },
  'visible-sign-in': { name: 'Your last sign-in', advice: 'Could not be read. The next one opens a window.' },
  'cobrowse-services': {
    name: 'Cobrowse service of your organisation',
    advice: 'Could not be read. It is detected again at the next start.',
  },
  'desktop-script': {
    name: 'Cobrowse button in Genesys Cloud',
    advice: 'Could not be read. The button comes back when you sign in again.',
  },
  'obeyed-policy': {
    name: 'Last applied policy',
    advice: 'Could not be read. The policy is applied again.',
  },
};

/** Describes a record. */
export function recordWords(report: RecordReport): RecordWords {
  if (report.name === 'settings') return settingsWords(report);
  const { name, advice } = OTHERS[report.name] ?? { name: report.name, advice: 'Could not be read.' };
  const { lost, kept } = report;
  if (lost.length === 0) return { title: name, lost: [], kept: [] };
  // An unreadable entry of a list does not affect the others.
  if (report.name === 'pinned-agents' && kept.length > 0)
    return { title: name, lost: [`${kept.length} of ${kept.length + lost.length} kept.`], kept: [] };
  if (report.name === 'cobrowse-services' && kept.length > 0)
    return {
      title: name,
      lost: ['Part could not be read. It is detected again at the next start.'],
      kept: [],
    };
  return { title: name, lost: [advice], kept: [] };
}

function settingsWords({ lost, kept }: RecordReport): RecordWords {
  const keptNames = namesOf(kept);
  if (lost.length > 0 && keptNames.length === 0)
    return { title: 'Settings', lost: ['Could not be read. Set up region and sign-in again.'], kept: [] };
  const lines = Object.entries(SETTINGS)
    .filter(([path]) => lost.some((one) => covers(one, path)))
    .map(([, { name, now }]) => `${name}: now ${now}`);
  return { title: 'Settings', lost: lines, kept: keptNames };
}

const namesOf = (paths: readonly string[]) =>
  Object.entries(SETTINGS)
    .filter(([path]) => paths.some((one) => covers(path, one)))
    .map(([, { name }]) => name.charAt(0).toLowerCase() + name.slice(1));

/** Whether two paths are the same, or one contains the other. */
function covers(one: string, other: string): boolean {
  return one === other || other.startsWith(`${one}.`) || one.startsWith(`${other}.`);
}
