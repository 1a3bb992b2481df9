import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Shows one element on the whole display, and back. */
export function useFullScreen(target: RefObject<HTMLElement | null>): { isOn: boolean; toggle: () => void } {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const read = () => setIsOn(document.fullscreenElement === target.current && target.current !== null);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, [target]);
  return {
    isOn,
    toggle() {
      // The browser may refuse, and says so itself.
      const done = isOn ? document.exitFullscreen() : target.current?.requestFullscreen();
      void done?.catch(() => undefined);
    },
  };
}
