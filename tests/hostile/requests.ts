/** A conversation that does not exist. */
export const CONVERSATION = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
/** A load of the page for agents' screens that never was. */
const PAGE = '1b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
/** The requests of the extension's pages, each with a valid body. */
export const FOR_OUR_PAGES: [type: string, data?: unknown][] = [
  ['sign-in'],
  ['sign-out'],
  ['get-redirect-uri', { environment: { kind: 'region', region: 'us_east_1' } }],
  ['review-records'],
  ['dismiss-record-reports'],
  ['open-channel'],
  ['save-settings', { settings: { version: 1 }, clientSecret: 'x' }],
  ['run-probe', { probe: 'client' }],
  ['refresh-conversations', { why: 'asked' }],
  [
    'note-list-view',
    {
      view: {
        typed: 'stranger',
        queueNames: [],
        agentUserIds: [],
        media: [],
        states: [],
        scope: 'all',
        sort: 'longest',
        showParked: false,
        byAgent: false,
        collapsed: [],
        scrollTop: 0,
        selectedId: null,
      },
      shown: { ids: [], offset: 0, total: 0, sections: [] },
      snapshot: [],
    },
  ],
  ['save-views', { views: [] }],
  ['pin-agent', { userId: 'u-1', pinned: true }],
  ['note-live', { live: true }],
  ['apply-notifications', { notifications: [] }],
  ['start-session', { conversationId: CONVERSATION }],
  ['start-over', { sessionId: 'cbs-1' }],
  ['prepare-start', { conversationId: CONVERSATION }],
  ['dismiss-start', { conversationId: CONVERSATION }],
  ['open-session', { sessionId: 'cbs-1' }],
  ['get-agent-link', { sessionId: 'cbs-1' }],
  ['get-invitation', { sessionId: 'cbs-1' }],
  ['send-invitation', { sessionId: 'cbs-1' }],
  ['end-session', { sessionId: 'cbs-1' }],
  ['undo-end', { sessionId: 'cbs-1' }],
  ['dismiss-ended-session', { sessionId: 'cbs-1' }],
  ['enter-practice'],
  ['leave-practice'],
  ['name-start-to-confirm'],
  ['confirm-start', { conversationId: CONVERSATION }],
  ['cancel-start-to-confirm'],
  ['choose-practice-service', { service: 'screen' }],
  // These are for the page for agents' screens alone.
  ['get-streaming-access', { page: PAGE }],
  ['report-viewer', { page: PAGE, state: 'connected' }],
  ['stop-watching', { sessionId: 'cbs-1', why: 'no-picture' }],
  ['add-session-note', { sessionId: 'cbs-1', text: 'stranger', at: 1 }],
];

/** The requests for the script in the desktop, likewise. */
export const FOR_DESKTOP: [type: string, data?: unknown][] = [
  ['show-conversation', { conversationId: CONVERSATION }],
  ['start-from-desktop', { conversationId: CONVERSATION }],
  ['ask-to-confirm', { conversationId: CONVERSATION, doubt: 'altered' }],
  ['take-recovery-action', { conversationId: CONVERSATION }],
  ['act-on-session', { conversationId: CONVERSATION, action: 'end' }],
  ['get-button-place', { route: 'interactions' }],
  ['note-button-place', { route: 'interactions', anchored: false }],
];
