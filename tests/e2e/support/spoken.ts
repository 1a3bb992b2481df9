import type { Page } from 'playwright-core';

type AxNode = {
  nodeId: string;
  ignored?: boolean;
  role?: { value?: unknown };
  name?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
};

/** Reads a page's accessibility tree, which is what a screen reader gets. */
async function nodesOf(page: Page): Promise<AxNode[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
  await session.detach();
  return nodes;
}

/** The polite regions of a page, each with the texts that it says now. */
export async function politeRegions(page: Page): Promise<string[][]> {
  const nodes = await nodesOf(page);
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const textsOf = ({ childIds = [] }: AxNode): string[] =>
    childIds.flatMap((id) => {
      const child = byId.get(id);
      if (!child) return [];
      return child.role?.value === 'StaticText' ? [String(child.name?.value ?? '')] : textsOf(child);
    });
  return nodes
    .filter(({ properties = [] }) =>
      properties.some(({ name, value }) => name === 'live' && value.value === 'polite'),
    )
    .map(textsOf);
}

/** The names of everything with a role, as they are read out. */
export async function namesOf(page: Page, role: string): Promise<string[]> {
  const nodes = await nodesOf(page);
  return nodes
    .filter((node) => !node.ignored && node.role?.value === role)
    .map(({ name }) => String(name?.value ?? ''));
}
