import { useEffect, useState } from 'preact/hooks';
import { type Region, regionOf } from '@/utils/environment/from-address';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';

/**
 * The region to propose: that of a Genesys Cloud page that is open. `null` where none is seen, and
 * where there is nothing to propose because the user or the organisation has chosen already.
 */
export function useOpenRegion(
  { hasStoredSettings, policy }: AppState,
  findOpenRegion: AppActions['findOpenRegion'],
): Region | null {
  const [region, setRegion] = useState<Region | null>(null);
  const chosen = hasStoredSettings || setsEnvironment(policy);

  useEffect(() => {
    if (chosen) return undefined;
    const look = () => void findOpenRegion().then((key) => setRegion((key && regionOf(key)) ?? null));
    look();
    // Whoever comes back may have opened Genesys Cloud meanwhile.
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [chosen, findOpenRegion]);

  return chosen ? null : region;
}
