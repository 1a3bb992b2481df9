/**
 * All Genesys Cloud regions: the SDK's key, the domain that contains `api.`, `login.` and `apps.`,
 * and a name that people know. Source: `PureCloudRegionHosts` of the official SDK
 * purecloud-platform-client-v2, version 262.0.0.
 */
export const REGIONS = [
  { key: 'us_east_1', domain: 'mypurecloud.com', name: 'Americas (US East, Virginia)' },
  { key: 'us_east_2', domain: 'use2.us-gov-pure.cloud', name: 'Americas (US East 2, FedRAMP)' },
  { key: 'us_west_2', domain: 'usw2.pure.cloud', name: 'Americas (US West, Oregon)' },
  { key: 'ca_central_1', domain: 'cac1.pure.cloud', name: 'Americas (Canada)' },
  { key: 'mx_central_1', domain: 'mxc1.pure.cloud', name: 'Americas (Mexico)' },
  { key: 'sa_east_1', domain: 'sae1.pure.cloud', name: 'Americas (São Paulo)' },
  { key: 'eu_west_1', domain: 'mypurecloud.ie', name: 'EMEA (Dublin)' },
  { key: 'eu_west_2', domain: 'euw2.pure.cloud', name: 'EMEA (London)' },
  { key: 'eu_central_1', domain: 'mypurecloud.de', name: 'EMEA (Frankfurt)' },
  { key: 'eu_central_2', domain: 'euc2.pure.cloud', name: 'EMEA (Zurich)' },
  { key: 'eusc_de_east_1', domain: 'edee1.eusc-pure.cloud', name: 'EMEA (EU Sovereign, Brandenburg)' },
  { key: 'me_central_1', domain: 'mec1.pure.cloud', name: 'EMEA (UAE)' },
  { key: 'ap_south_1', domain: 'aps1.pure.cloud', name: 'Asia Pacific (Mumbai)' },
  { key: 'ap_southeast_1', domain: 'apse1.pure.cloud', name: 'Asia Pacific (Singapore)' },
  { key: 'ap_southeast_2', domain: 'mypurecloud.com.au', name: 'Asia Pacific (Sydney)' },
  { key: 'ap_northeast_1', domain: 'mypurecloud.jp', name: 'Asia Pacific (Tokyo)' },
  { key: 'ap_northeast_2', domain: 'apne2.pure.cloud', name: 'Asia Pacific (Seoul)' },
  { key: 'ap_northeast_3', domain: 'apne3.pure.cloud', name: 'Asia Pacific (Osaka)' },
] as const;

/** Key of a region in {@link REGIONS}. */
export type RegionKey = (typeof REGIONS)[number]['key'];

/**
 * Second domains of the regions that are older than `pure.cloud`. No API is called there, but users
 * may have such an address. Source: the content security policies that Genesys publishes for
 * Messenger.
 */
export const SECOND_DOMAINS: Partial<Record<RegionKey, string>> = {
  us_east_1: 'use1.pure.cloud',
  eu_west_1: 'euw1.pure.cloud',
  eu_central_1: 'euc1.pure.cloud',
  ap_southeast_2: 'apse2.pure.cloud',
  ap_northeast_1: 'apne1.pure.cloud',
};

/**
 * Match patterns that cover every region; browsers allow no wildcard for a top-level domain, so
 * each is listed.
 */
export const ALL_GENESYS_CLOUD_MATCH_PATTERNS = [
  'https://*.mypurecloud.com/*',
  'https://*.mypurecloud.com.au/*',
  'https://*.mypurecloud.ie/*',
  'https://*.mypurecloud.de/*',
  'https://*.mypurecloud.jp/*',
  'https://*.pure.cloud/*',
  'https://*.us-gov-pure.cloud/*',
  'https://*.eusc-pure.cloud/*',
];
