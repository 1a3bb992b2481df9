import { expect, test } from 'vitest';
import { api, credentialsToken, DANA, sessionBody, start } from './support.ts';

type Session = { id: string; createdDate: string; expiresDate: string };

test.each([600, -600])(
  'a clock that is %i s ahead is stated in every time and decides what has expired',
  async (clockSkewS) => {
    const { origin, control } = await start({ clockSkewS, joinTokenTtlS: 60 });
    const call = api(origin, await credentialsToken(origin));
    const aheadS = (text: string | null) => (Date.parse(text ?? '') - Date.now()) / 1000;
    const expectAhead = (text: string | null, byS: number) => {
      expect(aheadS(text)).toBeGreaterThan(byS - 10);
      expect(aheadS(text)).toBeLessThan(byS + 10);
    };

    const created = await call<Session>('POST', '/api/v2/cobrowse/sessions', await sessionBody(control));
    expectAhead(created.headers.get('date'), clockSkewS);
    const session = created.json();
    expectAhead(session.createdDate, clockSkewS);
    expectAhead(session.expiresDate, clockSkewS + 3600);

    const minted = await call<{ token: string; expiresAt: string }>(
      'POST',
      `/api/v2/cobrowse/sessions/${session.id}/participants/${DANA}/tokens`,
    );
    const { token, expiresAt } = minted.json();
    expectAhead(expiresAt, clockSkewS + 60);
    const page = await fetch(`${origin}/cobrowse/join?token=${token}`);
    expect(page.status).toBe(200);
    expectAhead(page.headers.get('date'), clockSkewS);

    const conversation = await control.addConversation();
    expectAhead(conversation.startTime, clockSkewS - 30);
    await control.endConversation(conversation.id);
    const ended = await call<{ endTime: string }>('GET', `/api/v2/conversations/${conversation.id}`);
    expectAhead(ended.json().endTime, clockSkewS);
  },
);
