import type { Environment } from '../environment/environment';
import { beginAuthorization, finishAuthorization } from './oauth';

/**
 * Asks the token endpoint about a client without signing anybody in, by redeeming a code that was
 * never issued. It always throws: `invalid-client` where the client is not known, `sign-in-failed`
 * with a status where it is and only the code is not.
 */
export async function redeemMadeUpCode(
  environment: Environment,
  clientId: string,
  redirectUri: string,
): Promise<unknown> {
  const attempt = await beginAuthorization(environment, clientId, redirectUri);
  const redirectedTo = new URL(redirectUri);
  redirectedTo.search = new URLSearchParams({ code: 'never-issued', state: attempt.state }).toString();
  return await finishAuthorization(environment, clientId, redirectUri, attempt, redirectedTo.href);
}
