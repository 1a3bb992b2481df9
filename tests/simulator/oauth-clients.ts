/** An OAuth client registered in the simulated organization (RFC 6749, section 2). */
export type OAuthClient = {
  id: string;
  name: string;
  grants: readonly ('authorization_code' | 'client_credentials' | 'refresh_token')[];
  /** Missing for public clients. */
  secret?: string;
  redirectUris: readonly string[];
  /** Scopes sit on the client, not on the request; null means every scope. */
  scopes: readonly string[] | null;
};

/** Public client, code with PKCE. */
export const PUBLIC_CLIENT_ID = '11111111-1111-4111-8111-111111111111';
/** Confidential client, client credentials. */
export const CREDENTIALS_CLIENT_ID = '22222222-2222-4222-8222-222222222222';
export const CREDENTIALS_CLIENT_SECRET = 'simulator-secret';
/** Public client without any cobrowse scope. */
export const SCOPELESS_CLIENT_ID = '33333333-3333-4333-8333-333333333333';

const PLATFORM_SCOPES = [
  'analytics:readonly',
  'authorization:readonly',
  'conversations',
  'groups:readonly',
  'notifications',
  'organization:readonly',
  'presence:readonly',
  'routing:readonly',
  'user-basic-info',
  'users:readonly',
];

/**
 * Where each browser sends its extension back to, and loopback for command-line clients (RFC 8252,
 * section 7.3).
 */
const REDIRECT_URIS = [
  'https://mflddamhjijplebmphbecmklngnfccco.chromiumapp.org/',
  'https://426bfa02b1e194b52ef2ed65516d1186e85c6ba9.extensions.allizom.org/',
  'http://127.0.0.1/mozoauth2/426bfa02b1e194b52ef2ed65516d1186e85c6ba9',
  'http://localhost',
];

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];

/** The path that the extension has for an environment on loopback. */
function pathOf({ hostname, port }: URL): string {
  return ['loopback', hostname, ...(port === '' ? [] : [port])].join('/');
}

/**
 * What browsers send extensions back to: a host of the extension's own, on which the extension
 * chooses the path.
 */
const EXTENSION_ROOT = /^https:\/\/[a-z0-9]+\.(chromiumapp\.org|extensions\.allizom\.org)\/$/;

/**
 * The registered clients; `redirectUris` are added to those of the public ones. An extension has a
 * redirect URI for each environment; where the root of its host is registered, so are the ones for
 * the simulator, which is reached by either name of loopback.
 * @param port where the simulator listens; null while it does not
 */
export function createClients(redirectUris: readonly string[], port: number | null): readonly OAuthClient[] {
  const registered = [...REDIRECT_URIS, ...redirectUris];
  const paths = port === null ? [] : LOOPBACK_NAMES.map((name) => pathOf(new URL(`http://${name}:${port}`)));
  const publicClient = {
    grants: ['authorization_code', 'refresh_token'],
    redirectUris: [
      ...registered,
      ...registered
        .filter((uri) => EXTENSION_ROOT.test(uri))
        .flatMap((root) => paths.map((path) => `${root}${path}`)),
    ],
  } as const;
  return [
    {
      ...publicClient,
      id: PUBLIC_CLIENT_ID,
      name: 'Cobrowse extension',
      scopes: [...PLATFORM_SCOPES, 'screen-monitoring', 'cobrowse:session:read', 'cobrowse:session:write'],
    },
    {
      id: CREDENTIALS_CLIENT_ID,
      name: 'Server-side integration',
      grants: ['client_credentials'],
      secret: CREDENTIALS_CLIENT_SECRET,
      redirectUris: [],
      // The platform's scopes do not apply to clients with this grant; their roles decide.
      scopes: null,
    },
    {
      ...publicClient,
      id: SCOPELESS_CLIENT_ID,
      name: 'Client without cobrowse scopes',
      scopes: [...PLATFORM_SCOPES, 'screen-monitoring:readonly'],
    },
  ];
}

/**
 * True when the client registered this redirect URI. Compared character by character, except that
 * `http://localhost` without a port stands for any port and path of that host.
 */
export function isRegistered(client: OAuthClient, redirectUri: string): boolean {
  if (client.redirectUris.includes(redirectUri)) return true;
  if (!client.redirectUris.includes('http://localhost') || !URL.canParse(redirectUri)) return false;
  const { protocol, hostname, username, password, hash } = new URL(redirectUri);
  return (
    protocol === 'http:' && hostname === 'localhost' && username === '' && password === '' && hash === ''
  );
}
