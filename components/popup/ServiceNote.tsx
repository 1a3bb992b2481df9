import { useId } from 'preact/hooks';
import {
  SERVICE_TRAITS,
  type ServiceKind,
  START_VIEWS,
  type StartView,
  serviceShowing,
} from '@/utils/cobrowse/service-traits';
import { t } from '@/utils/i18n/messages';
import { PRACTICE_SERVICES, type PracticeService } from '@/utils/practice/model';
import { useSpoken } from '../common/announce';
import { showsNote, viewName } from '../common/wording';
import './ServiceNote.css';

/**
 * Says before a start whose page it will show, and lets the user choose where both are possible.
 * Shows nothing while the service is unknown.
 */
export function ServiceNote({
  inUse,
  view,
  tellsAgents,
  onView,
  practice = null,
}: {
  /** The service that hosts sessions unless something else is chosen. */
  inUse: ServiceKind | null;
  /** What is chosen; `null` if there is no choice. */
  view: StartView | null;
  /** Whether the extension tells agents that their screens are viewed. */
  tellsAgents: boolean;
  onView: (view: StartView) => void;
  /** In practice, all that can be seen of an agent can be chosen. */
  practice?: { onService: (service: PracticeService) => void } | null;
}) {
  const spoken = useSpoken();
  const shownBy = (one: StartView | null) => (one ? serviceShowing(one, inUse) : inUse);
  const service = shownBy(view);
  if (service === null) return null;
  return (
    <div class="service-note">
      {view && (
        <Segments choices={START_VIEWS.map((one) => [one, shownBy(one)])} chosen={view} onChoose={onView} />
      )}
      {practice && (
        <Segments
          choices={PRACTICE_SERVICES.map((one) => [one, one])}
          chosen={service}
          onChoose={practice.onService}
        />
      )}
      <p ref={spoken}>{showsNote(SERVICE_TRAITS[service].shows, tellsAgents)}</p>
    </div>
  );
}

/** A choice between what services show. */
function Segments<T extends string>({
  choices,
  chosen,
  onChoose,
}: {
  choices: readonly (readonly [choice: T, service: ServiceKind | null])[];
  chosen: string;
  onChoose: (choice: T) => void;
}) {
  const name = useId();
  return (
    <div class="segmented" role="radiogroup" aria-label={t('popup_what_to_see')}>
      {choices.map(([one, service]) => (
        <label key={one} class="segment">
          <input type="radio" name={name} checked={one === chosen} onChange={() => onChoose(one)} />
          {service && viewName(SERVICE_TRAITS[service].shows)}
        </label>
      ))}
    </div>
  );
}

/** Returns why control cannot be chosen for a start; `undefined` if it can. */
export function withoutControl(service: ServiceKind | null): string | undefined {
  if (service === null || SERVICE_TRAITS[service].grantsControl) return undefined;
  return t(
    SERVICE_TRAITS[service].shows === 'agent-screen' ? 'common_session_view_only' : 'popup_control_in_viewer',
  );
}
