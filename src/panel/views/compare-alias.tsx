import type { JSX } from 'preact';
import type { AliasDifference, AliasFacts } from '../../core/compare/alias-facts.ts';
import { shown } from '../../core/findings/shown.ts';
import { findingKey } from '../../core/findings/text.ts';
import type { Translate } from '../../core/text/catalogue.ts';
import { useSpeech } from '../../ui/text.tsx';
import { Change } from './compare-change.tsx';
import { IdentityOrNone } from './details-parts.tsx';

/** The two identities of an alias. */
export function AliasPair({ alias: { pair } }: { readonly alias: AliasFacts }): JSX.Element {
  return (
    <div class="compare-pair">
      <IdentityOrNone id={pair[0]} />
      <span class="pair">⇄</span>
      <IdentityOrNone id={pair[1]} />
    </div>
  );
}

/** In what an alias differs, as it was and as it is. */
export function AliasDifferences({
  before,
  after,
  difference,
}: {
  readonly before: AliasFacts;
  readonly after: AliasFacts;
  readonly difference: readonly AliasDifference[];
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <>
      {difference.map((name) => (
        <Change
          key={name}
          label={t(`compare_alias_${name}`)}
          before={text(before, name, t)}
          after={text(after, name, t)}
        />
      ))}
    </>
  );
}

/** Causes that are no method of a call. */
const OTHER_CAUSES = ['url', 'form', 'queue', 'unseen', 'unknown'];

function text(alias: AliasFacts, name: AliasDifference, t: Translate): string {
  switch (name) {
    case 'apiKey':
      return alias.apiKey === null ? t('absent') : shown(alias.apiKey);
    case 'sends':
      return String(alias.sends);
    case 'deliveries':
      return alias.deliveries.map((delivery) => t(`delivery_${delivery}`)).join(', ');
    case 'causes':
      return alias.causes
        .map((cause) => (OTHER_CAUSES.includes(cause) ? t(`cause_${cause}`) : shown(cause)))
        .join(', ');
    case 'rules':
      return alias.rules.map((rule) => t(findingKey(rule, 'title'))).join(', ') || t('absent');
  }
}
