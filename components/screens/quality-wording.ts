import { formatList, language, t, tPlural } from '@/utils/i18n/messages';
import type { Quality } from '@/utils/screen-viewer/model';
import { FAIR_LOSS } from '@/utils/screen-viewer/quality';

/** Returns the sentence for a picture that is not good; `null` for one that is. */
export function qualityWarning({ level, loss, framesPerSecond }: Quality): string | null {
  const losesData = loss >= FAIR_LOSS;
  if (level === 'poor') {
    const rate = frames(framesPerSecond);
    return losesData
      ? t('screens_bad_loss', { loss: percent(loss), frames: rate })
      : t('screens_bad_freezes', { frames: rate });
  }
  if (level === 'fair')
    return losesData ? t('screens_unsteady_loss', { loss: percent(loss) }) : t('screens_unsteady_freezes');
  return null;
}

/** Returns the numbers in words: `1920 × 1080, 15 frames/s, no loss`. */
export function qualityFacts({ level, framesPerSecond, width, height, loss }: Quality): string {
  const size = width && height ? `${width} × ${height}` : null;
  const rate = level === 'still' ? t('screens_no_change') : frames(framesPerSecond);
  const lost = loss === 0 ? t('screens_no_loss') : t('screens_loss', { loss: percent(loss) });
  const facts = [size, rate, lost].filter((fact) => fact !== null);
  return formatList(facts);
}

const frames = (perSecond: number) => tPlural('screens_frames', Math.round(perSecond));

/** Returns a share from 0 to 1 as a percentage. */
function percent(share: number): string {
  const format = new Intl.NumberFormat(language(), { style: 'percent' });
  return share < 0.01
    ? t('screens_less_than_one_percent', { percent: format.format(0.01) })
    : format.format(share);
}
