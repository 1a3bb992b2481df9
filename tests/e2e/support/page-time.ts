import type { CDPSession } from 'playwright-core';

/** One turn of the page's event loop, in milliseconds. */
const TURN_MS = 50;

/**
 * Lets time pass in a page as the page itself tells it: two frames, then timers, one after the
 * other. On a slow machine that takes as much longer as everything else in the page does. It runs
 * in a world of its own, where what a hostile page has put in the place of timers does not count.
 */
export async function passPageTime(session: CDPSession, ms: number): Promise<void> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  });
  const { exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    expression: `(async () => {
      const timer = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      // A page in the background has no frames.
      const frame = () => Promise.race([new Promise(requestAnimationFrame), timer(1_000)]);
      await frame();
      await frame();
      for (let left = ${ms}; left > 0; left -= ${TURN_MS}) await timer(Math.min(left, ${TURN_MS}));
    })()`,
    awaitPromise: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}
