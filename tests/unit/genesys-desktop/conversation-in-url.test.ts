import { describe, expect, it } from 'vitest';
import { conversationInUrl } from '@/utils/genesys-desktop/conversation-in-url';

const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const DESKTOP = 'https://apps.mypurecloud.com/directory/';

describe('conversationInUrl', () => {
  it.each([
    ['the current route', `${DESKTOP}#/analytics/interactions/${ID}/admin`],
    ['the current route without its end', `${DESKTOP}#/analytics/interactions/${ID}`],
    ['the legacy route', `${DESKTOP}#/engage/admin/interactions/${ID}`],
    ['a route with a query', `${DESKTOP}#/engage/admin/interactions/${ID}?tab=transcript`],
    ['an id in capitals', `${DESKTOP}#/analytics/interactions/${ID.toUpperCase()}/admin`],
    ['a query before the hash', `${DESKTOP}?lang=de#/analytics/interactions/${ID}/admin`],
  ])('finds the conversation in %s', (_what, url) => {
    expect(conversationInUrl(url)).toBe(ID);
  });

  it.each([
    ['the home page', `${DESKTOP}#/`],
    ['the list of interactions', `${DESKTOP}#/analytics/interactions`],
    ['another id', `${DESKTOP}#/people/${ID}`],
    ['an id that is too long', `${DESKTOP}#/analytics/interactions/${ID}0/admin`],
    ['an id that is too short', `${DESKTOP}#/analytics/interactions/${ID.slice(1)}/admin`],
    ['a path instead of the hash', `https://apps.mypurecloud.com/analytics/interactions/${ID}`],
    ['a query of the hash', `${DESKTOP}#/dashboard?x=#/analytics/interactions/${ID}/admin`],
    ['a second hash', `${DESKTOP}#/people#/engage/admin/interactions/${ID}`],
    ['a hash behind another route', `${DESKTOP}#/x/#/analytics/interactions/${ID}`],
    ['a route behind another one', `${DESKTOP}#/x/analytics/interactions/${ID}`],
    ['an id with a second hash behind it', `${DESKTOP}#/analytics/interactions/${ID}#/x`],
    ['a query before the hash', `${DESKTOP}?x=/analytics/interactions/${ID}#/people`],
    ['a route without its slash', `${DESKTOP}#analytics/interactions/${ID}`],
    ['nothing', ''],
  ])('finds none in %s', (_what, url) => {
    expect(conversationInUrl(url)).toBeNull();
  });
});
