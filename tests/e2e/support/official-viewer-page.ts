import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bundleScript } from '../../setup/bundle-script.ts';

/** A page with the official streaming client, served on an origin of its own. */
export type OfficialViewerPage = { url: string; close(): Promise<void> };

/** Small videos: Chromium pauses muted ones that play by themselves while they are out of sight. */
const PAGE =
  '<!doctype html><style>video { width: 20vw }</style><script type="module" src="viewer.js"></script>';

/** Bundles `official-viewer.ts` and serves it. */
export async function serveOfficialViewer(): Promise<OfficialViewerPage> {
  const script = await bundleScript(fileURLToPath(new URL('official-viewer.ts', import.meta.url)));
  const server = createServer((request, response) => {
    const isScript = request.url === '/viewer.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
