import type { Failure } from '@/utils/errors/failure';
import type { Handover } from './use-invitation';

/** Says what happened, and what was done or must be done. */
export function handoverSentences({ delivery, byHand }: Handover): string[] {
  if (!delivery) return ['The browser did not let it be copied.', 'Copy it from here.'];
  const happened =
    delivery.how === 'unsure'
      ? 'Genesys Cloud did not answer: the invitation may have been sent.'
      : whyNot(delivery.why);
  if (byHand !== undefined) return [happened, 'It could not be copied by itself: copy it from here.'];
  return [
    happened,
    delivery.how === 'unsure'
      ? 'It was copied as well: ask the agent, or paste it where the agent reads.'
      : 'The invitation was copied: paste it where the agent reads.',
  ];
}

function whyNot(why: Failure | 'off'): string {
  if (why === 'off') return 'Your organisation has switched sending by Genesys chat off.';
  if (why.apiCode === 'not.a.user') return 'A sign-in with client ID and secret cannot write chat messages.';
  if (why.code === 'permission-denied') {
    // Of “the permission “…”” only the name is needed here.
    const missing = /^the (?:permission|scope) “([^”]+)”$/.exec(why.subject ?? '')?.[1] ?? why.subject;
    return `Genesys chat is not permitted${missing ? ` (${missing})` : ''}.`;
  }
  return why.code === 'not-found'
    ? 'Genesys chat does not reach this agent.'
    : 'Genesys chat did not accept the message.';
}
