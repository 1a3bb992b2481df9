import { describe, expect, it } from 'vitest';
import { missingGrant } from '@/utils/genesys-cloud/missing-grant';

describe('missingGrant', () => {
  it.each([
    [
      'Unable to perform the requested action. You are missing the following permission(s): conversation:cobrowse:add',
      'the permission “conversation:cobrowse:add”',
    ],
    [
      'Unable to perform the requested action. You are missing the following permission(s): [conversation:cobrowse:add].',
      'the permission “conversation:cobrowse:add”',
    ],
    [
      'Unable to perform the requested action. You must have at least one of the following permissions assigned: [a:b:c, d:e:f]',
      'the permission “a:b:c, d:e:f”',
    ],
    ['App not authorized to use scope cobrowse:session:write', 'the scope “cobrowse:session:write”'],
    [
      'Unable to perform the requested action. Femi Okoro is missing the Cobrowse capability (cobrowse:session:add)',
      'the Cobrowse capability of the supervisor',
    ],
    ['App not authorized to use scope users:readonly', 'the scope “users:readonly”'],
    ['App not authorized to use scope analytics:readonly.', 'the scope “analytics:readonly”'],
  ])('of “%s” is %s', (message, grant) => {
    expect(missingGrant(message)).toBe(grant);
  });

  it.each([
    [
      "Unable to perform the requested action. You are missing the following permission 'conversation:communication:view' in the provided division(s).",
      'missing.division.permission',
      'the permission “conversation:communication:view” in the division that this belongs to',
    ],
    [
      'Unable to perform the requested action. You must have at least one of the following permissions assigned: [a:b:c, d:e:f] in at least one of the following division(s): [North]',
      'missing.any.division.permissions',
      'the permission “a:b:c, d:e:f” in the division “North”',
    ],
    [
      'You are missing the following permission(s): cobrowse:session:create in division Sales',
      'missing.division.permission',
      'the permission “cobrowse:session:create” in the division “Sales”',
    ],
    [
      'You are not authorized to perform the requested action.',
      'missing.division.permission',
      'a permission in the division that this belongs to',
    ],
  ])('of “%s” (%s) names the division', (message, code, grant) => {
    expect(missingGrant(message, code)).toBe(grant);
  });

  it.each([
    '',
    'You are not authorized to perform the requested action.',
    'Unable to perform the requested action. You are missing the required permission(s).',
    'Unable to perform the requested action. You are missing the following permission(s): ',
    "Your organization's security policies have denied access. Policy ID(s): [1]",
  ])('of “%s” is none', (message) => {
    expect(missingGrant(message)).toBeUndefined();
  });
});
