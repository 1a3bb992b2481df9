import type { Page } from 'playwright-core';
import { BUTTON_HOST } from './button-host.ts';

/**
 * Runs a function in a Genesys desktop page with our element and its closed root, which page
 * scripts cannot get by themselves.
 * @throws Error when our element is not there, or with what the function threw
 */
export async function withOurRoot<T>(
  page: Page,
  work: (host: HTMLElement, root: ShadowRoot) => T,
): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root: tree } = await session.send('DOM.getDocument', { depth: 0 });
    const { nodeId } = await session.send('DOM.querySelector', {
      nodeId: tree.nodeId,
      selector: BUTTON_HOST,
    });
    const { node } = await session.send('DOM.describeNode', { nodeId, pierce: true, depth: 1 });
    const [root] = node.shadowRoots ?? [];
    if (!root) throw new Error('Our element is not in this page.');
    const [host, inside] = await Promise.all([
      session.send('DOM.resolveNode', { nodeId }),
      session.send('DOM.resolveNode', { backendNodeId: root.backendNodeId }),
    ]);
    const answer = await session.send('Runtime.callFunctionOn', {
      functionDeclaration: `function (root) { return (${work})(this, root); }`,
      ...(host.object.objectId && { objectId: host.object.objectId }),
      arguments: [inside.object.objectId ? { objectId: inside.object.objectId } : {}],
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    return answer.result.value as T;
  } finally {
    await session.detach();
  }
}
