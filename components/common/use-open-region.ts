import { useEffect, useState } from 'preact/hooks';
import { type Region, regionOf } from '@/utils/environment/from-address';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';

/**
 * The region to propose: that of an open Genesys Cloud page. `null` if none is visible, or if the
 * user or the organization has already chosen one.
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
    // A user who returns may have opened Genesys Cloud in the meantime.
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [chosen, findOpenRegion]);

  return chosen ? null : region;
}
