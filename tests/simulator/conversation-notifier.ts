import { randomUUID } from 'node:crypto';
import type { Channel, Channels } from './channels.ts';
import { topicsOf } from './conversation-events.ts';
import type { Conversation } from './conversation-model.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** How often an event is repeated, and how often it arrives after the next one. */
const TWICE = 0.04;
const LATE = 0.04;
/** A late event waits no longer than this for a newer one to overtake it. */
const LATEST_MS = 1500;

/** Separates the random choices for quirks from those that create the organization. */
const QUIRK_SEED = 0x5eed_0e4e;

type Late = { send: () => void; timer: NodeJS.Timeout };

/**
 * Reports every change of a conversation to the connected channels; optionally as unreliably as the
 * platform.
 */
export class ConversationNotifier {
  readonly #channels: Channels;
  readonly #quirks: SeededRandom | null;
  readonly #late = new Map<string, Late>();

  /** @param quirkSeed decides which events come twice or late; null when none shall */
  constructor(channels: Channels, quirkSeed: number | null) {
    this.#channels = channels;
    this.#quirks = quirkSeed === null ? null : createSeededRandom(quirkSeed ^ QUIRK_SEED);
  }

  tell(conversation: Conversation): void {
    const connected = this.#channels.all().filter(({ socket, names }) => socket && names.size > 0);
    if (connected.length === 0) return;
    const metadata = { CorrelationId: randomUUID() };
    for (const [topic, body] of topicsOf(conversation)) {
      for (const channel of connected) {
        const topicName = channel.names.get(topic.toLowerCase());
        if (topicName === undefined) continue;
        // Create the body now: by the time a late event is sent, the conversation has changed.
        const frame = { topicName, version: '2', eventBody: body(), metadata };
        this.#deliver(channel, `${channel.number} ${conversation.id} ${topicName}`, frame);
      }
    }
  }

  /** Cancels all late events. */
  forget(): void {
    for (const { timer } of this.#late.values()) clearTimeout(timer);
    this.#late.clear();
  }

  #deliver(channel: Channel, key: string, frame: object): void {
    const send = () => channel.socket?.send(frame);
    const overtaken = this.#late.get(key);
    if (!overtaken && this.#quirks?.chance(LATE)) {
      const timer = setTimeout(() => {
        this.#late.delete(key);
        send();
      }, LATEST_MS);
      this.#late.set(key, { send, timer: timer.unref() });
      return;
    }
    send();
    if (this.#quirks?.chance(TWICE)) send();
    if (!overtaken) return;
    clearTimeout(overtaken.timer);
    this.#late.delete(key);
    overtaken.send();
  }
}
