import { identityItem, tokenItem } from '@/utils/auth/state';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';

const CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
export const DANA = { userId: 'u-dana', name: 'Dana Whitfield' };
/** Settings with which Dana signed in, in us_east_1. */
export const SIGNED_IN_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  environment: { kind: 'region', region: 'us_east_1' },
  signIn: { ...DEFAULT_SETTINGS.signIn, clientId: CLIENT },
};

/** Stores everything that is stored while Dana is signed in. */
export async function storeSignIn(accessToken = 'token'): Promise<void> {
  await settingsItem.set(SIGNED_IN_SETTINGS);
  await identityItem.set(DANA);
  await tokenItem.set({
    accessToken,
    expiresAt: Date.now() + 3_600_000,
    environmentKey: 'us_east_1',
    clientId: CLIENT,
  });
}
