import { createHash, randomBytes } from 'node:crypto';
import { afterEach } from 'vitest';
import { createControlClient } from '../../simulator/control-client.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/simulator.ts';

export const PUBLIC_CLIENT = '11111111-1111-4111-8111-111111111111';
export const CREDENTIALS_CLIENT = '22222222-2222-4222-8222-222222222222';
export const SCOPELESS_CLIENT = '33333333-3333-4333-8333-333333333333';
export const DANA = 'aaaaaaaa-0000-4000-8000-000000000001';
export const FEMI = 'aaaaaaaa-0000-4000-8000-000000000002';
export const REDIRECT = 'https://mflddamhjijplebmphbecmklngnfccco.chromiumapp.org/';
export const UNKNOWN_ID = '99999999-9999-4999-8999-999999999999';

const running: Simulator[] = [];

/** Starts a simulator that stops by itself after the test. */
export async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return { origin: simulator.origin, control: createControlClient(simulator.origin) };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(
  origin: string,
  challenge: string,
  changes: Record<string, string | null> = {},
): string {
  const query = new URLSearchParams({
    client_id: PUBLIC_CLIENT,
    redirect_uri: REDIRECT,
    response_type: 'code',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'my state',
  });
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `${origin}/oauth/authorize?${query}`;
}

/** Submits the sign-in page. */
export function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
}

/** The query of the address that a redirect leads to. */
export function redirectQuery(response: Response): URLSearchParams {
  return new URL(response.headers.get('location') ?? 'about:blank').searchParams;
}

export function tokenRequest(
  origin: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields), headers });
}

/** An access token of a user, through the whole code flow. */
export async function userToken(origin: string, user = DANA, clientId = PUBLIC_CLIENT): Promise<string> {
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(origin, challenge, { client_id: clientId });
  const code = redirectQuery(await submit(url, { user, decision: 'sign-in' })).get('code') ?? '';
  const response = await tokenRequest(origin, {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    code,
    code_verifier: verifier,
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

export async function credentialsToken(origin: string): Promise<string> {
  const response = await tokenRequest(origin, {
    grant_type: 'client_credentials',
    client_id: CREDENTIALS_CLIENT,
    client_secret: 'simulator-secret',
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

export type ErrorBody = {
  message: string;
  code: string;
  status: number;
  contextId: string;
  entityId?: string;
  entityName?: string;
  messageParams?: Record<string, string>;
  details: { errorCode: string; fieldName: string }[];
  errors: unknown[];
};

/** A caller of the API with one token. */
export function api(origin: string, token: string) {
  return async <T = ErrorBody>(method: string, path: string, body?: unknown) => {
    const response = await fetch(origin + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as T,
    };
  };
}

export type SessionBody = {
  conversationId: string;
  participants: { userId: string; role: string }[];
  settings: { allowRemoteControl: unknown; timeoutInMinutes: unknown };
};

/** A valid request to start a session on a conversation that has just been added. */
export async function sessionBody(
  control: Awaited<ReturnType<typeof start>>['control'],
  supervisor = DANA,
): Promise<SessionBody> {
  const conversation = await control.addConversation();
  const agent = conversation.participants.find(({ role }) => role === 'agent');
  return {
    conversationId: conversation.id,
    participants: [
      { userId: agent?.userId ?? '', role: 'agent' },
      { userId: supervisor, role: 'supervisor' },
    ],
    settings: { allowRemoteControl: false, timeoutInMinutes: 60 },
  };
}
