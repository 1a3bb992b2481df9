import type { AgentNotice, SessionEnding } from '@/utils/cobrowse/model';
import type { LinkState, Tile } from '@/utils/screen-viewer/model';
import { formatClockTime } from '../common/time';

/** The agent, by name if known. */
export const agentOf = ({ agentName }: Pick<Tile, 'agentName'>): string => agentName ?? 'The agent';

/** The agent in the middle of a sentence. */
const agentInText = ({ agentName }: Pick<Tile, 'agentName'>): string => agentName ?? 'the agent';

/** Customer and queue; the customer’s name is unknown for a moment. */
export const factsOf = ({ customerName, queueName }: Tile): string =>
  [customerName ?? 'Unknown customer', queueName].filter(Boolean).join(' · ');

/** Says whether the agent was told. `attention`: the supervisor should know, or act. */
export function noticeText(tile: Tile, notice: AgentNotice): { text: string; attention: boolean } {
  const agent = agentOf(tile);
  switch (notice.state) {
    case 'sent':
      return {
        text: `${agent} was told${notice.at === null ? '' : ` at ${formatClockTime(notice.at)}`}`,
        attention: false,
      };
    case 'pending':
      return { text: `Telling ${agentInText(tile)} that you are watching…`, attention: false };
    case 'by-platform':
      return { text: `${agent} is told by Genesys Cloud; our message could not be sent`, attention: false };
    case 'off':
      return { text: `${agent} is not told: your organisation switched this off`, attention: true };
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
      return { title: 'Connecting to Genesys Cloud…', help: 'The picture follows automatically.' };
    case 'asking':
      return {
        title: `Asking ${agent}’s computer…`,
        help: hasWaitedLong
          ? 'No answer yet. The Genesys Cloud desktop app or Background Assistant must be running there.'
          : 'This takes a few seconds.',
      };
    case 'waiting':
      return {
        title: 'Waiting for the picture…',
        help: hasWaitedLong ? 'The connection is slow to open.' : 'The computer has answered.',
      };
    case 'interrupted':
      return { title: 'The picture has stopped', help: 'Trying to get it back…' };
    case 'live':
      if (isCovered(tile))
        return { title: `Telling ${agent}…`, help: 'The picture appears as soon as the message is sent.' };
      return tile.screens.some(({ size }) => size !== null)
        ? null
        : {
            title: 'No screen is shared right now',
            help: 'The picture returns when a screen is shared again.',
          };
    case 'ended':
      return endingText(tile, tile.ending ?? 'ended-elsewhere');
    case 'failed':
      return null;
  }
}

/** How a session ended: what happened, and what it means. */
export function endingText(tile: Tile, ending: SessionEnding): { title: string; help: string } {
  const agent = agentInText(tile);
  switch (ending) {
    case 'no-picture':
      return {
        title: 'No picture came',
        help: `The session was ended after 20 seconds. ${agentOf(tile)}’s computer probably has no Genesys Cloud desktop app or Background Assistant, or it is not running.`,
      };
    case 'answered-elsewhere':
      return {
        title: 'Genesys Cloud has opened it in its own tab',
        help: `${agentOf(tile)}’s screen is shown there, not here.`,
      };
    case 'media-ended':
      return {
        title: 'The picture has ended',
        help: `Genesys Cloud or ${agent}’s computer stopped sending.`,
      };
    case 'page-closed':
      return { title: 'Session ended', help: 'The page that showed it was closed.' };
    case 'ended-by-you':
    case 'left':
      return { title: 'You ended the session', help: `${agentOf(tile)}’s screen is no longer shared.` };
    case 'time-limit':
    case 'left-at-limit':
      return { title: 'Time limit reached', help: 'The session ended at its time limit.' };
    case 'conversation-over':
      return { title: 'Conversation ended', help: 'The session ended with the conversation.' };
    case 'agent-not-told':
      return {
        title: `${agentOf(tile)} could not be told`,
        help: 'So the session was ended: nobody is watched without knowing.',
      };
    case 'offer-ended':
    case 'ended-elsewhere':
      return { title: 'Session ended', help: 'Genesys Cloud or somebody else ended it.' };
    case 'not-allowed':
      return { title: 'No longer allowed', help: 'Your organisation does not allow this session any more.' };
  }
}

/** What the page says about its connection; `null` while there is nothing to say. */
export function linkText(link: LinkState, hasPictures: boolean): { title: string; help: string } | null {
  const pictures = hasPictures ? 'Pictures that are already open continue.' : '';
  switch (link) {
    case 'connecting':
    case 'connected':
      return null;
    case 'reconnecting':
      return { title: 'Connection to Genesys Cloud lost. Reconnecting…', help: pictures };
    case 'unreachable':
      return {
        title: 'Genesys Cloud cannot be reached. Retrying…',
        help: pictures || 'No screen can be opened until then.',
      };
    case 'offline':
      return {
        title: 'This computer is offline',
        help: pictures || 'Screens open when the network is back.',
      };
  }
}

/** The title of the page: who is watched now, or about to be. */
export function pageTitle(tiles: Tile[]): string {
  const watched = tiles.filter(({ phase }) => phase !== 'ended' && phase !== 'failed');
  const [only] = watched;
  if (!only) return 'Screens';
  return watched.length === 1 ? `Watching ${agentInText(only)}` : `Watching ${watched.length} agents`;
}

/** All keys of the page, for its list of shortcuts. */
export const SHORTCUTS: [keys: string, meaning: string][] = [
  ['1 – 4', 'Choose a screen'],
  ['← →', 'Next or previous agent'],
  ['Enter', 'Show one agent large'],
  ['F', 'Full screen'],
  ['+  −  0', 'Zoom in, zoom out, fit'],
  ['N', 'Add a note'],
  ['Esc', 'Close or go back'],
];
