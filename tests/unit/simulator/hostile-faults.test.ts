import { expect, test } from 'vitest';
import { api, credentialsToken, start } from './support.ts';

/**
 * Reads so many bytes of an answer, then hangs up; answers what was read and how long it took, in
 * milliseconds.
 */
async function readSome(response: Response, bytes: number) {
  const begun = performance.now();
  const reader = response.body?.getReader();
  let text = '';
  while (reader && text.length < bytes) {
    const { done, value } = await reader.read();
    if (done) return { text, ended: true, ms: performance.now() - begun };
    text += new TextDecoder().decode(value);
  }
  await reader?.cancel();
  return { text, ended: false, ms: performance.now() - begun };
}

async function ask(origin: string, path: string): Promise<Response> {
  return await fetch(`${origin}${path}`, {
    headers: { authorization: `Bearer ${await credentialsToken(origin)}` },
  });
}

test('an endless answer has its usual status, begins as JSON and does not end', async () => {
  const { origin, control } = await start();
  await control.addFault({ path: '/api/v2/conversations\\?', endless: true });
  const response = await ask(origin, '/api/v2/conversations?limit=1');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-length')).toBeNull();
  const { text, ended } = await readSome(response, 20_000_000);
  expect(text.startsWith('{"entities":[{"id":')).toBe(true);
  expect(ended).toBe(false);
});

test('an endless error keeps the status that the fault names', async () => {
  const { origin, control } = await start();
  await control.addFault({ path: '/api/v2/conversations\\?', status: 503, endless: true });
  const response = await ask(origin, '/api/v2/conversations?limit=1');
  expect(response.status).toBe(503);
  expect((await readSome(response, 1_000_000)).ended).toBe(false);
});

test('a dripping answer comes byte by byte and does not end', async () => {
  const { origin, control } = await start();
  await control.addFault({ path: '/api/v2/conversations\\?', dripMs: 20 });
  const { text, ended, ms } = await readSome(await ask(origin, '/api/v2/conversations?limit=1'), 10);
  expect(text.startsWith('{')).toBe(true);
  expect(ended).toBe(false);
  expect(ms).toBeGreaterThan(100);
});

test.each([{ endless: 'yes' }, { dripMs: 0 }])('a fault with %o is refused', async (wrong) => {
  const { control } = await start();
  await expect(control.addFault({ path: '/', ...wrong } as never)).rejects.toThrow('400');
});

test('a text goes to every connected channel as it is, as often as asked for', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  const { connectUri } = (await call('POST', '/api/v2/notifications/channels')).json() as unknown as {
    connectUri: string;
  };
  const socket = new WebSocket(connectUri);
  const heard: unknown[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(data));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  expect(await control.sendToChannels({ text: '{no JSON', times: 300, perSecond: 1_000 })).toEqual({
    sockets: 1,
  });
  await expect.poll(() => heard.length).toBe(300);
  expect(new Set(heard)).toEqual(new Set(['{no JSON']));
  socket.close();
  await expect(control.sendToChannels({ text: 7 } as never)).rejects.toThrow('400');
});
