import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Writes another extension, with all the power over this computer's pages that one can be given;
 * answers its folder. `more`: what its manifest says besides.
 */
export function writeStranger(more: object = {}): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'stranger-')), 'stranger');
  mkdirSync(folder);
  const manifest = {
    manifest_version: 3,
    name: 'Stranger',
    version: '1',
    permissions: ['tabs', 'scripting'],
    host_permissions: ['<all_urls>'],
    ...more,
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'page.html'), '<!doctype html><title>Stranger</title>');
  return folder;
}

export function removeStranger(folder: string): void {
  rmSync(path.dirname(folder), { recursive: true, force: true });
}

/** A web server of somebody else on this computer: same host as the simulator, another origin. */
export async function startForeignSite(html: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
