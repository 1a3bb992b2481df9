import type { CDPSession } from 'playwright-core';

/** The execution context of our content script in a page. */
export async function isolatedWorld(session: CDPSession, extensionId: string): Promise<number> {
  const found = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.includes(extensionId)) resolve(context.id);
    });
  });
  await session.send('Runtime.disable');
  await session.send('Runtime.enable');
  return await found;
}

/** Evaluates an expression there; a promise is awaited. Throws what it throws. */
export async function evaluateIn(
  session: CDPSession,
  contextId: number,
  expression: string,
): Promise<string> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return String(result.value);
}
