import { t } from '../i18n/messages';

/**
 * What a person or client lacks in Genesys Cloud, read from the `subject` of `permission-denied`.
 * The subject is stored and sent in English (`missing-grant.ts` words it), and shown in the user's
 * language.
 */
export type Grant =
  | { kind: 'permission'; permission: string | null; division?: string | null }
  | { kind: 'scope'; scope: string }
  | { kind: 'capability'; capability: string }
  | { kind: 'network' }
  | { kind: 'other'; name: string };

const PERMISSION =
  /^(?:a permission|the permission “([^”]+)”)(?: in (?:the division “(.+)”|the division .+))?$/;
const SCOPE = /^the scope “([^”]+)”$/;
const CAPABILITY = /^the (\w+) capability of the supervisor$/;

/** Reads a subject. An unforeseen one is `other`, and named as it is. */
export function readGrant(subject: string): Grant {
  if (subject.startsWith('this network')) return { kind: 'network' };
  const scope = SCOPE.exec(subject)?.[1];
  if (scope !== undefined) return { kind: 'scope', scope };
  const capability = CAPABILITY.exec(subject)?.[1];
  if (capability !== undefined) return { kind: 'capability', capability };
  const held = PERMISSION.exec(subject);
  if (!held) return { kind: 'other', name: subject };
  const permission = held[1] ?? null;
  return subject.includes(' in the division ')
    ? { kind: 'permission', permission, division: held[2] ?? null }
    : { kind: 'permission', permission };
}

/** Names a grant in the middle of a sentence: “the permission “cobrowse:session:add””. */
export function grantName(grant: Exclude<Grant, { kind: 'network' }>): string {
  switch (grant.kind) {
    case 'scope':
      return t('grant_scope', { scope: grant.scope });
    case 'capability':
      return t('grant_capability', { capability: grant.capability });
    case 'other':
      return grant.name;
    case 'permission': {
      const { permission, division } = grant;
      if (permission === null)
        return division ? t('grant_in_division', { division }) : t('grant_in_this_division');
      if (division === undefined) return t('grant_permission', { permission });
      return division === null
        ? t('grant_permission_in_this_division', { permission })
        : t('grant_permission_in_division', { permission, division });
    }
  }
}
