import { formatNumber, t } from '@/utils/i18n/messages';
import type { Tile } from '@/utils/screen-viewer/model';
import { qualityWarning } from './quality-wording';
import { agentOf, isCovered, phaseText } from './screens-wording';

/**
 * Says what has changed in a tile, for the live region; `null` if nothing worth saying.
 * Clocks are left out: only the last five minutes and the last minute are said.
 */
export function tileNews(before: Tile, after: Tile): string | null {
  const about = (news: string) => t('screens_news', { agent: agentOf(after), news });
  const uncovered = after.phase === 'live' && isCovered(before) && !isCovered(after);
  if (before.phase !== after.phase || uncovered) {
    if (after.phase === 'live' && !isCovered(after))
      return about(t(before.phase === 'interrupted' ? 'screens_news_picture_back' : 'screens_news_live'));
    if (after.phase === 'failed') return about(t('screens_news_failed'));
    const text = phaseText(after, false);
    return text && about(`${text.title} ${after.phase === 'ended' ? text.help : ''}`.trim());
  }
  if (after.phase !== 'live' || isCovered(after)) return null;
  const screens = screensNews(before, after);
  if (screens) return about(screens);
  const warning = warningOf(after);
  if (warning && !warningOf(before)) return about(warning);
  return null;
}

/**
 * Says that a screen was added or removed; `null` if none was. One that is only waiting for its
 * first frame was there before.
 */
export function screensNews(before: Tile, after: Tile): string | null {
  if (before.phase !== 'live' || after.phase !== 'live') return null;
  const had = before.screens.map(({ id }) => id);
  const has = after.screens.map(({ id }) => id);
  const added = has.findIndex((id) => !had.includes(id));
  const removed = had.findIndex((id) => !has.includes(id));
  if (added >= 0) return t('screens_screen_added', { number: formatNumber(added + 1) });
  if (removed >= 0) return t('screens_screen_removed', { number: formatNumber(removed + 1) });
  return null;
}

/** Says that little time is left; `null` unless it just became true. */
export function timeNews(tile: Tile, before: number, now: number): string | null {
  if (tile.expiresAt === null || tile.phase === 'ended' || tile.phase === 'failed') return null;
  for (const minutes of [5, 1]) {
    const at = tile.expiresAt - minutes * 60_000;
    if (before < at && now >= at)
      return t('screens_news', {
        agent: agentOf(tile),
        news: t(minutes === 1 ? 'screens_one_minute_left' : 'screens_five_minutes_left'),
      });
  }
  return null;
}

/** The worst warning about the screens of a tile; `null` if all are good, or none is live. */
export function warningOf({ quality, phase }: Tile): string | null {
  // What was measured last says nothing about a picture that has stopped.
  if (phase !== 'live') return null;
  const all = Object.values(quality);
  const worst = all.find(({ level }) => level === 'poor') ?? all.find(({ level }) => level === 'fair');
  return worst ? qualityWarning(worst) : null;
}
