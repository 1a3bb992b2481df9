import { ZoomIn, ZoomOut } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { IconButton } from '../common/IconButton';
import type { ZoomControl } from './use-zoom';

/** Fit or actual size, and steps between. */
export function ZoomControls({ zoom }: { zoom: ZoomControl }) {
  return (
    <fieldset class="zoom">
      <legend class="visually-hidden">{t('screens_zoom')}</legend>
      <button type="button" class="zoom-button" aria-pressed={zoom.mode === 'fit'} onClick={zoom.fit}>
        {t('screens_fit')}
      </button>
      <button type="button" class="zoom-button" aria-pressed={zoom.mode === 'actual'} onClick={zoom.actual}>
        {t('screens_actual_size')}
      </button>
      <IconButton icon={ZoomOut} label={t('screens_zoom_out')} onPress={zoom.smaller} />
      <span class="zoom-scale" dir="ltr">
        {zoom.label}
      </span>
      <IconButton icon={ZoomIn} label={t('screens_zoom_in')} onPress={zoom.larger} />
    </fieldset>
  );
}
