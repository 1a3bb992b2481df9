import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from './request-pattern.ts';

type Channel = { id: string; connectUri: string };

const CREATES_SESSION = /\/cobrowse\/sessions$/;

/** After this long, the extension gives a request up, and so does whoever repeats it. */
const TIMEOUT_MS = 10_000;

/** What became of a request that was sent again; `status` is `null` without an answer in time. */
export type Answer = { userId: string; sentAt: number; ms: number; status: number | null };

/** A supervisor who sends what a real client has sent, with a token and a channel of their own. */
export type ReplayedSupervisor = {
  readonly userId: string;
  /**
   * Sends the steps, each at its time, and listens to the notification channel from its first use
   * until `forMs` are over. Resolves when all answers are there.
   * @param sessionId in the steps, stands for the session that they create
   */
  replay(steps: readonly Step[], forMs: number, sessionId?: string): Promise<void>;
  /** Notifications so far. */
  events(): number;
};

/**
 * Creates one, with a notification channel.
 * @param note is told each answer
 */
export async function openReplayedSupervisor(
  { origin, token, userId }: { origin: string; token: string; userId: string },
  note: (answer: Answer) => void,
): Promise<ReplayedSupervisor> {
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== null && { body: JSON.stringify(body) }),
    });
  let channel = (await (await send('POST', '/api/v2/notifications/channels', null)).json()) as Channel;
  let events = 0;

  function listen(): WebSocket {
    const socket = new WebSocket(channel.connectUri);
    // A cut connection is seen in the number of notifications.
    socket.addEventListener('message', () => {
      events += 1;
    });
    return socket;
  }

  return {
    userId,
    events: () => events,
    async replay(steps, forMs, sessionId) {
      const startedAt = Date.now();
      let socket: WebSocket | undefined;
      let created: string | undefined;
      await Promise.all(
        steps
          .filter(({ afterMs }) => afterMs < forMs)
          .map(async ({ afterMs, method, path, query, body }) => {
            await sleep(Math.max(0, startedAt + afterMs - Date.now()));
            let target = path.replace('{channelId}', channel.id);
            if (sessionId !== undefined && target.includes(sessionId)) {
              // The start was refused, or is not answered yet: nothing to go on with.
              if (created === undefined) return;
              target = target.replace(sessionId, created);
            }
            const sentAt = Date.now();
            const answer = await send(method, `${target}${query && `?${query}`}`, body)
              .then(async (response) => ({ response, text: await response.text() }))
              .catch(() => null);
            note({ userId, sentAt, ms: Date.now() - sentAt, status: answer?.response.status ?? null });
            if (answer === null) return;
            const { response, text } = answer;
            if (method === 'POST' && CREATES_SESSION.test(path) && response.ok)
              ({ id: created } = JSON.parse(text) as { id: string });
            if (!path.includes('/notifications/channels')) return;
            if (method === 'POST' && response.ok) channel = JSON.parse(text) as Channel;
            socket ??= listen();
          }),
      );
      await sleep(Math.max(0, startedAt + forMs - Date.now()));
      socket?.close();
    },
  };
}
