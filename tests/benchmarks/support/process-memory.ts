import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/**
 * Resident memory of the processes that run extensions, in bytes: it holds decoded frames, which no
 * JavaScript heap does. `null` where `/proc` does not tell it.
 */
export async function extensionProcessMemory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = await Promise.all(processInfo.map(({ id }) => residentIfExtension(id)));
  const found = sizes.filter((size) => size !== null);
  return found.length === 0 ? null : found.reduce((sum, size) => sum + size, 0);
}

async function residentIfExtension(pid: number): Promise<number | null> {
  try {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('--extension-process')) return null;
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
