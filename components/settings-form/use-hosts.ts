import { useEffect, useState } from 'preact/hooks';
import { resolveEnvironment } from '@/utils/environment/environment';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { hostsOf } from '../common/hosts';
import { type SettingsDraft, toSettings } from './settings-draft';

/**
 * The hosts of the environment on the page, and whether the browser lets the extension access them.
 */
export function useHosts(
  draft: SettingsDraft,
  actions: AppActions,
  { identity, hostAccess: mayReach }: Pick<AppState, 'identity' | 'hostAccess'>,
) {
  const [hostAccess, setHostAccess] = useState(true);
  const settings = toSettings(draft);
  const key = resolveEnvironment(settings.environment)?.key;
  const userId = identity?.userId;

  // The environment's key represents its settings; when the browser revokes any access, these hosts
  // may be affected too.
  useEffect(() => {
    if (key !== undefined) void actions.hasHostAccess(settings).then(setHostAccess);
  }, [key, userId, mayReach, actions]);

  return { hosts: hostsOf(settings), hostAccess };
}
