import { describe, expect, it } from 'vitest';
import { type EnvironmentChoice, resolveEnvironment } from '@/utils/environment/environment';
import { isSocketAddressOf } from '@/utils/environment/socket-address';

function accepts(choice: EnvironmentChoice, address: string): boolean {
  const environment = resolveEnvironment(choice);
  if (!environment) throw new Error('No such environment');
  return isSocketAddressOf(environment, address);
}

const REGION: EnvironmentChoice = { kind: 'region', region: 'eu_west_1' };
const custom = (host: string): EnvironmentChoice => ({ kind: 'custom', host });

describe('the address of a notification channel', () => {
  it.each<[string, EnvironmentChoice, string]>([
    ['the region’s streaming host', REGION, 'wss://streaming.mypurecloud.ie/channels/streaming-5-1'],
    ['a custom host', custom('genesys.example.com'), 'wss://genesys.example.com/channels/1'],
    ['Genesys Cloud behind a proxy', custom('genesys.example.com'), 'wss://streaming.usw2.pure.cloud/c/1'],
    ['this computer', custom('localhost:4000'), 'ws://localhost:4000/channels/1'],
    ['this computer by its number', custom('127.0.0.1:4000'), 'ws://localhost:4000/channels/1'],
  ])('may be of %s', (_what, choice, address) => {
    expect(accepts(choice, address)).toBe(true);
  });

  it.each<[string, EnvironmentChoice, string]>([
    ['another host', REGION, 'wss://evil.example/channels/1'],
    ['another region', REGION, 'wss://streaming.mypurecloud.de/channels/1'],
    ['a look-alike', REGION, 'wss://streaming.mypurecloud.ie.evil.example/channels/1'],
    ['a look-alike that ends alike', REGION, 'wss://evilmypurecloud.ie/channels/1'],
    ['no encryption', REGION, 'ws://streaming.mypurecloud.ie/channels/1'],
    ['this computer', REGION, 'ws://localhost:9222/devtools'],
    ['a name in front', REGION, 'wss://dana@streaming.mypurecloud.ie/channels/1'],
    ['another host behind a name', REGION, 'wss://streaming.mypurecloud.ie@evil.example/channels/1'],
    ['another host than the custom one', custom('genesys.example.com'), 'wss://evil.example/1'],
    ['another host than this computer', custom('localhost:4000'), 'ws://evil.example:4000/1'],
    ['a page', REGION, 'https://streaming.mypurecloud.ie/channels/1'],
    ['nothing', REGION, ''],
  ])('is refused with %s', (_what, choice, address) => {
    expect(accepts(choice, address)).toBe(false);
  });
});
