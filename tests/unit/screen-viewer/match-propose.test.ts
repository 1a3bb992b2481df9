import { expect, it } from 'vitest';
import { matchProposal, type Proposal, type Wanted } from '@/utils/screen-viewer/match-propose';

const proposal = (changes: Partial<Proposal> = {}): Proposal => ({
  id: 'p1',
  sessionType: 'liveScreenMonitoring',
  fromUserId: 'agent-1',
  conversationId: 'c1',
  ...changes,
});
const wanted = (key: string, changes: Partial<Wanted> = {}): Wanted => ({
  key,
  conversationId: key,
  agentUserId: 'agent-1',
  open: true,
  ...changes,
});

it('takes what is about our agent', () => {
  expect(matchProposal(proposal(), [wanted('c1')])).toBe('c1');
});

it('leaves other session types alone, even of our agent', () => {
  for (const sessionType of ['softphone', 'screenRecording', 'collaborateVideo', 'unknown'])
    expect(matchProposal(proposal({ sessionType }), [wanted('c1')])).toBeNull();
});

it('leaves other agents alone, and what names nobody', () => {
  expect(matchProposal(proposal({ fromUserId: 'agent-2' }), [wanted('c1')])).toBeNull();
  expect(matchProposal(proposal({ fromUserId: null }), [wanted('c1', { agentUserId: null })])).toBeNull();
});

it('prefers the conversation that is named, among several of one agent', () => {
  expect(matchProposal(proposal({ conversationId: 'c2' }), [wanted('c1'), wanted('c2')])).toBe('c2');
});

it('takes any open one of the agent if no conversation fits: agents can be watched as such', () => {
  expect(
    matchProposal(proposal({ conversationId: null }), [wanted('c1', { open: false }), wanted('c2')]),
  ).toBe('c2');
});

it('takes nothing for what already has its media', () => {
  expect(matchProposal(proposal(), [wanted('c1', { open: false })])).toBeNull();
});
