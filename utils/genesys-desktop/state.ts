import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import { buttonPlacesSchema } from './model';

/** Where the button is on the screens of the desktop. Contains no id and no name of a person. */
export const buttonPlacesItem = defineStoredItem({
  key: 'local:button-places',
  schema: buttonPlacesSchema,
  fallback: { moved: {}, unanchored: {} },
  clearedOn: 'never',
  record: FIRST_VERSION,
});
