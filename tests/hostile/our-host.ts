/**
 * How the element is found in a Genesys desktop page that holds our button in its closed root. The one place that knows it for the
 * stories in Firefox and for the attacks.
 */
export const OUR_HOST = 'cobrowse-for-genesys-cloud';
