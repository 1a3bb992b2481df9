import { randomUUID } from 'node:crypto';

/** A message from one user to another. */
export type ChatMessage = {
  id: string;
  fromUserId: string;
  toUserId: string;
  text: string;
  mentions: string[];
  threadId: string;
  /** Milliseconds since 1970. */
  sentAt: number;
};

/** What users have written to each other, oldest first. */
export class Chats {
  readonly #messages: ChatMessage[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  send(message: Omit<ChatMessage, 'id' | 'sentAt' | 'threadId'> & { threadId?: string }): ChatMessage {
    const sent = { threadId: randomUUID(), ...message, id: randomUUID(), sentAt: this.#now() };
    this.#messages.push(sent);
    return sent;
  }

  all(): readonly ChatMessage[] {
    return this.#messages;
  }

  /** What two users have written to each other, oldest first. */
  between(one: string, other: string): ChatMessage[] {
    return this.#messages.filter(
      ({ fromUserId, toUserId }) =>
        (fromUserId === one && toUserId === other) || (fromUserId === other && toUserId === one),
    );
  }
}
