import type { Environment } from '../environment/environment';
import { beginAuthorization, finishAuthorization } from './oauth';

/**
 * Checks whether the token endpoint knows a client, without a sign-in, by redeeming a made-up code.
 * Always throws: `invalid-client` if the client is unknown, `sign-in-failed` with a status if only
 * the code is.
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
