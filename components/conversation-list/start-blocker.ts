import type { FloorRow } from '@/utils/floor/model';
import type { Media } from '@/utils/genesys-cloud/conversation-model';
import { holdsPermission, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { t } from '@/utils/i18n/messages';
import type { Settings } from '@/utils/settings/settings';

/** Why a row cannot be started. */
export type StartBlocker = {
  reason: 'ended' | 'own' | 'not-permitted' | 'in-use' | 'no-agent' | 'media' | 'parked';
  /** Shown in the row in place of the button. */
  short: string;
  /** One sentence on why, and one on what would change it. */
  sentence: string;
  /** Whether to allow a start anyway: the data may be out of date. */
  mayTry: boolean;
};

/** What is known about the person who would start. */
export type Starter = {
  userId: string;
  /**
   * The permissions held that the extension can use; missing if the platform did not report them.
   */
  permissions?: readonly string[] | undefined;
  service: Settings['cobrowseService'];
};

/**
 * Returns why a conversation cannot be started now, or `null` if nothing prevents it. Only known
 * facts count: an unreported permission is not missing. If a fact may have changed since it was
 * read, the start can be tried anyway; it reads for itself.
 */
export function findStartBlocker(
  row: Pick<FloorRow, 'state' | 'agent' | 'watchers' | 'media'>,
  starter: Starter,
): StartBlocker | null {
  if (row.state === 'ended') {
    return {
      reason: 'ended',
      short: t('list_state_ended'),
      sentence: t('list_blocked_ended'),
      mayTry: false,
    };
  }
  const ofScreens = starter.service === 'screen';
  // Users may ask their own customer to share a page; their own page needs no session.
  if (row.agent?.userId === starter.userId.toLowerCase() && starter.service !== 'platform') {
    return {
      reason: 'own',
      short: t('list_blocked_own_short'),
      sentence: ofScreens ? t('list_blocked_own_screens') : t('list_blocked_own'),
      // While the service is unknown, it may be the one that shows the customer’s page.
      mayTry: starter.service === 'auto',
    };
  }
  const missing = missingPermission(starter);
  if (missing !== null) {
    return {
      reason: 'not-permitted',
      short: t('list_blocked_not_permitted_short'),
      sentence: t('list_blocked_not_permitted', { permission: missing }),
      mayTry: true,
    };
  }
  const how = ofScreens ? 'screen-monitoring' : 'cobrowsing';
  const other = row.watchers.find(
    ({ userId, ...watcher }) =>
      watcher.how === how && userId !== starter.userId && (userId === null || userId !== row.agent?.userId),
  );
  if (other) {
    return {
      reason: 'in-use',
      short: t('list_blocked_in_use_short'),
      sentence: ofScreens
        ? t('list_blocked_in_use_screens', { name: other.name ?? t('list_somebody_else') })
        : t('list_blocked_in_use', { name: other.name ?? t('list_somebody_else') }),
      mayTry: true,
    };
  }
  if (row.agent === null) {
    return {
      reason: 'no-agent',
      short: t('list_blocked_no_agent_short'),
      sentence: ofScreens ? t('list_blocked_no_agent_screens') : t('list_blocked_no_agent'),
      mayTry: true,
    };
  }
  return ofScreens && !isByAgent(starter) ? screenBlocker(row) : null;
}

/** The media during which Genesys Cloud shows an agent's screens. */
const SCREEN_MEDIA: readonly Media[] = ['voice', 'callback', 'email', 'message'];

/** Whether screens are viewed at the level of the agent, whatever the conversation is. */
const isByAgent = ({ permissions }: Starter): boolean =>
  permissions !== undefined && !holdsPermission(permissions, 'realtimeMonitor:screen:monitorConversation');

/** Returns why Genesys Cloud does not show the agent's screens during this conversation. */
function screenBlocker({ media, state }: Pick<FloorRow, 'media' | 'state'>): StartBlocker | null {
  if (!SCREEN_MEDIA.includes(media)) {
    return {
      reason: 'media',
      short: t('list_blocked_media_short'),
      sentence: t('list_blocked_media'),
      // Its kind does not change, but it may be one that the extension does not know.
      mayTry: media === 'other',
    };
  }
  if (media === 'email' && state === 'parked') {
    return {
      reason: 'parked',
      short: t('list_state_parked'),
      sentence: t('list_blocked_parked'),
      mayTry: true,
    };
  }
  return null;
}

/**
 * Returns the permission without which no service can be used; `null` if one is held, or nothing is
 * known.
 */
function missingPermission({ permissions, service }: Starter): string | null {
  if (!permissions) return null;
  const needed = PERMISSIONS.filter(
    (grant) =>
      grant.service !== undefined && !grant.optional && (service === 'auto' || grant.service === service),
  );
  const held = needed.some(({ names }) => names.some((name) => holdsPermission(permissions, name)));
  return held ? null : (needed[0]?.name ?? null);
}
