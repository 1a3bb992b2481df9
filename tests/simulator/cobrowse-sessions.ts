import { randomBytes, randomUUID } from 'node:crypto';
import type { Conversations } from './conversations.ts';

export type CobrowseRole = 'agent' | 'supervisor';
export type CobrowseParticipant = { userId: string; role: CobrowseRole; name: string };
export type CobrowseSettings = { allowRemoteControl: boolean; timeoutInMinutes: number };

/** A session with everything the simulator knows of it; times are milliseconds since 1970. */
export type CobrowseSession = {
  id: string;
  conversationId: string;
  participants: CobrowseParticipant[];
  settings: CobrowseSettings;
  createdAt: number;
  expiresAt: number;
  endedAt: number | null;
  /** One entry per visit of the join page. */
  joins: { userId: string; at: number }[];
  tokens: JoinToken[];
};

/** What opens the join page for one participant. */
export type JoinToken = { value: string; sessionId: string; userId: string; expiresAt: number };

/** A session as the API shows it. */
export type CobrowseSessionView = {
  id: string;
  conversationId: string;
  state: 'pending' | 'active' | 'ended';
  participants: CobrowseParticipant[];
  settings: CobrowseSettings;
  createdDate: string;
  expiresDate: string;
};

/**
 * The cobrowse sessions of an organization. A session ends by request, at its expiry, or with its
 * conversation.
 */
export class CobrowseSessions {
  readonly #conversations: Conversations;
  readonly #joinTokenTtlMs: number;
  readonly #now: () => number;
  readonly #sessions = new Map<string, CobrowseSession>();
  readonly #tokens = new Map<string, JoinToken>();

  /** @param joinTokenTtlS life of a join token, in seconds */
  constructor(conversations: Conversations, joinTokenTtlS: number, now: () => number) {
    this.#conversations = conversations;
    this.#joinTokenTtlMs = joinTokenTtlS * 1000;
    this.#now = now;
  }

  /** Starts a session; the caller has checked that none is live for the conversation. */
  create(
    conversationId: string,
    participants: CobrowseParticipant[],
    settings: CobrowseSettings,
  ): CobrowseSession {
    const createdAt = this.#now();
    const session: CobrowseSession = {
      id: randomUUID(),
      conversationId,
      participants,
      settings,
      createdAt,
      expiresAt: createdAt + settings.timeoutInMinutes * 60_000,
      endedAt: null,
      joins: [],
      tokens: [],
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** Every session so far, ended ones included, oldest first. */
  all(): CobrowseSession[] {
    return [...this.#sessions.values()].map((session) => this.#settle(session));
  }

  find(id: string): CobrowseSession | undefined {
    const session = this.#sessions.get(id.toLowerCase());
    return session && this.#settle(session);
  }

  /** The live session of a conversation, if there is one. */
  live(conversationId: string): CobrowseSession | undefined {
    return this.all().find(
      (session) => session.conversationId === conversationId && session.endedAt === null,
    );
  }

  end(session: CobrowseSession): void {
    session.endedAt ??= this.#now();
  }

  /** A new join token; older ones of the same participant stay valid until they expire. */
  issueToken(session: CobrowseSession, userId: string): JoinToken {
    const token: JoinToken = {
      value: randomBytes(32).toString('base64url'),
      sessionId: session.id,
      userId,
      expiresAt: this.#now() + this.#joinTokenTtlMs,
    };
    session.tokens.push(token);
    this.#tokens.set(token.value, token);
    return token;
  }

  /** The join token with this value, expired ones included. */
  findToken(value: string): JoinToken | undefined {
    return this.#tokens.get(value);
  }

  /** Notes that a participant opened the join page. */
  join(session: CobrowseSession, userId: string): void {
    session.joins.push({ userId, at: this.#now() });
  }

  /** Ends the session where the clock or the conversation has already done so. */
  #settle(session: CobrowseSession): CobrowseSession {
    if (session.endedAt !== null) return session;
    const conversation = this.#conversations.find(session.conversationId);
    const ends = [
      ...(conversation && conversation.state === 'active'
        ? []
        : [conversation?.endTime === undefined ? this.#now() : Date.parse(conversation.endTime)]),
      ...(this.#now() >= session.expiresAt ? [session.expiresAt] : []),
    ];
    if (ends.length > 0) session.endedAt = Math.min(...ends);
    return session;
  }
}

/** `pending` until a participant joins. */
export function stateOf(session: CobrowseSession): CobrowseSessionView['state'] {
  if (session.endedAt !== null) return 'ended';
  return session.joins.length === 0 ? 'pending' : 'active';
}

/** The session as the API shows it. */
export function viewOf(session: CobrowseSession): CobrowseSessionView {
  return {
    id: session.id,
    conversationId: session.conversationId,
    state: stateOf(session),
    participants: session.participants,
    settings: session.settings,
    createdDate: new Date(session.createdAt).toISOString(),
    expiresDate: new Date(session.expiresAt).toISOString(),
  };
}
