import { useEffect, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/app/contract';
import { environmentPatterns, resolveEnvironment } from '@/utils/environment/environment';
import { type SettingsDraft, toSettings } from './settings-draft';

/** The hosts of the environment on the page, and whether the browser lets the extension reach them. */
export function useHosts(draft: SettingsDraft, actions: AppActions, userId: string | undefined) {
  const [hostAccess, setHostAccess] = useState(true);
  const settings = toSettings(draft);
  const environment = resolveEnvironment(settings.environment);
  const key = environment?.key;

  // The environment's key stands for the settings it is made of.
  useEffect(() => {
    if (key !== undefined) void actions.hasHostAccess(settings).then(setHostAccess);
  }, [key, userId, actions]);

  const hosts = environment
    ? environmentPatterns(environment).map((pattern) => new URL(pattern.slice(0, -1)).host)
    : [];
  return { hosts, hostAccess };
}
