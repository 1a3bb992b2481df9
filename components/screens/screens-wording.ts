import type { AgentNotice, SessionEnding } from '@/utils/cobrowse/model';
import { t, tPlural } from '@/utils/i18n/messages';
import type { LinkState, Tile } from '@/utils/screen-viewer/model';
import { formatClockTime } from '../common/time';

/** The agent, by name if known. */
export const agentOf = ({ agentName }: Pick<Tile, 'agentName'>): string => agentName ?? t('screens_agent');

/** The agent in the middle of a sentence. */
export const agentInText = ({ agentName }: Pick<Tile, 'agentName'>): string =>
  agentName ?? t('screens_agent_within');

/** Customer and queue; the customer’s name is unknown for a moment. */
export const factsOf = ({ customerName, queueName }: Tile): string =>
  [customerName ?? t('screens_unknown_customer'), queueName].filter(Boolean).join(' · ');

/** Says whether the agent was told. `attention`: the supervisor should know, or act. */
export function noticeText(tile: Tile, notice: AgentNotice): { text: string; attention: boolean } {
  const agent = agentOf(tile);
  switch (notice.state) {
    case 'sent':
      return {
        text:
          notice.at === null
            ? t('screens_told', { agent })
            : t('screens_told_at', { agent, time: formatClockTime(notice.at) }),
        attention: false,
      };
    case 'pending':
      return { text: t('screens_telling_that_you_watch', { agent: agentInText(tile) }), attention: false };
    case 'by-platform':
      return { text: t('screens_told_by_platform', { agent }), attention: false };
    case 'off':
      return { text: t('screens_told_off', { agent }), attention: true };
  }
}

/**
 * Whether the picture is kept covered: nobody is viewed before they are told, or before it is known
 * that they need not be.
 */
export const isCovered = ({ notice }: Pick<Tile, 'notice'>): boolean =>
  notice === null || notice.state === 'pending';

/** What a tile without a picture says. */
export function phaseText(tile: Tile, hasWaitedLong: boolean): { title: string; help: string } | null {
  const agent = agentInText(tile);
  switch (tile.phase) {
    case 'connecting':
      return { title: t('screens_connecting'), help: t('screens_connecting_help') };
    case 'asking':
      return {
        title: t('screens_asking', { agent }),
        help: t(hasWaitedLong ? 'screens_asking_long_help' : 'screens_asking_help'),
      };
    case 'waiting':
      return {
        title: t('screens_waiting'),
        help: t(hasWaitedLong ? 'screens_waiting_long_help' : 'screens_waiting_help'),
      };
    case 'interrupted':
      return { title: t('screens_interrupted'), help: t('screens_interrupted_help') };
    case 'live':
      if (isCovered(tile)) return { title: t('screens_telling', { agent }), help: t('screens_telling_help') };
      return tile.screens.some(({ size }) => size !== null)
        ? null
        : { title: t('screens_no_screen'), help: t('screens_no_screen_help') };
    case 'ended':
      return endingText(tile, tile.ending ?? 'ended-elsewhere');
    case 'failed':
      return null;
  }
}

/** How a session ended: what happened, and what it means. */
function endingText(tile: Tile, ending: SessionEnding): { title: string; help: string } {
  const agent = agentOf(tile);
  switch (ending) {
    case 'no-picture':
      return { title: t('screens_end_no_picture'), help: t('screens_end_no_picture_help', { agent }) };
    case 'answered-elsewhere':
      return {
        title: t('screens_end_answered_elsewhere'),
        help: t('screens_end_answered_elsewhere_help', { agent }),
      };
    case 'media-ended':
      return {
        title: t('screens_end_media'),
        help: t('screens_end_media_help', { agent: agentInText(tile) }),
      };
    case 'page-closed':
      return { title: t('screens_end_page_closed'), help: t('screens_end_page_closed_help') };
    case 'ended-by-you':
    case 'left':
      return { title: t('screens_end_by_you'), help: t('screens_end_by_you_help', { agent }) };
    case 'time-limit':
    case 'left-at-limit':
      return { title: t('screens_end_time_limit'), help: t('screens_end_time_limit_help') };
    case 'conversation-over':
      return { title: t('screens_end_conversation_over'), help: t('screens_end_conversation_over_help') };
    case 'agent-not-told':
      return { title: t('screens_end_not_told', { agent }), help: t('screens_end_not_told_help') };
    case 'offer-ended':
    case 'ended-elsewhere':
      return { title: t('screens_end_elsewhere'), help: t('screens_end_elsewhere_help') };
    case 'not-allowed':
      return { title: t('screens_end_not_allowed'), help: t('screens_end_not_allowed_help') };
  }
}

/** What the page says about its connection; `null` while there is nothing to say. */
export function linkText(link: LinkState, hasPictures: boolean): { title: string; help: string } | null {
  const pictures = hasPictures ? t('screens_link_pictures_help') : '';
  switch (link) {
    case 'connecting':
    case 'connected':
      return null;
    case 'reconnecting':
      return { title: t('screens_link_reconnecting'), help: pictures };
    case 'unreachable':
      return { title: t('screens_link_unreachable'), help: pictures || t('screens_link_unreachable_help') };
    case 'offline':
      return { title: t('screens_link_offline'), help: pictures || t('screens_link_offline_help') };
  }
}

/** The title of the page: who is watched now, or about to be. */
export function pageTitle(tiles: Tile[]): string {
  const watched = tiles.filter(({ phase }) => phase !== 'ended' && phase !== 'failed');
  const [only] = watched;
  if (!only) return t('screens_title');
  return watched.length === 1
    ? t('screens_title_watching', { agent: agentInText(only) })
    : tPlural('screens_title_watching_agents', watched.length);
}

/** All keys of the page, for its list of shortcuts. */
export const shortcuts = (): [keys: string, meaning: string][] => [
  ['1 – 4', t('screens_key_screen')],
  ['← →', t('screens_key_next')],
  ['Enter', t('screens_key_enter')],
  ['F', t('screens_key_full_screen')],
  ['+  −  0', t('screens_key_zoom')],
  ['N', t('screens_key_note')],
  ['Esc', t('screens_key_close')],
];
