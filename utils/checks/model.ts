import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import type { Reach } from '../http/reach';

export type { Reach };

/** What only the background can find out, each by one request or two at most. */
export const PROBES = [
  /** Whether the token endpoint knows the client; without signing in. */
  'client',
  /** Whether the access token is good, and what the client may do with it. */
  'token',
  /** Who it is, and what they hold. */
  'person',
  'own',
  'agents',
  'queues',
  'search',
  /** Whether the organisation has the Cobrowse Sessions API. */
  'sessions-service',
  'notifications',
] as const;
export type Probe = (typeof PROBES)[number];

/** What a probe found: the fields that it is about. Never a token, and of persons nothing. */
export type ProbeFacts = {
  /** `token`: scopes of the client; `null` where the platform did not tell. */
  scopes?: string[] | null;
  /** `token`: name of the organisation, to be shown. */
  organisation?: string | null;
  /** `token`: how far the platform's clock is ahead of this computer's, in milliseconds. */
  clockAheadMs?: number;
  /**
   * `person`: permissions held, of those that the extension can use; `null` where the platform did
   * not tell.
   */
  permissions?: string[] | null;
};

/** A keyboard shortcut as the browser has it; empty text when it assigned none. */
type ShortcutFact = { name: string; shortcut: string };

/** What the page can find out from the browser. */
export type BrowserFacts = {
  hostAccess: boolean;
  shortcuts: ShortcutFact[];
  /** Match patterns of the desktop script that is registered; empty where none is. */
  scriptPatterns: string[];
  /** The pattern that it should have; `null` without an environment. */
  wantedScriptPattern: string | null;
};

/** What the settings and the sign-in say before anything is asked. */
export type Premises = {
  environmentName: string | null;
  clientId: string;
  method: 'pkce' | 'client-credentials';
  cobrowseService: 'auto' | 'sessions' | 'platform';
  /** Who is signed in, as they read it; `null` while nobody is. */
  personName: string | null;
  personHint: string | null;
  /** Whether the organisation has switched the button in the desktop off. */
  desktopButtonOff: boolean;
};

/** All that is known at a moment of a run; what has not been found out yet is missing. */
export type Facts = {
  premises: Premises;
  browser?: BrowserFacts;
  reach?: Reach;
  probes: Answers;
  /**
   * What the extension did not ask this time, to stay within its own budget: when it can be asked
   * again, and when it was answered last, in milliseconds since the epoch. Where it was answered
   * before, that answer is among `probes`.
   */
  skipped?: { [P in Probe]?: { retryAt?: number | undefined; answeredAt?: number | undefined } };
};

/** What was answered, by what was asked. */
export type Answers = { [P in Probe]?: Result<ProbeFacts> };

/**
 * `waiting`: not looked at yet because something else comes first, which has a line of its own.
 * `skipped`: the extension did not ask now, which is no fault of the set-up.
 */
export type CheckState = 'checking' | 'good' | 'warning' | 'problem' | 'waiting' | 'skipped';

/** What a button beside a finding does. */
export type CheckAction =
  | 'sign-in'
  | 'allow-access'
  | 'open-shortcuts'
  | 'edit-environment'
  | 'edit-client'
  | 'edit-user';

export const CHECKS = [
  'environment',
  'host-access',
  'reachable',
  'client',
  'sign-in',
  'identity',
  'scopes',
  'capability',
  'permissions',
  'sources',
  'service',
  'notifications',
  'desktop-script',
  'shortcuts',
  'clock',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** One of several things that a check is about. */
export type CheckPart = {
  name: string;
  about: string;
  state: 'good' | 'warning' | 'problem' | 'skipped';
  /** Whether the name is one of the platform's own words. */
  code: boolean;
};

/** One line of the doctor. */
export type Check = {
  id: CheckId;
  title: string;
  state: CheckState;
  /** One sentence on what was found. */
  finding: string;
  /** One sentence on what to do; for whatever is not good. */
  fix?: string;
  action?: CheckAction;
  parts?: CheckPart[];
  /** What went wrong, where a request did. */
  failure?: Failure;
};
