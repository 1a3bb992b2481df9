import { createHash } from 'node:crypto';
import type { Environment } from '@/utils/environment/environment';
import { type Answer, type HttpServer, json, startHttpServer } from '../http-server';

export const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
export const REDIRECT_URI = 'https://abcdefghijklmnop.chromiumapp.org/custom/genesys.example';

/** An authorization server that checks PKCE as RFC 7636 wants it, over real HTTP. */
export type OAuthServer = {
  http: HttpServer;
  environment: Environment;
  /** Bodies of the token requests, in order. */
  tokenRequests(): Record<string, string>[];
  /** Plays the authorization page: answers the redirect that the browser would be sent to. */
  authorize(url: string, changes?: Record<string, string | null>): string;
  /** Goes back to handing out tokens after a test had it answer otherwise. */
  serveTokens(extra?: Record<string, unknown>): void;
  close(): Promise<void>;
};

/** Starts one. Each token it hands out has a number: `token-1`, `token-2`, … */
export async function startOAuthServer(): Promise<OAuthServer> {
  const http = await startHttpServer();
  const challenges = new Map<string, string>();
  let issued = 0;
  const origin = http.origin;

  const serveTokens = (extra: Record<string, unknown> = {}) => {
    const answer: Answer = (response, request) => {
      const form = new URLSearchParams(request.body);
      if (form.get('grant_type') === 'authorization_code' && !verifierMatches(form)) {
        json(400, { error: 'invalid_grant' })(response, request);
        return;
      }
      issued += 1;
      const grant = { access_token: `token-${issued}`, token_type: 'bearer', expires_in: 3600, ...extra };
      json(200, grant)(response, request);
    };
    http.answerWith(answer);
  };

  function verifierMatches(form: URLSearchParams): boolean {
    const challenge = challenges.get(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    return (
      /^[\w.~-]{43,128}$/.test(verifier) &&
      challenge === createHash('sha256').update(verifier).digest('base64url')
    );
  }

  serveTokens();
  return {
    http,
    environment: {
      key: origin,
      apiOrigin: origin,
      loginOrigin: origin,
      appsOrigin: origin,
      joinOrigin: origin,
    },
    tokenRequests: () => http.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body))),
    authorize(url, changes = {}) {
      const asked = new URL(url).searchParams;
      const code = `code-${challenges.size + 1}`;
      challenges.set(code, asked.get('code_challenge') ?? '');
      const redirect = new URL(asked.get('redirect_uri') ?? '');
      const answer = { code, state: asked.get('state'), ...changes };
      for (const [name, value] of Object.entries(answer))
        if (value !== null) redirect.searchParams.set(name, value);
      return redirect.href;
    },
    serveTokens,
    close: () => http.close(),
  };
}
