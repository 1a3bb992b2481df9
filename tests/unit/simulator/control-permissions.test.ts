import { expect, test } from 'vitest';
import { api, DANA, start, UNKNOWN_ID, userToken } from './support.ts';

test('permissions of one user are taken and given back, and a reset restores them', async () => {
  const { origin, control } = await start();
  const call = api(origin, await userToken(origin));
  type Me = { authorization: { permissions: string[] } };
  const mine = async () =>
    (await call<Me>('GET', '/api/v2/users/me?expand=authorization')).json().authorization.permissions;
  const before = await mine();
  const { permissions } = await control.changePermissions(DANA, {
    remove: ['cobrowse:session:add'],
    add: ['quality:evaluation:view'],
  });
  expect(permissions).not.toContain('cobrowse:session:add');
  expect(await mine()).toEqual(permissions);
  expect(permissions).toContain('quality:evaluation:view');
  await control.reset();
  expect(await mine()).toEqual(before);
  await expect(control.changePermissions(UNKNOWN_ID, {})).rejects.toThrow('404');
  await expect(control.changePermissions(DANA, { add: 'all' as unknown as string[] })).rejects.toThrow('add');
});
