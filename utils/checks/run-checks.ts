import { isOwnWait } from '../errors/messages';
import type { Result } from '../errors/result';
import { checkChain } from './chain';
import type { Answers, BrowserFacts, CheckInputs, Facts, Probe, ProbeFacts, Reachability } from './model';
import { mayUseScreen, usedService } from './service-check';

/** The sources of a run. None of them rejects: a refusal is an answer. */
export type CheckSources = {
  readBrowser(): Promise<BrowserFacts>;
  reachability(): Promise<Reachability>;
  /** Whether the streaming service responds. */
  streaming(): Promise<Reachability>;
  probe(probe: Probe): Promise<Result<ProbeFacts>>;
};

/** Answers of earlier runs, and when they arrived, in milliseconds since the epoch. */
export type Known = { answers: Answers; at: { [P in Probe]?: number } };

/** The probes to run once the token is known to be valid. */
const AFTER_SIGN_IN: readonly Probe[] = [
  'person',
  'own',
  'agents',
  'queues',
  'search',
  'sessions-service',
  'notifications',
];

/**
 * Runs all probes once, and reports each step. It runs only those that the earlier answers make
 * useful: nine requests at most if all is well, none if the host cannot be reached.
 * @param onFacts receives all known facts, again at each step
 * @param known earlier answers about the same set-up, with their times: used for probes that do not
 *   run this time, and updated
 */
export async function runChecks(
  inputs: CheckInputs,
  sources: CheckSources,
  onFacts: (facts: Facts) => void,
  known: Known = { answers: {}, at: {} },
  now: () => number = Date.now,
): Promise<void> {
  let facts: Facts = { inputs, probes: {} };
  const addFacts = (added: Partial<Facts>) => {
    facts = { ...facts, ...added };
    onFacts(facts);
  };
  const probe = async (name: Probe) => {
    const answer = await sources.probe(name);
    if (!answer.ok && isOwnWait(answer.failure)) {
      const skip = { retryAt: answer.failure.retryAt, answeredAt: known.at[name] };
      addFacts({
        probes: { ...facts.probes, [name]: known.answers[name] ?? answer },
        skipped: { ...facts.skipped, [name]: skip },
      });
      return;
    }
    known.answers[name] = answer;
    known.at[name] = now();
    addFacts({ probes: { ...facts.probes, [name]: answer } });
  };
  onFacts(facts);
  const isConfigured = inputs.environmentName !== null && inputs.clientId !== '';
  const checkingHost = !isConfigured
    ? null
    : sources.reachability().then((reachability) => addFacts({ reachability }));
  await Promise.all([sources.readBrowser().then((browser) => addFacts({ browser })), checkingHost]);
  if (inputs.personName === null) {
    const askForClient = inputs.method === 'pkce' && isConfigured;
    if (askForClient && facts.browser?.hostAccess && facts.reachability === 'reachable')
      await probe('client');
    return;
  }
  // Until there is a token, the chain is still being checked, unless an earlier part is broken.
  if (checkChain(facts).end !== 'checking') return;
  await probe('token');
  if (checkChain(facts).end === 'good') {
    await Promise.all(AFTER_SIGN_IN.map(probe));
    if (mayUseScreen(facts)) await probe('screen-service');
    if (usedService(facts) === 'screen') addFacts({ streaming: await sources.streaming() });
  }
  // The first read may have been too early for the effects of a change, such as registering the
  // script after a grant.
  addFacts({ browser: await sources.readBrowser() });
}
