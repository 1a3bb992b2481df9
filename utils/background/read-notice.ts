import { plainWords } from '../invite/plain-words';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';

/** Returns the organization's own sentence for messages to agents; empty for none. */
export async function readNotice(): Promise<string> {
  const [{ invite }, { noticeText }] = await Promise.all([readSettings(), managedPolicy.get()]);
  // The organization's text may contain a link, a person's own text may not.
  return noticeText === undefined ? plainWords(invite.notice) : invite.notice;
}
