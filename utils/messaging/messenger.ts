import { defineExtensionMessaging } from '@webext-core/messaging';
import type { Protocol } from './protocol';

/**
 * The one messenger. It logs nothing: requests may hold a client secret on its way from the options
 * page.
 */
export const messenger = defineExtensionMessaging<Protocol>();
