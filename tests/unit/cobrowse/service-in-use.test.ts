import { describe, expect, it } from 'vitest';
import { canChooseView, nextStart } from '@/utils/cobrowse/service-in-use';
import type { ServiceKind } from '@/utils/cobrowse/service-traits';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';

const NOW = Date.UTC(2026, 2, 4, 10);
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  environment: { kind: 'region', region: 'eu_west_1' },
};
const ME = {
  userId: '1b2c3d4e-0000-4000-8000-000000000800',
  name: 'Susan Visor',
  organizationId: 'org-1',
  permissions: ['conversation:cobrowse:add'],
};
const found = (kind: ServiceKind) => ({ 'eu_west_1 org-1': { kind, at: NOW } });

describe('the next start', () => {
  it.each(['sessions', 'screen'] as const)(
    'with %s shows what was chosen last, the agent’s side first',
    (kind) => {
      const next = (last: 'agent' | 'customer' | null) => nextStart(SETTINGS, ME, found(kind), last, NOW);
      expect(next(null)).toEqual({ service: kind, view: 'agent' });
      expect(next('agent')).toEqual({ service: kind, view: 'agent' });
      expect(next('customer')).toEqual({ service: 'platform', view: 'customer' });
    },
  );

  it.each<[string, Settings, Partial<typeof ME>, ServiceKind]>([
    ['the settings name a service', { ...SETTINGS, cobrowseService: 'screen' }, {}, 'screen'],
    ['the organization has only the customer’s side', SETTINGS, {}, 'platform'],
    ['the person may not offer co-browse', SETTINGS, { permissions: ['cobrowse:session:add'] }, 'sessions'],
  ])('leaves no choice where %s', (_what, settings, changes, kind) => {
    const me = { ...ME, ...changes };
    expect(nextStart(settings, me, found(kind), 'customer', NOW)).toEqual({ service: kind, view: null });
    expect(canChooseView(settings, me, found(kind), NOW)).toBe(false);
  });

  it('is unknown, without a choice, as long as nobody has found out', () => {
    expect(nextStart(SETTINGS, ME, {}, 'customer', NOW)).toEqual({ service: null, view: null });
    expect(nextStart(SETTINGS, null, found('screen'), 'customer', NOW)).toEqual({
      service: null,
      view: null,
    });
  });
});
