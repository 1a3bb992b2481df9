import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '@/utils/errors/codes';
import { describeFailure } from '@/utils/errors/messages';
import { RECOVERY_ACTIONS } from '@/utils/errors/recovery-actions';

describe('describeFailure', () => {
  it.each(ERROR_CODES)('says %s as a title, a help and a recovery action', (code) => {
    const { title, help, recoveryAction } = describeFailure({ code });
    expect(title).toMatch(/^[A-Z].*\.$/);
    expect(help).toMatch(/^[A-Z].*[.”]$/);
    expect(RECOVERY_ACTIONS).toContain(recoveryAction);
    expect(`${title} ${help}`).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('has no two codes with the same title', () => {
    const titles = ERROR_CODES.map((code) => describeFailure({ code }).title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it.each([
    ['permission-denied', { subject: 'the scope “cobrowse”' }, 'the scope “cobrowse”'],
    ['conflict', { subject: 'session', owner: 'Morgan Reyes' }, 'Morgan Reyes'],
  ] as const)('names in the title of %s what the failure is about', (code, about, named) => {
    expect(describeFailure({ code, ...about }).title).toContain(named);
  });

  it.each(['session', 'cobrowse', 'co-browse', undefined])(
    'takes a conflict about %s as a cobrowse session that is in the way',
    (subject) => {
      expect(describeFailure({ code: 'conflict', ...(subject && { subject }) }).title).toMatch(
        /already has a cobrowse session/,
      );
    },
  );

  it('does not speak of a session where something else conflicts', () => {
    const { title, help } = describeFailure({ code: 'conflict', subject: 'chat' });
    expect(`${title} ${help}`).not.toMatch(/session/);
  });

  it.each([
    ['not-configured', 'the client ID'],
    ['host-access-missing', 'api.mypurecloud.ie'],
    ['sign-in-page-failed', 'https://abc.chromiumapp.org/us_east_1'],
  ] as const)('names in the help of %s what is missing', (code, subject) => {
    expect(describeFailure({ code, subject }).help).toContain(subject);
  });

  it.each(['invalid-request', 'sign-in-failed', 'permission-denied'] as const)(
    'passes the sentence of the API on for %s',
    (code) => {
      expect(describeFailure({ code, apiMessage: 'timeoutInMinutes must be positive' }).help).toContain(
        'timeoutInMinutes must be positive',
      );
    },
  );

  it.each(['valueOf', 'toString', '__proto__', 'constructor'])(
    'has a sentence for a refusal in practice that is about %s',
    (subject) => {
      expect(describeFailure({ code: 'practice-refused', subject })).toEqual(
        describeFailure({ code: 'practice-refused' }),
      );
    },
  );

  it('names the field that the API refused', () => {
    const { help } = describeFailure({ code: 'invalid-request', fieldPath: 'settings.timeoutInMinutes' });
    expect(help).toContain('settings.timeoutInMinutes');
  });

  it('says which call answered in an unknown form', () => {
    const { help } = describeFailure({ code: 'unexpected-response', call: 'GET /api/v2/conversations' });
    expect(help).toContain('GET /api/v2/conversations');
  });

  it('tells what was not found: conversation, agent, supervisor and session have sentences of their own', () => {
    const titles = ['conversation', 'agent', 'supervisor', 'session'].map(
      (subject) => describeFailure({ code: 'not-found', subject }).title,
    );
    expect(new Set(titles).size).toBe(4);
  });

  it('takes a not-found without a subject as one of the conversation', () => {
    expect(describeFailure({ code: 'not-found' })).toEqual(
      describeFailure({ code: 'not-found', subject: 'conversation' }),
    );
  });

  it('has a sentence for a not-found whose subject it does not know', () => {
    expect(describeFailure({ code: 'not-found', subject: 'something new' }).title).toMatch(/conversation/i);
  });

  it('leads to the settings when the supervisor user ID is unknown, else to a fresh list', () => {
    const recoveryAction = (subject: string) =>
      describeFailure({ code: 'not-found', subject }).recoveryAction;
    expect(recoveryAction('supervisor')).toBe('open-settings');
    expect(recoveryAction('conversation')).toBe('refresh');
  });
});
