import { useEffect, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/pages/app-state';
import { environmentKeyOf } from '@/utils/settings/client-owner';
import { environmentOf, type SettingsDraft } from './settings-draft';

/**
 * The redirect URI to register for the environment on the page, saved or not; empty until it is
 * known, and if there is none.
 */
export function useRedirectUri({ getRedirectUri }: AppActions, draft: SettingsDraft): string {
  const [found, setFound] = useState({ key: '', uri: '' });
  const environment = environmentOf(draft);
  const key = environmentKeyOf({ environment });

  // The key represents the environment.
  useEffect(() => {
    let isOver = false;
    if (key === '') return;
    void getRedirectUri(environment).then((result) => {
      if (!isOver && result.ok) setFound({ key, uri: result.value });
    });
    return () => {
      isOver = true;
    };
  }, [key, getRedirectUri]);
  // Never show one environment's address beside another's name.
  return found.key === key ? found.uri : '';
}
