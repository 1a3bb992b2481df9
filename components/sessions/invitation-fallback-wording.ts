import type { Failure } from '@/utils/errors/failure';
import type { Handover } from './use-invitation';

/** Says what happened, and what was done or must be done. */
export function handoverSentences({ delivery, byHand }: Handover): string[] {
  if (!delivery) return ['The browser did not allow copying.', 'Copy it from here.'];
  const happened =
    delivery.how === 'unsure'
      ? 'Genesys Cloud did not respond. The invitation may have been sent.'
      : reasonText(delivery.why);
  if (byHand !== undefined) return [happened, 'It could not be copied automatically. Copy it from here.'];
  return [
    happened,
    delivery.how === 'unsure'
      ? 'It was also copied. Ask the agent, or paste it into another chat with them.'
      : 'The invitation was copied. Paste it into another chat with the agent.',
  ];
}

function reasonText(why: Failure | 'off'): string {
  if (why === 'off') return 'Your organisation has turned off invitations by Genesys chat.';
  if (why.apiCode === 'not.a.user') return 'A sign-in with client ID and secret cannot send chat messages.';
  if (why.code === 'permission-denied') {
    // Of “the permission “…”” only the name is needed here.
    const missing = /^the (?:permission|scope) “([^”]+)”$/.exec(why.subject ?? '')?.[1] ?? why.subject;
    return `Genesys chat is not permitted${missing ? ` (${missing})` : ''}.`;
  }
  return why.code === 'not-found'
    ? 'Genesys chat cannot reach this agent.'
    : 'Genesys chat did not accept the message.';
}
