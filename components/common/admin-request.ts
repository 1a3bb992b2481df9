import type { Failure } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import { t } from '@/utils/i18n/messages';

/**
 * What a user sends to an administrator, because only an administrator can help: the message and
 * what support asks for. `null` for other failures.
 */
export function adminRequestFor(failure: Failure): string | null {
  const { code, apiCode, call, correlationId } = failure;
  if (code !== 'permission-denied' && apiCode !== 'agent.permission.denied') return null;
  const { title, help } = describeFailure(failure, false);
  const details = [call, correlationId].filter((each) => each !== undefined);
  return [t('error_admin_request'), title, help, ...details].join('\n');
}
