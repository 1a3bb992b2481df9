import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatNumber, t } from '@/utils/i18n/messages';
import type { Screen } from '@/utils/screen-viewer/model';
import type { ZoomControl } from './use-zoom';
import './Stage.css';

/**
 * The picture of one screen. All screens play, so that switching is immediate; one without a frame
 * waits unseen for its first.
 */
export function Stage({
  stage,
  screens,
  shownId,
  agent,
  zoom,
  onPicture,
}: {
  stage: RefObject<HTMLDivElement | null>;
  screens: Screen[];
  shownId: string | null;
  agent: string;
  zoom: ZoomControl;
  onPicture: (screenId: string, size: { width: number; height: number }) => void;
}) {
  const isZoomed = zoom.drawn !== null;
  return (
    // The mouse only: its keys are those of the tile.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      class={`stage-area ${isZoomed ? 'stage-zoomed' : ''}`}
      ref={stage}
      // Pictures have no reading direction, and scrolling is counted from the left.
      dir="ltr"
      {...(isZoomed && {
        role: 'region',
        'aria-label': t('screens_name_enlarged', { agent }),
        tabIndex: 0,
      })}
      // The browser's own menu would offer to save the frame.
      onContextMenu={(event) => event.preventDefault()}
      onDblClick={zoom.toggleAt}
    >
      {screens.map((screen, index) => (
        <ScreenVideo
          key={screen.id}
          screen={screen}
          label={t('screens_name_numbered', { number: formatNumber(index + 1), agent })}
          isShown={screen.id === shownId}
          drawn={screen.id === shownId ? zoom.drawn : null}
          onPicture={(size) => onPicture(screen.id, size)}
        />
      ))}
    </div>
  );
}

function ScreenVideo({
  screen: { stream },
  label,
  isShown,
  drawn,
  onPicture,
}: {
  screen: Screen;
  label: string;
  isShown: boolean;
  drawn: { width: number; height: number } | null;
  onPicture: (size: { width: number; height: number }) => void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    // As a property: the attribute alone does not mute, and only muted videos play unasked.
    element.muted = true;
    element.srcObject = stream;
    // Not `autoplay`: the browser would pause it while it is scrolled out of sight.
    void element.play()?.catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);

  const note = ({ currentTarget: { videoWidth, videoHeight } }: { currentTarget: HTMLVideoElement }) => {
    if (videoWidth > 0 && videoHeight > 0) onPicture({ width: videoWidth, height: videoHeight });
  };
  return (
    // biome-ignore lint/a11y/useMediaCaption: a screen has no sound
    <video
      class="stage-video"
      ref={video}
      data-shown={isShown || undefined}
      aria-label={label}
      aria-hidden={!isShown}
      tabIndex={-1}
      playsInline
      disableRemotePlayback
      style={drawn ? { width: `${drawn.width}px`, height: `${drawn.height}px` } : undefined}
      onLoadedData={note}
      onResize={note}
    />
  );
}
