import * as z from 'zod';
import type { BiDi } from './bidi.ts';

const resultSchema = z.union([
  z.object({
    type: z.literal('success'),
    result: z.object({ type: z.string(), value: z.optional(z.string()) }),
  }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
]);

/**
 * Runs a function in a page, or in the browser's own window; what it is given and what it answers
 * travels as JSON. It sees nothing of where it is written.
 * @throws Error with what it threw
 */
export async function evaluate<A extends unknown[], T>(
  bidi: BiDi,
  context: string,
  work: (...args: A) => T | Promise<T>,
  ...args: A
): Promise<T> {
  const answer = await bidi.send(
    'script.callFunction',
    {
      functionDeclaration: `async (args) => JSON.stringify(await (${work})(...JSON.parse(args)))`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      target: { context },
      awaitPromise: true,
    },
    resultSchema,
  );
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
  // A function without a result returns `undefined`, which JSON cannot represent.
  return answer.result.value && JSON.parse(answer.result.value);
}
