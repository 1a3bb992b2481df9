/**
 * The public half of the key that fixes the Chromium extension id and with it the OAuth redirect
 * URI. Public by design: the private half no longer exists, the stores sign with their own.
 */
export const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwIO/bpJDcq+Rdj97rb8ZsAkfbTpTAxh902XEkeRibFGevCtYTQ3KNbaAlj18QyvzEAE86jEcfArS5Y9HZl81Rusg2VXRCduxog1zx/RuYzN1Ns2K3VaVKYhWDocYGyid78Oae0spovNv+eQvYcnXdqzp0VNwX/s7WVokJhSXn+/1wwdPWkjVOlCImZkIVrG5L1FcMt3WQntiBkr93UMlOY0GyZWFfuTVU+qHRvw5N/9l5e+8FDinBKkI4lQEWBcdab9oTIcrjuk/FF0Gnjcvv0x2/TTlPK0lEcDwTY+yQV1Fnf7+Eb4jqAhPwJOQlSYCPXkvbcc2GNg56PdYHt/D6wIDAQAB';

/**
 * The Chromium id that results from {@link PUBLIC_KEY}. A store may assign another; in Chromium,
 * ask the browser.
 */
export const CHROMIUM_ID = 'mflddamhjijplebmphbecmklngnfccco';

/** The Firefox id, which fixes the Firefox redirect URI: its host is the SHA-1 of this id. */
export const GECKO_ID = 'cobrowse-for-genesys-cloud@browser.extension';
