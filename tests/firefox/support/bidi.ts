import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as z from 'zod';

/** Timeout of a command, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** A command's answer, or why there is none. */
const answerSchema = z.union([
  z.object({ type: z.literal('success'), id: z.int(), result: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int(), error: z.string(), message: z.string() }),
]);

type Answer = z.output<typeof answerSchema>;

/**
 * A session of WebDriver BiDi: how Firefox is steered from outside, without a driver in between.
 */
export type BiDi = {
  /**
   * Sends a command and reads its answer.
   * @throws Error when the browser refuses it, answers something else or nothing
   */
  send<T>(method: string, params: object, answer: z.ZodType<T>): Promise<T>;
  close(): void;
};

/** Connects to a browser and begins the session. */
export async function connectBiDi(address: string): Promise<BiDi> {
  const socket = new WebSocket(`${address}/session`);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  let count = 0;

  socket.on('message', (data) => {
    // Events carry no number; none is subscribed to.
    const answer = answerSchema.safeParse(JSON.parse(String(data)));
    if (answer.success) waiting.get(answer.data.id)?.(answer.data);
  });
  socket.on('close', () => {
    for (const [id, answer] of waiting)
      answer({ type: 'error', id, error: 'closed', message: 'the browser is gone' });
  });

  async function send<T>(method: string, params: object, schema: z.ZodType<T>): Promise<T> {
    count += 1;
    const id = count;
    const answer = await new Promise<Answer>((resolve) => {
      const timer = setTimeout(
        () => resolve({ type: 'error', id, error: 'timeout', message: 'no answer in time' }),
        TIMEOUT_MS,
      );
      waiting.set(id, (one) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(one);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (answer.type === 'error') throw new Error(`${method}: ${answer.error}: ${answer.message}`);
    return schema.parse(answer.result);
  }

  await send('session.new', { capabilities: {} }, z.unknown());
  return { send, close: () => socket.close() };
}
