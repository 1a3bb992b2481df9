import { describe, expect, it } from 'vitest';
import { findStartBlocker, type Starter } from '@/components/conversation-list/start-blocker';
import { describeFailure } from '@/utils/errors/messages';
import { idOf } from '../../setup/app-fixtures';
import { conversation } from './fake-app';

const ME = idOf(800);
const starter = (changes: Partial<Starter> = {}): Starter => ({ userId: ME, service: 'auto', ...changes });
const watcher = (
  userId: string | null,
  how: 'cobrowsing' | 'monitoring' | 'screen-monitoring' = 'cobrowsing',
) => ({
  userId,
  name: 'Ada Müller',
  how,
});

describe('why a row cannot be started', () => {
  it('is nothing where an agent is in it', () => {
    expect(findStartBlocker(conversation(1), starter())).toBeNull();
  });

  it('is that nobody has answered, which can be tried all the same', () => {
    const why = findStartBlocker(conversation(1, { agent: null, state: 'waiting' }), starter());
    expect(why).toMatchObject({ reason: 'no-agent', mayTry: true });
  });

  it('is that it has ended, which can not', () => {
    const why = findStartBlocker(conversation(1, { agent: null, state: 'ended' }), starter());
    expect(why).toMatchObject({ reason: 'ended', mayTry: false });
  });

  it('is somebody else’s session, by name; one’s own is joined, and who listens is in nobody’s way', () => {
    const why = findStartBlocker(conversation(1, { watchers: [watcher(idOf(51))] }), starter());
    expect(why).toMatchObject({ reason: 'in-use', mayTry: true });
    expect(why?.sentence).toContain('Ada Müller');
    expect(findStartBlocker(conversation(1, { watchers: [watcher(ME)] }), starter())).toBeNull();
    expect(
      findStartBlocker(conversation(1, { watchers: [watcher(idOf(51), 'monitoring')] }), starter()),
    ).toBeNull();
  });
});

describe('the user’s own conversation', () => {
  const own = (service: Starter['service']) =>
    findStartBlocker(conversation(1, { agent: { userId: ME, name: 'Susan Visor' } }), starter({ service }));

  it('is said to be one’s own, and may be tried only where the customer’s page might be shown', () => {
    expect(own('sessions')).toMatchObject({ reason: 'own', short: 'Yours', mayTry: false });
    expect(own('auto')).toMatchObject({ reason: 'own', mayTry: true });
    expect(own('platform')).toBeNull();
  });

  it('is not that of somebody else into which one was called', () => {
    const called = conversation(1, { mine: true, alsoThere: [{ userId: ME, name: 'Susan Visor' }] });
    expect(findStartBlocker(called, starter())).toBeNull();
  });
});

describe('a permission', () => {
  const why = (permissions: string[] | undefined, service: Starter['service'] = 'auto') =>
    findStartBlocker(conversation(1), starter({ permissions, service }))?.sentence ?? null;

  it('that nobody told of is not missing', () => {
    expect(why(undefined)).toBeNull();
  });

  it('of either service will do as long as it is not known which one there is', () => {
    expect(why(['cobrowse:session:add'])).toBeNull();
    expect(why(['conversation:cobrowseVoice:add'])).toBeNull();
    expect(why(['chat:chat:access'])).toContain('cobrowse:session:add');
  });

  it('of the service that is chosen is asked for by name', () => {
    expect(why(['conversation:cobrowse:add'], 'sessions')).toContain('cobrowse:session:add');
    expect(why(['cobrowse:session:add'], 'platform')).toContain('conversation:cobrowse:add');
    expect(why(['cobrowse:*:*'], 'sessions')).toBeNull();
  });

  it('that is missing is said before what is wrong with the row', () => {
    const row = conversation(1, { agent: null, state: 'waiting' });
    expect(findStartBlocker(row, starter({ permissions: [] }))?.reason).toBe('not-permitted');
  });
});

describe('with Live Screen Monitoring, a row', () => {
  const why = (changes: Parameters<typeof conversation>[1] = {}, permissions?: string[]) =>
    findStartBlocker(conversation(1, changes), starter({ service: 'screen', permissions }));

  it.each(['voice', 'callback', 'email', 'message'] as const)('can be watched during a %s', (media) => {
    expect(why({ media })).toBeNull();
  });

  it.each(['chat', 'video', 'social', 'internal', 'other'] as const)(
    'cannot be watched during a %s, in the words of the refusal',
    (media) => {
      const blocker = why({ media });
      expect(blocker).toMatchObject({ reason: 'media', mayTry: media === 'other' });
      const { title, help } = describeFailure({
        code: 'screen-refused',
        apiCode: 'participant.invalid.media.type',
      });
      expect(blocker?.sentence).toBe(`${title} ${help}`);
    },
  );

  it('cannot be watched while its email is parked; other parked ones can', () => {
    const blocker = why({ media: 'email', state: 'parked' });
    expect(blocker).toMatchObject({ reason: 'parked', short: 'Parked', mayTry: true });
    const { title, help } = describeFailure({
      code: 'screen-refused',
      apiCode: 'invalid.conversation.state',
    });
    expect(blocker?.sentence).toBe(`${title} ${help}`);
    expect(why({ media: 'message', state: 'parked' })).toBeNull();
  });

  it('can be watched during anything by who may watch the agent and not the conversation', () => {
    const byAgent = ['realtimeMonitor:screen:monitorAgent'];
    expect(why({ media: 'chat' }, byAgent)).toBeNull();
    expect(why({ media: 'email', state: 'parked' }, byAgent)).toBeNull();
    expect(why({ media: 'chat' }, ['realtimeMonitor:*:*'])?.reason).toBe('media');
  });

  it('cannot be watched if it is one’s own, has no agent, or another supervisor watches', () => {
    const own = why({ agent: { userId: ME, name: 'Susan Visor' } });
    expect(own).toMatchObject({ reason: 'own', mayTry: false });
    const refusal = describeFailure({ code: 'screen-refused', apiCode: 'self.monitoring.not.allowed' });
    expect(own?.sentence).toBe(`${refusal.title} ${refusal.help}`);
    expect(why({ agent: null, state: 'waiting' })).toMatchObject({ reason: 'no-agent', mayTry: true });
    const watched = why({ watchers: [watcher(idOf(51), 'screen-monitoring')] });
    expect(watched).toMatchObject({ reason: 'in-use', mayTry: true });
    expect(watched?.sentence).toBe(
      'Ada Müller is viewing the agent’s screens. You can start once their session ends.',
    );
  });

  it('can be watched beside a cobrowse session, one’s own monitoring, and who listens', () => {
    for (const one of [watcher(idOf(51)), watcher(ME, 'screen-monitoring'), watcher(idOf(51), 'monitoring')])
      expect(why({ watchers: [one] })).toBeNull();
    const monitored = conversation(1, { watchers: [watcher(idOf(51), 'screen-monitoring')] });
    expect(findStartBlocker(monitored, starter({ service: 'sessions' }))).toBeNull();
  });

  it('needs one of two permissions, named if both are missing', () => {
    expect(why({}, ['conversation:cobrowse:add', 'realtimeMonitor:settings:view'])?.sentence).toContain(
      'realtimeMonitor:screen:monitorConversation',
    );
    for (const one of ['monitorConversation', 'monitorAgent'])
      expect(why({}, [`realtimeMonitor:screen:${one}`])).toBeNull();
  });
});
