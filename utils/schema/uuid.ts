/** A UUID within a pattern, in upper or lower case with the flag `i`. */
export const UUID_PATTERN = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';

/** A text that is a UUID and nothing else. All ids of Genesys Cloud are UUIDs. */
export const UUID = new RegExp(`^${UUID_PATTERN}$`, 'i');
