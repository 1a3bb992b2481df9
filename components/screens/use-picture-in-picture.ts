import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Shows the chosen screen in a small window above all others, where the browser can.
 * @param mayShow whether a picture may be seen at all; if not, the window closes
 */
export function usePictureInPicture(
  stage: RefObject<HTMLElement | null>,
  mayShow: boolean,
): {
  isPossible: boolean;
  isOn: boolean;
  toggle: () => void;
} {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const read = () => {
      const shown = document.pictureInPictureElement ?? null;
      setIsOn(shown !== null && element.contains(shown));
    };
    element.addEventListener('enterpictureinpicture', read, true);
    element.addEventListener('leavepictureinpicture', read, true);
    return () => {
      element.removeEventListener('enterpictureinpicture', read, true);
      element.removeEventListener('leavepictureinpicture', read, true);
    };
  }, [stage]);
  useEffect(() => {
    if (isOn && !mayShow) void document.exitPictureInPicture().catch(() => undefined);
  }, [isOn, mayShow]);
  return {
    isPossible: document.pictureInPictureEnabled === true,
    isOn,
    toggle() {
      const video = stage.current?.querySelector<HTMLVideoElement>('video[data-shown]');
      const done = isOn ? document.exitPictureInPicture() : video?.requestPictureInPicture();
      void done?.catch(() => undefined);
    },
  };
}
