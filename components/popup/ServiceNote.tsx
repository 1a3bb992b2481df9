import { SERVICE_TRAITS, type ServiceKind } from '@/utils/cobrowse/service-traits';
import { SHOWS_NOTES } from '../common/wording';
import './ServiceNote.css';

/** Says before a start whose page it will show; nothing while that is unknown. */
export function ServiceNote({ service }: { service: ServiceKind | null }) {
  if (service === null) return null;
  return <p class="service-note">{SHOWS_NOTES[SERVICE_TRAITS[service].shows]}</p>;
}

/** Returns why control cannot be chosen for a start; `undefined` if it can. */
export function withoutControl(service: ServiceKind | null): string | undefined {
  return service === null || SERVICE_TRAITS[service].grantsControl
    ? undefined
    : 'Ask for control in the viewer';
}
