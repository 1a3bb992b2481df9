import { isOwnWait } from '../errors/messages';
import type { Result } from '../errors/result';
import { checkChain } from './chain';
import type { Answers, BrowserFacts, Facts, Premises, Probe, ProbeFacts, Reach } from './model';

/** Whom a run asks. None of them rejects: a refusal is an answer. */
export type Asked = {
  readBrowser(): Promise<BrowserFacts>;
  reach(): Promise<Reach>;
  probe(probe: Probe): Promise<Result<ProbeFacts>>;
};

/** Answers of earlier runs, and when they came, in milliseconds since the epoch. */
export type Known = { answers: Answers; at: { [P in Probe]?: number } };

/** What is asked when the token is known to be good. */
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
 * Finds everything out once, and says so at each step. It asks only what the answers before make
 * worth asking: eight requests at most where all is well, none where the host cannot be reached.
 * @param onFacts gets all facts known, anew at each step
 * @param known what was answered before about the same set-up, and when: it stands in for what is
 *   not asked this time, and is brought up to date
 */
export async function runChecks(
  premises: Premises,
  asked: Asked,
  onFacts: (facts: Facts) => void,
  known: Known = { answers: {}, at: {} },
  now: () => number = Date.now,
): Promise<void> {
  let facts: Facts = { premises, probes: {} };
  const learn = (news: Partial<Facts>) => {
    facts = { ...facts, ...news };
    onFacts(facts);
  };
  const probe = async (name: Probe) => {
    const answer = await asked.probe(name);
    if (!answer.ok && isOwnWait(answer.failure)) {
      const skip = { retryAt: answer.failure.retryAt, answeredAt: known.at[name] };
      learn({
        probes: { ...facts.probes, [name]: known.answers[name] ?? answer },
        skipped: { ...facts.skipped, [name]: skip },
      });
      return;
    }
    known.answers[name] = answer;
    known.at[name] = now();
    learn({ probes: { ...facts.probes, [name]: answer } });
  };
  onFacts(facts);
  const isConfigured = premises.environmentName !== null && premises.clientId !== '';
  const reaching = !isConfigured ? null : asked.reach().then((reach) => learn({ reach }));
  await Promise.all([asked.readBrowser().then((browser) => learn({ browser })), reaching]);
  if (premises.personName === null) {
    const askForClient = premises.method === 'pkce' && isConfigured;
    if (askForClient && facts.browser?.hostAccess && facts.reach === 'reachable') await probe('client');
    return;
  }
  // Up to the token the chain is still being looked at, unless something before it is broken.
  if (checkChain(facts).end !== 'checking') return;
  await probe('token');
  if (checkChain(facts).end === 'good') await Promise.all(AFTER_SIGN_IN.map(probe));
  // What follows from a change, as registering the script does from a grant, was on its way when
  // the browser was asked first.
  learn({ browser: await asked.readBrowser() });
}
