import { ZoomIn, ZoomOut } from 'lucide';
import { IconButton } from '../common/IconButton';
import type { ZoomControl } from './use-zoom';

/** Fit or actual size, and steps between. */
export function ZoomControls({ zoom }: { zoom: ZoomControl }) {
  return (
    <fieldset class="zoom">
      <legend class="visually-hidden">Zoom</legend>
      <button type="button" class="zoom-button" aria-pressed={zoom.mode === 'fit'} onClick={zoom.fit}>
        Fit
      </button>
      <button type="button" class="zoom-button" aria-pressed={zoom.mode === 'actual'} onClick={zoom.actual}>
        Actual size
      </button>
      <IconButton icon={ZoomOut} label="Zoom out" onPress={zoom.smaller} />
      <span class="zoom-scale" dir="ltr">
        {zoom.label}
      </span>
      <IconButton icon={ZoomIn} label="Zoom in" onPress={zoom.larger} />
    </fieldset>
  );
}
