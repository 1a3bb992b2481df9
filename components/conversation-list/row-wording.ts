import type { FloorRow } from '@/utils/floor/model';
import type { Conversation, ConversationState, Media } from '@/utils/genesys-cloud/conversation-model';
import type { Watching } from '@/utils/genesys-cloud/ways-of-watching';
import { formatList, language, type MessageKey, t } from '@/utils/i18n/messages';

/** Media as shown to the user, and as spoken within a sentence. */
const MEDIA_KEYS: Record<Media, readonly [shown: MessageKey, spoken: MessageKey]> = {
  voice: ['list_media_voice', 'list_spoken_media_voice'],
  callback: ['list_media_callback', 'list_spoken_media_callback'],
  message: ['list_media_message', 'list_spoken_media_message'],
  chat: ['list_media_chat', 'list_spoken_media_chat'],
  email: ['list_media_email', 'list_spoken_media_email'],
  video: ['list_media_video', 'list_spoken_media_video'],
  social: ['list_media_social', 'list_spoken_media_social'],
  internal: ['list_media_internal', 'list_spoken_media_internal'],
  other: ['list_media_unnamed', 'list_spoken_media_unnamed'],
};

/** States as shown to the user. The platform may have others, which have no name here. */
const STATE_KEYS: Record<Exclude<ConversationState, 'other'>, MessageKey> = {
  alerting: 'list_state_alerting',
  connected: 'list_state_connected',
  'on-hold': 'list_state_on_hold',
  parked: 'list_state_parked',
  waiting: 'list_state_waiting',
  ended: 'list_state_ended',
};

/** Texts without values, read once: a search reads them with each of thousands of rows. */
const known = new Map<MessageKey, string>();

function word(key: MessageKey): string {
  const text = known.get(key) ?? t(key as 'list_media_voice');
  known.set(key, text);
  return text;
}

export const mediaName = (media: Media): string => word(MEDIA_KEYS[media][0]);
export const stateName = (state: ConversationState): string =>
  state === 'other' ? '' : word(STATE_KEYS[state]);

/** What a watcher does. */
function watchingWords(how: Watching, name: string | null): string {
  const you: Record<Watching, () => string> = {
    monitoring: () => t('list_you_monitor'),
    coaching: () => t('list_you_coach'),
    'barged-in': () => t('list_you_barged_in'),
    cobrowsing: () => t('list_you_cobrowse'),
    'screen-monitoring': () => t('list_you_watch_screen'),
  };
  const somebody: Record<Watching, (values: { name: string }) => string> = {
    monitoring: (values) => t('list_somebody_monitors', values),
    coaching: (values) => t('list_somebody_coaches', values),
    'barged-in': (values) => t('list_somebody_barged_in', values),
    cobrowsing: (values) => t('list_somebody_cobrowses', values),
    'screen-monitoring': (values) => t('list_somebody_watches_screen', values),
  };
  return name === null ? you[how]() : somebody[how]({ name });
}

/** Replacements for unknown names. */
export const customerOf = ({ customerName }: { customerName: string | null }) =>
  customerName ?? word('list_unknown_customer');

/** The agent of a conversation, in words; while the name is not known yet, that it is loading. */
export function agentOf({ agent }: Pick<Conversation, 'agent'>): string {
  if (!agent) return word('list_no_agent');
  return agent.name ?? word(agent.unnamed ? 'list_unknown_agent' : 'list_loading_name');
}

/** Colleagues who were called in, by name; empty if there are none. */
export const alsoThereOf = ({ alsoThere = [] }: Pick<Conversation, 'alsoThere'>) =>
  formatList(alsoThere.map(({ name }) => name ?? word('list_some_agent')));

/** Says who watches and how: `Femi Okoro is monitoring`. */
export function sentenceOf({ userId, name, how }: FloorRow['watchers'][number], ownUserId: string): string {
  return watchingWords(how, userId === ownUserId ? null : (name ?? word('list_somebody')));
}

/** What is said of a row to somebody who does not see it. */
export type SpokenRow = {
  row: FloorRow;
  pinned: boolean;
  /** The user has a session on it; `offered`: which waits for the customer. */
  session: 'watching' | 'offered' | null;
  /** Who else watches, one sentence each. */
  watching: readonly string[];
  /** Why it cannot be started; `null` if it can. */
  why: string | null;
  /** The agent's other conversations, if they are behind this row. */
  others: readonly FloorRow[];
};

/**
 * Says a row in sentences: who with whom, where, how long, and what is going on.
 * @param now milliseconds since the epoch
 */
export function spokenRow({ row, pinned, session, watching, why, others }: SpokenRow, now: number): string {
  const { agent, state, stateSince, startedAt, queueName, media, flagged } = row;
  const customer = customerOf(row);
  const also = alsoThereOf(row);
  const facts = [
    queueName,
    word(MEDIA_KEYS[media][1]),
    startedAt === null ? null : spokenLength(now - startedAt),
  ].filter((fact) => fact !== null);
  const name = stateName(state);
  return [
    agent ? t('list_spoken_who', { agent: agentOf(row), customer }) : t('list_spoken_no_agent', { customer }),
    also !== '' && t('list_spoken_also', { names: also }),
    t('list_spoken_sentence', { text: sentenceCase(formatList(facts)) }),
    flagged && t('list_spoken_flagged'),
    // Connected is the normal state.
    state !== 'connected' &&
      name !== '' &&
      (stateSince === undefined
        ? t('list_spoken_sentence', { text: name })
        : t('list_spoken_state', { state: name, length: spokenLength(now - stateSince) })),
    pinned && t('list_spoken_pinned'),
    session !== null && t(session === 'offered' ? 'list_spoken_offered' : 'list_spoken_watching'),
    ...watching.map((text) => t('list_spoken_sentence', { text })),
    others.length > 0 && t('list_spoken_others', { names: formatList(others.map(customerOf)) }),
    why,
  ]
    .filter(Boolean)
    .join(' ');
}

const sentenceCase = (text: string) => text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);

const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.NumberFormat>();

function inUnit(value: number, unit: 'second' | 'minute' | 'hour' | 'day'): string {
  const of = `${language()} ${unit}`;
  const format =
    formats.get(of) ?? new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' });
  formats.set(of, format);
  return format.format(value);
}

/** Says a length of time in its two largest units: `8 minutes`, `7 hours 28 minutes`. */
function spokenLength(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / MINUTE_MS);
  if (minutes === 0) return t('list_spoken_moment');
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  if (days > 0) return [inUnit(days, 'day'), inUnit(hours % 24, 'hour')].join(' ');
  if (hours > 0) return [inUnit(hours, 'hour'), inUnit(minutes % 60, 'minute')].join(' ');
  return inUnit(minutes, 'minute');
}
