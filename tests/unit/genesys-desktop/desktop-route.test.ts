import { expect, it } from 'vitest';
import { desktopRoute } from '@/utils/genesys-desktop/desktop-route';

const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const ORIGIN = 'https://apps.mypurecloud.com/directory/';

it.each([
  [`#/analytics/interactions/${ID}/admin`, 'analytics/interactions'],
  [`#/analytics/interactions/${ID}/admin/details?x=1`, 'analytics/interactions'],
  [`#/engage/admin/interactions/${ID}`, 'engage/admin/interactions'],
  [`#/interactions/${ID}`, 'interactions'],
  ['#/interactions', 'interactions'],
  ['#/a/b/c/d/e', 'a/b/c'],
  ['#/', ''],
  ['', ''],
  ['#/%3Cimg%3E/ä/interactions', 'interactions'],
  [`#/${'x'.repeat(40)}/more`, ''],
])('the screen of %s is %j', (hash, route) => {
  expect(desktopRoute(`${ORIGIN}${hash}`)).toBe(route);
});

it('has no id, and nothing that a request would refuse', () => {
  for (const hash of [`#/a/${ID}`, `#/${ID}/a`, '#/a//b', '#/a/<b>/c'])
    expect(desktopRoute(`${ORIGIN}${hash}`)).toMatch(/^[A-Za-z_/-]{0,100}$/);
});
