import { defineExtensionMessaging } from '@webext-core/messaging';
import type { Protocol } from './protocol';

/**
 * The only messenger. It logs nothing: requests may contain a client secret from the options page.
 */
export const messenger = defineExtensionMessaging<Protocol>();
