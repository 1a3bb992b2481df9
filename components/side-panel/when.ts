import { language } from '@/utils/i18n/messages';
import { zoneKey } from '../common/time';

let formats: { of: string; time: Intl.DateTimeFormat; day: Intl.DateTimeFormat } | null = null;

/** Formats a moment by its time of day, or by its day if that was another. */
export function formatWhen(time: number): string {
  const locale = language();
  const of = `${locale} ${zoneKey()}`;
  // Making formats is slow, and the drawer asks for them at each row.
  if (formats?.of !== of)
    formats = {
      of,
      time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
      day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    };
  const isToday = new Date(time).toDateString() === new Date().toDateString();
  return (isToday ? formats.time : formats.day).format(time);
}
