import type { Identity } from '@/utils/auth/model';
import type { Session, Start } from '@/utils/cobrowse/model';
import type { LiveSession } from '@/utils/cobrowse/service';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';
import type { Store } from '@/utils/storage/store';

/** The present of every test, in milliseconds since the epoch. */
export const NOW = Date.parse('2026-08-01T12:00:00Z');
export const MINUTE = 60_000;

export const CONVERSATION_ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
export const DANA: Identity = { userId: 'u-dana', name: 'Dana Whitfield' };
export const AGENT: Identity = { userId: 'u-agent', name: 'Aiko Tanaka' };
export const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 15 };

/** A conversation with an agent in it. */
export function conversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: CONVERSATION_ID,
    media: 'voice',
    state: 'connected',
    startedAt: NOW - 5 * MINUTE,
    customerName: 'Amelia Hart',
    queueId: 'q-billing',
    queueName: 'Billing',
    agent: { userId: AGENT.userId, name: AGENT.name },
    watchers: [],
    ...changes,
  };
}

/** A session of Dana and the agent as the service shows it. */
export function liveSession(id: string, changes: Partial<LiveSession> = {}): LiveSession {
  return {
    id,
    service: 'sessions',
    conversationId: CONVERSATION_ID,
    participants: [
      { userId: AGENT.userId, role: 'agent', name: AGENT.name },
      { userId: DANA.userId, role: 'supervisor', name: DANA.name },
    ],
    settings: SETTINGS,
    startedAt: NOW,
    expiresAt: NOW + 15 * MINUTE,
    ...changes,
  };
}

/** The same as the store keeps it. */
export function storedSession(id: string, changes: Partial<Session> = {}): Session {
  return {
    id,
    service: 'sessions',
    conversationId: CONVERSATION_ID,
    supervisorUserId: DANA.userId,
    agent: { userId: AGENT.userId, name: AGENT.name },
    customerName: 'Amelia Hart',
    queueName: 'Billing',
    settings: SETTINGS,
    joinedExisting: false,
    startedAt: NOW,
    expiresAt: NOW + 15 * MINUTE,
    tabId: null,
    purpose: null,
    invitation: null,
    ...changes,
  };
}

/** A start that has just begun, as it is given to the store. */
export function newStart(changes: Partial<Start> = {}): Omit<Start, 'state'> {
  return {
    conversationId: CONVERSATION_ID,
    customerName: null,
    settings: SETTINGS,
    purpose: null,
    startedAt: NOW,
    ...changes,
  };
}

/** A store in memory that counts its writes. */
export function memoryStore<T>(initial: T): Pick<Store<T>, 'get' | 'update'> & { writes: number } {
  let value = initial;
  const store = {
    writes: 0,
    get: async () => value,
    async update(change: (current: T) => T) {
      const after = change(value);
      if (after !== value) store.writes += 1;
      value = after;
      return value;
    },
  };
  return store;
}
