import { useId } from 'preact/hooks';
import {
  SERVICE_TRAITS,
  type ServiceKind,
  START_VIEWS,
  type StartView,
  serviceShowing,
} from '@/utils/cobrowse/service-traits';
import { showsNote, VIEW_NAMES } from '../common/wording';
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
}: {
  /** The service that hosts sessions unless something else is chosen. */
  inUse: ServiceKind | null;
  /** What is chosen; `null` if there is no choice. */
  view: StartView | null;
  /** Whether the extension tells agents that their screens are viewed. */
  tellsAgents: boolean;
  onView: (view: StartView) => void;
}) {
  const name = useId();
  const shownBy = (one: StartView | null) => (one ? serviceShowing(one, inUse) : inUse);
  const service = shownBy(view);
  if (service === null) return null;
  return (
    <div class="service-note">
      {view && (
        <div class="segmented" role="radiogroup" aria-label="What to see">
          {START_VIEWS.map((one) => {
            const kind = shownBy(one);
            return (
              <label key={one} class="segment">
                <input type="radio" name={name} checked={one === view} onChange={() => onView(one)} />
                {kind && VIEW_NAMES[SERVICE_TRAITS[kind].shows]}
              </label>
            );
          })}
        </div>
      )}
      {/* Always rendered, so that screen readers announce a change. */}
      <p role="status">{showsNote(SERVICE_TRAITS[service].shows, tellsAgents)}</p>
    </div>
  );
}

/** Returns why control cannot be chosen for a start; `undefined` if it can. */
export function withoutControl(service: ServiceKind | null): string | undefined {
  if (service === null || SERVICE_TRAITS[service].grantsControl) return undefined;
  return SERVICE_TRAITS[service].shows === 'agent-screen' ? 'View only' : 'Ask for control in the viewer';
}
