import { PRACTISING } from './model';

/** A person or thing with a name, in the wire format. */
export type Named = { id: string; name: string };

const idOf = (kind: number, number: number) =>
  `00000000-0000-4000-8${kind}00-${String(number).padStart(12, '0')}`;
const named = (kind: number, names: string) =>
  names.split(', ').map((name, index): Named => ({ id: idOf(kind, index), name }));

/** The agents; all of them are invented, like everybody here. */
export const AGENTS = named(
  1,
  'Amara Nwosu, Lukas Brandt, Mei Lin Zhou, Tomás Herrera, Aisha Rahman, Siobhán Keane, Kofi Mensah, Ingrid Solberg',
);
export const QUEUES = named(2, 'Billing, Orders, Technical help');
/** A supervisor who is already cobrowsing, so that users see this case. */
export const COLLEAGUE: Named = { id: idOf(3, 1), name: 'Priya Raman' };

const CUSTOMERS =
  'Maria Oliveira, Derek Stone, Yuki Tanaka, Fatima Zahra, Olu Adeyemi, Chloé Martin, Piotr Nowak, Grace Kim, Samir Haddad, Leilani Kealoha, Henrik Dahl, Ana Popescu, Ravi Iyer, Zoe Papadaki, Malik Johnson, Elif Yılmaz, Nora Byrne, Diego Fuentes, Hana Novak'.split(
    ', ',
  );

type Place = {
  media: 'calls' | 'messages' | 'chats' | 'emails' | 'videos' | 'callbacks';
  queue: number;
  /** `null`: waits for an agent. */
  agent: number | null;
  how?: 'held' | 'rings' | 'cobrowsed' | 'flagged';
  /** Minutes since the first conversation began, when practice starts; negative: it comes later. */
  began: number;
  /**
   * Minutes that a conversation lasts. A few minutes after its end the next one takes its place.
   */
  lasts: number;
};

const PLACES: Place[] = [
  { media: 'calls', queue: 0, agent: 0, began: 4, lasts: 41 },
  { media: 'messages', queue: 1, agent: 1, began: 11, lasts: 58 },
  { media: 'chats', queue: 2, agent: 2, how: 'flagged', began: 2, lasts: 37 },
  { media: 'calls', queue: 2, agent: 3, how: 'held', began: 9, lasts: 44 },
  { media: 'calls', queue: 1, agent: 4, how: 'cobrowsed', began: 6, lasts: 49 },
  { media: 'messages', queue: 0, agent: null, began: 1, lasts: 24 },
  { media: 'emails', queue: 1, agent: 5, began: 47, lasts: 120 },
  { media: 'calls', queue: 0, agent: 6, began: 16, lasts: 17.5 },
  { media: 'videos', queue: 2, agent: 7, began: -1, lasts: 33 },
  { media: 'callbacks', queue: 1, agent: 1, how: 'rings', began: -3, lasts: 6 },
];
/** Minutes between a conversation and the next one in its place. */
const PAUSE = 3;
const MINUTE_MS = 60_000;
const CHANGES_AFTER_MS = 20_000;

/** A conversation of the practice. */
export type PracticeConversation = Place & { id: string; customer: string; startedAt: number };

/**
 * Returns the conversations at a moment; both times in milliseconds since the epoch. Nothing is
 * stored: conversations come and go with the clock, the same way every time.
 */
export function floorAt(startedAt: number, now: number): PracticeConversation[] {
  return PLACES.flatMap((place, index) => {
    const round = place.lasts + PAUSE;
    const life = Math.floor(((now - startedAt) / MINUTE_MS + place.began) / round);
    const began = startedAt + (life * round - place.began) * MINUTE_MS;
    if (life < 0 || now - began >= place.lasts * MINUTE_MS) return [];
    const number = life * PLACES.length + index;
    const customer = CUSTOMERS[number % CUSTOMERS.length] ?? '';
    return [{ ...place, id: idOf(0, number), customer, startedAt: began }];
  });
}

/** Returns the id of the agent's participant in a conversation. */
export const agentPartOf = ({ id }: Pick<PracticeConversation, 'id'>) => id.replace('-8000-', '-8400-');

/** Converts a conversation to the format of `GET /api/v2/conversations/{id}`. */
export function toWire({ id, customer, startedAt, media, queue, agent, how }: PracticeConversation): object {
  const startTime = new Date(startedAt).toISOString();
  // Everybody is put on hold or begins to ring this long after the conversation began.
  const changedAt = new Date(startedAt + CHANGES_AFTER_MS).toISOString();
  const leg = (state: string) => ({
    [media]: [
      {
        state,
        held: how === 'held',
        connectedTime: startTime,
        ...(how === 'held' && { startHoldTime: changedAt }),
        ...(state === 'alerting' && { startAlertingTime: changedAt }),
      },
    ],
  });
  const queueId = QUEUES[queue]?.id;
  const queueName = QUEUES[queue]?.name;
  const person = agent === null ? undefined : AGENTS[agent];
  return {
    id,
    startTime,
    participants: [
      { purpose: 'customer', name: customer, ...leg('connected') },
      person
        ? {
            id: agentPartOf({ id }),
            purpose: 'agent',
            userId: person.id,
            name: person.name,
            queueId,
            queueName,
            ...(how === 'flagged' && { flaggedReason: 'general' }),
            ...leg(how === 'rings' ? 'alerting' : 'connected'),
          }
        : { purpose: 'acd', queueId, queueName, ...leg('connected') },
      ...(how === 'cobrowsed'
        ? [
            {
              purpose: 'user',
              userId: COLLEAGUE.id,
              name: COLLEAGUE.name,
              cobrowsesessions: [{ state: 'connected' }],
            },
          ]
        : []),
    ],
  };
}

/** Returns the name of a practice user id. */
export function nameOf(userId: string): string | undefined {
  if (userId === PRACTISING.userId) return PRACTISING.name;
  return [...AGENTS, COLLEAGUE].find(({ id }) => id === userId)?.name;
}
