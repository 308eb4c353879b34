import type { JSX } from 'preact';
import { useSpeech } from '../../ui/text.tsx';

export interface WithheldHostsProps {
  readonly hosts: readonly string[];
  readonly onAllow: (host: string) => void;
}

/** The hosts that the browser withholds from the extension, each with a way to allow it. */
export function WithheldHosts({ hosts, onAllow }: WithheldHostsProps): JSX.Element {
  const { t } = useSpeech();
  return (
    <div role="status">
      {hosts.length > 0 && (
        <div class="problem">
          <p>{t('own_hosts_withheld')}</p>
          {hosts.map((host) => (
            <button key={host} type="button" class="button" onClick={() => onAllow(host)}>
              {t('own_hosts_allow', host)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
