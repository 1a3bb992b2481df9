import { Command, InvalidArgumentError, Option } from 'commander';
import { COBROWSE_MODES, DEFAULT_OPTIONS, type SimulatorOptions } from './options.ts';

/** The command line has a fixed port, so that bookmarks and settings survive a restart. */
const DEFAULT_PORT = 8400;

/**
 * Reads the command line. Prints help or what is wrong and ends the process when there is nothing
 * to start.
 * @param argv as in `process.argv`
 */
export function parseCommandLine(argv: readonly string[]): SimulatorOptions {
  const command = new Command('simulator')
    .description('A stand-in for Genesys Cloud on this machine')
    .option('--port <number>', 'TCP port, 0 for a free one', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option(
      '--seed <number>',
      'the same seed gives the same organization',
      wholeNumber(0),
      DEFAULT_OPTIONS.seed,
    )
    .option('--conversations <number>', 'active at the start', wholeNumber(0), DEFAULT_OPTIONS.conversations)
    .option('--agents <number>', 'in the organization', wholeNumber(0), DEFAULT_OPTIONS.agents)
    .option('--supervisors <number>', 'in the organization', wholeNumber(2), DEFAULT_OPTIONS.supervisors)
    .option('--latency-ms <number>', 'added to each API request', wholeNumber(0), DEFAULT_OPTIONS.latencyMs)
    .addOption(
      new Option('--cobrowse <service>', 'cobrowse services of the organization')
        .choices(COBROWSE_MODES)
        .default(DEFAULT_OPTIONS.cobrowse),
    )
    .option(
      '--access-token-ttl-s <number>',
      'life in seconds',
      wholeNumber(1),
      DEFAULT_OPTIONS.accessTokenTtlS,
    )
    .option('--join-token-ttl-s <number>', 'life in seconds', wholeNumber(0), DEFAULT_OPTIONS.joinTokenTtlS)
    .option('--offer-ttl-s <number>', 'life of an offer', wholeNumber(0), DEFAULT_OPTIONS.offerTtlS)
    .option(
      '--rate-limit-per-minute <number>',
      'per token',
      wholeNumber(1),
      DEFAULT_OPTIONS.rateLimitPerMinute,
    )
    .option('--traffic', 'conversations start, change and end by themselves', false)
    .option(
      '--traffic-step-ms <number>',
      'between two steps of the traffic',
      wholeNumber(1),
      DEFAULT_OPTIONS.trafficStepMs,
    )
    .option('--event-quirks', 'notifications come twice or late now and then (default: with traffic)')
    .option('--no-event-quirks', 'every notification comes once and in order')
    .option(
      '--heartbeat-ms <number>',
      'between two heartbeats of a notification channel',
      wholeNumber(1),
      DEFAULT_OPTIONS.heartbeatMs,
    )
    .option(
      '--analytics-lag-ms <number>',
      'how far details of conversations are behind',
      wholeNumber(0),
      DEFAULT_OPTIONS.analyticsLagMs,
    )
    .option('--issuer', 'tell the issuer in the redirects of the sign-in', false)
    .option('--refresh-tokens', 'give refresh tokens to public clients', false)
    .addOption(
      new Option('--token-errors <status>', 'HTTP status of invalid_client')
        .choices(['401', '400'])
        .default(DEFAULT_OPTIONS.tokenErrors)
        .argParser(tokenErrors),
    )
    .addOption(
      new Option('--conversations-visible <which>', 'in the listing of a signed-in user')
        .choices(['all', 'own'])
        .default(DEFAULT_OPTIONS.conversationsVisible),
    )
    .option('--no-session-end', 'answer 405 to the request to end a cobrowse session')
    .option(
      '--clock-skew-s <number>',
      'seconds by which its clock is ahead, negative when behind',
      signedWholeNumber,
      DEFAULT_OPTIONS.clockSkewS,
    )
    .option('--redirect-uri <uri>', 'registers one more redirect URI (repeatable)', collect, [])
    .parse(argv);
  const { redirectUri, ...options } = command.opts<SimulatorOptions & { redirectUri: string[] }>();
  return { ...options, redirectUris: redirectUri };
}

function wholeNumber(min: number, max = 2_147_483_647): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

function signedWholeNumber(text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

function tokenErrors(text: string): 401 | 400 {
  if (text === '401') return 401;
  if (text === '400') return 400;
  throw new InvalidArgumentError('Allowed choices are 401, 400.');
}

function collect(uri: string, earlier: string[]): string[] {
  if (!URL.canParse(uri)) throw new InvalidArgumentError('It must be an absolute URI.');
  return [...earlier, uri];
}
