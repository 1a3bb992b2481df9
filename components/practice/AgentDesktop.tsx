import { t } from '@/utils/i18n/messages';

/**
 * A drawing of an agent's screen: a customer's record, and the pointers that move over it. The text
 * beside it explains it.
 */
export function AgentDesktop({
  agentName,
  customerName,
  control,
}: {
  agentName: string;
  customerName: string;
  /** Whether the supervisor's own pointer is shown. */
  control: boolean;
}) {
  return (
    <div class="screen" aria-hidden="true">
      <div class="screen-bar">
        <i />
        <i />
        <i />
        <span dir="ltr">records.example</span>
      </div>
      <div class="screen-body">
        <div class="screen-rail">
          {[70, 55, 80, 45, 62].map((width) => (
            <s key={width} style={{ width: `${width}%` }} />
          ))}
        </div>
        <div class="screen-page">
          <p class="screen-name ellipsis" title={customerName} dir="auto">
            {customerName}
          </p>
          <div class="screen-tabs">
            <b />
            <s />
            <s />
          </div>
          <div class="screen-fields">
            {[58, 82, 40, 74, 66, 50].map((width) => (
              <div class="screen-field" key={width}>
                <s />
                <s style={{ width: `${width}%` }} />
              </div>
            ))}
          </div>
          <div class="screen-notes">
            {[92, 84, 88, 36].map((width) => (
              <s key={width} style={{ width: `${width}%` }} />
            ))}
          </div>
          <div class="screen-buttons">
            <b />
            <s />
          </div>
        </div>
      </div>
      <Pointer name={agentName} />
      {control && <Pointer name={t('practice_you')} own />}
    </div>
  );
}

function Pointer({ name, own = false }: { name: string; own?: boolean }) {
  return (
    <div class={`pointer ${own ? 'pointer-own' : ''}`}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M3 2l14 7-6 2-3 6z" />
      </svg>
      <span dir="auto">{name}</span>
    </div>
  );
}
