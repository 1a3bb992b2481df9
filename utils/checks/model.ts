import type { ServiceKind } from '../cobrowse/service-traits';
import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import type { Reachability } from '../http/reachability';

export type { Reachability };

/** What only the background can find out, with one or two requests each. */
export const PROBES = [
  /** Whether the token endpoint knows the client; without signing in. */
  'client',
  /** Whether the access token is valid, and what the client may do with it. */
  'token',
  /** Who is signed in, and their permissions. */
  'person',
  'own',
  'agents',
  'queues',
  'search',
  /** Whether the organization has the Cobrowse Sessions API. */
  'sessions-service',
  /** Whether the organization has Live Screen Monitoring; asked only if it may be used. */
  'screen-service',
  'notifications',
] as const;
export type Probe = (typeof PROBES)[number];

/**
 * The result of a probe: only the fields that it is about. Never a token, and nothing about
 * persons.
 */
export type ProbeFacts = {
  /** `token`: scopes of the client; `null` if the platform did not report them. */
  scopes?: string[] | null;
  /** `token`: name of the organization, for display. */
  organization?: string | null;
  /** `token`: how far the platform's clock is ahead of this computer's, in milliseconds. */
  clockAheadMs?: number;
  /**
   * `person`: the permissions held that the extension can use; `null` if the platform did not
   * report them.
   */
  permissions?: string[] | null;
  /**
   * `screen-service`: whether Genesys Cloud itself tells agents that their screens are viewed;
   * `null` if the platform did not report it.
   */
  tellsAgents?: boolean | null;
};

/** A keyboard shortcut in the browser; empty text if none is assigned. */
type ShortcutFact = { name: string; shortcut: string };

/** What the page can find out from the browser. */
export type BrowserFacts = {
  hostAccess: boolean;
  shortcuts: ShortcutFact[];
  /** Match patterns of the registered desktop script; empty if there is none. */
  scriptPatterns: string[];
  /** The pattern that it should have; `null` without an environment. */
  wantedScriptPattern: string | null;
  /** Screens of the desktop in which the button found no place of its own, by their routes. */
  unanchored: string[];
};

/** What is known from settings and sign-in before any probe. */
export type CheckInputs = {
  environmentName: string | null;
  clientId: string;
  method: 'pkce' | 'client-credentials';
  cobrowseService: 'auto' | ServiceKind;
  /** Name of the signed-in person, for display; `null` while nobody is signed in. */
  personName: string | null;
  personHint: string | null;
  /** Whether the organization has switched the button in the desktop off. */
  desktopButtonOff: boolean;
  /** Whether the extension tells agents that their screens are viewed. */
  tellsAgents: boolean;
  /** Host of the streaming service, for display; `null` without an environment. */
  streamingHost: string | null;
};

/** Everything known at a moment of a run; what is not known yet is missing. */
export type Facts = {
  inputs: CheckInputs;
  browser?: BrowserFacts;
  reachability?: Reachability;
  /** Whether the streaming service responds; asked only with Live Screen Monitoring. */
  streaming?: Reachability;
  probes: Answers;
  /**
   * Probes that the extension did not run this time, to stay within its own budget: when they can
   * run again, and when they were last answered, in milliseconds since the epoch. An earlier answer
   * is in `probes`.
   */
  skipped?: { [P in Probe]?: { retryAt?: number | undefined; answeredAt?: number | undefined } };
};

/** The answers by probe. */
export type Answers = { [P in Probe]?: Result<ProbeFacts> };

/**
 * `waiting`: not checked yet because another check comes first. `skipped`: not checked now by the
 * extension's own choice, which is not an error in the set-up.
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
  'streaming',
  'notifications',
  'desktop-script',
  'button-place',
  'shortcuts',
  'clock',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** One of several items of a check. */
export type CheckPart = {
  name: string;
  about: string;
  state: 'good' | 'warning' | 'problem' | 'skipped';
  /** Whether the name is a term of the platform. */
  code: boolean;
};

/** One line of the checks. */
export type Check = {
  id: CheckId;
  title: string;
  state: CheckState;
  /** One sentence on what was found. */
  finding: string;
  /** One sentence on what to do, if something is not good. */
  fix?: string;
  action?: CheckAction;
  parts?: CheckPart[];
  /** The failure, if a request failed. */
  failure?: Failure;
};
