import { describe, expect, it } from 'vitest';
import { type Grant, grantName, readGrant } from '@/utils/errors/denied-grant';
import { describeFailure } from '@/utils/errors/messages';
import { missingGrant } from '@/utils/genesys-cloud/missing-grant';

const name = (grant: Grant) => (grant.kind === 'network' ? '' : grantName(grant));

describe('a grant that a 403 names', () => {
  it.each<[answer: string, code: string, grant: Grant]>([
    [
      'Unable to perform the requested action. You are missing the following permission(s): a:b:c',
      '',
      { kind: 'permission', permission: 'a:b:c' },
    ],
    [
      'You are missing the following permission(s): a:b:c in the following division: Sales',
      '',
      { kind: 'permission', permission: 'a:b:c', division: 'Sales' },
    ],
    [
      'You are missing the following permission(s): a:b:c',
      'missing.division.permission',
      { kind: 'permission', permission: 'a:b:c', division: null },
    ],
    [
      'Nothing named.',
      'missing.division.permission',
      { kind: 'permission', permission: null, division: null },
    ],
    [
      'This application is not authorized to use scope users:readonly',
      '',
      { kind: 'scope', scope: 'users:readonly' },
    ],
    ['You are missing the Cobrowse capability', '', { kind: 'capability', capability: 'Cobrowse' }],
  ])('is read from the subject of the failure, and named as there: %s %s', (answer, code, grant) => {
    const subject = missingGrant(answer, code) ?? '';
    expect(readGrant(subject)).toEqual(grant);
    expect(name(readGrant(subject))).toBe(subject);
  });

  it('is named as it is if its form is unforeseen', () => {
    expect(name(readGrant('something new'))).toBe('something new');
  });
});

describe('the help for a missing grant', () => {
  const help = (subject: string) => describeFailure({ code: 'permission-denied', subject }).help;

  it('names what to add, and where', () => {
    expect(help('the permission “a:b:c”')).toMatch(/add a:b:c to your role/);
    expect(help('the scope “users:readonly”')).toMatch(/add users:readonly to the OAuth client/);
    expect(help('the permission “a:b:c” in the division “Sales”')).toMatch(/add the division/);
    expect(help('this network (IP allow list)')).toMatch(/network/);
  });
});
