import type { FloorRow } from '@/utils/floor/model';
import { holdsPermission, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import type { Settings } from '@/utils/settings/settings';

/** Why a row cannot be started. */
export type WhyNot = {
  reason: 'ended' | 'own' | 'not-permitted' | 'in-use' | 'no-agent';
  /** Stands in the row where the button would. */
  short: string;
  /** One sentence on why, and one on what would change it. */
  sentence: string;
  /** Whether a start may be tried all the same: what is known may have changed since. */
  mayTry: boolean;
};

/** What is known of the person who would start. */
export type Starter = {
  userId: string;
  /**
   * Those held, of the ones that the extension can use; missing where the platform did not tell.
   */
  permissions?: readonly string[] | undefined;
  service: Settings['cobrowseService'];
};

/**
 * Why a conversation cannot be started now, or `null` where nothing speaks against it. Only what is
 * known counts: a permission that nobody told of is not missing. What may have changed since it was
 * read can be tried all the same; the start reads for itself.
 */
export function whyNot(row: Pick<FloorRow, 'state' | 'agent' | 'watchers'>, starter: Starter): WhyNot | null {
  if (row.state === 'ended') {
    return {
      reason: 'ended',
      short: 'Ended',
      sentence: 'This conversation has ended. The next refresh removes it from the list.',
      mayTry: false,
    };
  }
  // One's own customer may be asked to share their page; one's own page is no session.
  if (row.agent?.userId === starter.userId.toLowerCase() && starter.service !== 'platform') {
    return {
      reason: 'own',
      short: 'Yours',
      sentence: 'This is your own conversation. You can cobrowse only with another agent.',
      // While nobody knows which service there is, it may be the one that shows the customer’s
      // page.
      mayTry: starter.service === 'auto',
    };
  }
  const missing = missingPermission(starter);
  if (missing !== null) {
    return {
      reason: 'not-permitted',
      short: 'Not permitted',
      sentence: `Your role lacks the permission ${missing}. Ask your administrator for it, then run the checks in the settings.`,
      mayTry: true,
    };
  }
  const other = row.watchers.find(
    ({ how, userId }) =>
      how === 'cobrowsing' && userId !== starter.userId && (userId === null || userId !== row.agent?.userId),
  );
  if (other) {
    return {
      reason: 'in-use',
      short: 'In use',
      sentence: `${other.name ?? 'Somebody else'} has a cobrowse session on this conversation. You can start when it has ended.`,
      mayTry: true,
    };
  }
  if (row.agent === null) {
    return {
      reason: 'no-agent',
      short: 'No agent yet',
      sentence: 'This conversation has no agent now. Cobrowse requires an agent.',
      mayTry: true,
    };
  }
  return null;
}

/**
 * The permission without which no service can be used; `null` where one is held, or nothing is
 * known.
 */
function missingPermission({ permissions, service }: Starter): string | null {
  if (!permissions) return null;
  const needed = PERMISSIONS.filter(
    (grant) => grant.service !== undefined && (service === 'auto' || grant.service === service),
  );
  const held = needed.some(({ names }) => names.some((name) => holdsPermission(permissions, name)));
  return held ? null : (needed[0]?.name ?? null);
}
