import { useEffect, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/pages/app-state';

/**
 * Whether the icon is pinned: read at once and whenever the page gets the focus back, for example
 * after the toolbar's own menu.
 */
export function usePinned(isPinned: AppActions['isPinned']): boolean | null | 'unread' {
  const [pinned, setPinned] = useState<boolean | null | 'unread'>('unread');

  useEffect(() => {
    const ask = () => void isPinned().then(setPinned, () => setPinned(null));
    ask();
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [isPinned]);

  return pinned;
}
