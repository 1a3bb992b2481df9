import { ScreenShare } from 'lucide';
import type { Settings } from '@/utils/settings/settings';
import { SetByOrganisation } from '../common/SetByOrganisation';
import { ChoiceCards } from '../settings-form/ChoiceCards';
import { Section } from '../settings-form/Section';
import type { SettingsForm } from '../settings-form/use-settings-draft';

type Choice = { value: Settings['cobrowseService']; name: string; about: string };

const CHOICES: Choice[] = [
  {
    value: 'auto',
    name: 'Automatic (recommended)',
    about:
      'Uses what your organisation has: the Sessions API, Live Screen Monitoring, or Genesys Cloud co-browse, in this order.',
  },
  {
    value: 'sessions',
    name: 'Cobrowse Sessions API',
    about: 'You see the agent’s page. The agent joins with a link. The session ends at its time limit.',
  },
  {
    value: 'screen',
    name: 'Live Screen Monitoring',
    about:
      'You see all of the agent’s screens at once, view only. The agent does nothing. The extension ends the session at your time limit.',
  },
  {
    value: 'platform',
    name: 'Genesys Cloud co-browse',
    about:
      'You see the customer’s page after they accept. The extension closes the viewer at your time limit.',
  },
];

/** Which service hosts sessions, whose page each shows, and whether agents are told. */
export function ServiceSection({ form, tellsAgents }: { form: SettingsForm; tellsAgents: boolean }) {
  return (
    <Section
      title="Cobrowse service"
      icon={ScreenShare}
      intro="What you see depends on the service. The popup says so before each start, and lets you choose where both the agent’s side and the customer’s page are possible."
    >
      <div class="field">
        <ChoiceCards
          label="Cobrowse service"
          value={form.draft.cobrowseService}
          choices={CHOICES}
          lockedBy={form.locks.cobrowseService ? 'service-lock' : undefined}
          onChange={(cobrowseService) => form.change({ cobrowseService })}
        />
        {form.locks.cobrowseService && <SetByOrganisation id="service-lock" />}
        {tellsAgents ? (
          <p class="hint">
            With Live Screen Monitoring, a chat message tells agents when viewing begins and when it ends. If
            the agent cannot be told, nothing is shown. Only a policy can turn this off.
          </p>
        ) : (
          <SetByOrganisation id="telling-lock">
            : agents get no message when their screens are viewed with Live Screen Monitoring
          </SetByOrganisation>
        )}
      </div>
    </Section>
  );
}
