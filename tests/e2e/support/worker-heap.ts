import type { World } from './world.ts';

/**
 * Bytes that an extension's worker holds after its garbage was collected. Asked over a connection
 * of its own, because Playwright gives none to a worker.
 * @param extensionId this extension's if missing
 */
export async function workerHeap(world: World, extensionId = world.extensionId): Promise<number> {
  const targets = (await (await fetch(`${await world.devToolsUrl()}/json/list`)).json()) as {
    type: string;
    url: string;
    webSocketDebuggerUrl: string;
  }[];
  const worker = targets.find(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
  if (!worker) throw new Error('The extension has no service worker.');
  const socket = new WebSocket(worker.webSocketDebuggerUrl);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('The worker cannot be debugged.')), {
      once: true,
    });
  });
  let lastId = 0;
  const send = (method: string) => {
    lastId += 1;
    const id = lastId;
    return new Promise<{ usedSize?: number }>((resolve) => {
      const listen = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: { usedSize?: number } };
        if (answer.id !== id) return;
        socket.removeEventListener('message', listen);
        resolve(answer.result ?? {});
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method }));
    });
  };
  try {
    await send('HeapProfiler.collectGarbage');
    return (await send('Runtime.getHeapUsage')).usedSize ?? Number.NaN;
  } finally {
    socket.close();
  }
}
