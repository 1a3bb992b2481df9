import { expect, test } from 'vitest';
import { api, DANA, start, userToken } from './support.ts';

type Queue = { id: string; name: string; memberCount: number };
type Page = { entities: Queue[]; total: number; pageCount: number; nextUri?: string };
const PATH = '/api/v2/routing/queues';

test('a small organization has seven queues, a big one forty, and pages of them', async () => {
  const small = await start();
  const few = await api(small.origin, await userToken(small.origin))<Page>('GET', PATH);
  expect(few.json()).toMatchObject({ total: 7, pageCount: 1 });
  expect(few.json().entities.every(({ memberCount }) => memberCount === 12)).toBe(true);

  const big = await start({ agents: 1000, conversations: 0 });
  const call = api(big.origin, await userToken(big.origin));
  const first = (await call<Page>('GET', `${PATH}?pageSize=30`)).json();
  expect(first).toMatchObject({ total: 40, pageCount: 2 });
  const second = (await call<Page>('GET', first.nextUri ?? '')).json();
  const all = [...first.entities, ...second.entities];
  expect(new Set(all.map(({ name }) => name)).size).toBe(40);
  expect(all.every(({ memberCount }) => memberCount > 0)).toBe(true);
});

test('queues are found by id and by name with asterisks', async () => {
  const { origin, control } = await start();
  const call = api(origin, await userToken(origin));
  const names = async (query: string) =>
    (await call<Page>('GET', `${PATH}?${query}`)).json().entities.map(({ name }) => name);
  const [first, second] = (await call<Page>('GET', PATH)).json().entities;
  expect(await names(`id=${first?.id}&id=${second?.id}`)).toEqual([first?.name, second?.name]);
  expect(await names('name=claims')).toEqual(['Claims']);
  expect(await names('name=*ing*')).toEqual(['Billing', 'Onboarding']);
  expect((await call('GET', `${PATH}?id=7`)).json().code).toBe('invalid.id');
  expect((await call('GET', `${PATH}?pageNumber=0`)).status).toBe(400);
  await control.changePermissions(DANA, { remove: ['routing:queue:view'] });
  expect((await call('GET', PATH)).json().code).toBe('missing.permissions');
});
