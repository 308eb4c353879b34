import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Explanation, explain } from '../../core/people/explain.ts';
import type { ChainLink } from '../../core/people/people.ts';
import type { Session } from '../../core/session/session.ts';
import { useClock } from '../../ui/clock.ts';
import { Icon } from '../../ui/icons.tsx';
import { Identity } from '../../ui/identity.tsx';
import { DeliveryMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { IdentityChoice } from './identity-choice.ts';

/** Steps of a chain that are drawn; aliases can make one of tens of thousands. */
const STEPS = 60;

interface ChainProps {
  readonly session: Session;
  readonly choice: IdentityChoice;
  readonly onShow: (key: number) => void;
  readonly onClear: () => void;
}

/** What the two chosen identities are to each other: in a sentence, and alias by alias. */
export function ChainView(props: ChainProps): JSX.Element {
  const { choice, onClear } = props;
  const { t } = useSpeech();
  const [from, to] = choice;
  return (
    <section class="chain" aria-label={t('chain')} data-testid="chain" data-chosen={choice.length}>
      <div class="chain-says" aria-live="polite">
        {from && to ? (
          <Explained {...props} from={from} to={to} />
        ) : (
          <p class="muted">{t(from ? 'chain_second' : 'chain_hint')}</p>
        )}
      </div>
      {from && (
        <button
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('chain_clear')}
          title={t('chain_clear')}
          onClick={onClear}
        >
          <Icon name="close" />
        </button>
      )}
    </section>
  );
}

function Explained({
  session,
  from,
  to,
  onShow,
}: ChainProps & Record<'from' | 'to', IdentityChoice[number]>): JSX.Element {
  const { t, times } = useSpeech();
  // Only aliases and what became of them say anything about it.
  const explanation = useMemo(
    () => explain(session, from, to),
    [session, session.people.list(), session.entries.length, session.findings, from, to],
  );
  const links = 'links' in explanation ? explanation.links : [];
  const sentence = t(sentenceOf(explanation), times.count(links.length));
  return (
    <>
      <h2 data-is={explanation.is}>
        <Icon name={explanation.is === 'one' ? 'alias' : 'identity'} />
        {sentence}
      </h2>
      {links.length > 0 ? (
        <ol class="chain-steps">
          <li class="chain-node">
            <Identity id={from.id} />
          </li>
          {links.slice(0, STEPS).map((link) => (
            <Step key={link.alias} link={link} session={session} onShow={onShow} />
          ))}
        </ol>
      ) : (
        <p class="chain-apart">
          <Identity id={from.id} />
          <span class="pair" aria-hidden="true">
            ⇹
          </span>
          <Identity id={to.id} />
        </p>
      )}
      {links.length > STEPS && (
        <p class="muted">{t('chain_more', times.count(links.length - STEPS))}</p>
      )}
    </>
  );
}

/** The alias that leads on, and where it leads to. */
function Step({
  link,
  session,
  onShow,
}: Pick<ChainProps, 'session' | 'onShow'> & { readonly link: ChainLink }): JSX.Element {
  const { t } = useSpeech();
  const { precise } = useClock();
  const entry = session.entry(link.alias);
  const alias = entry?.kind === 'alias' ? entry : undefined;
  const clock = alias ? precise(alias) : '–';
  const kept = alias?.joins === 'none';
  return (
    <>
      <li class="chain-link" data-kept={kept || undefined}>
        <span>
          {t(kept ? 'chain_by_kept' : 'chain_by')}{' '}
          <button
            type="button"
            class="link"
            title={t('show_row', clock)}
            onClick={() => onShow(link.alias)}
          >
            {clock}
          </button>
          {alias?.cause.by === 'call' && ` · ${t('caused_by', alias.cause.method.slice(0, 60))}`}
          {alias && alias.cause.by !== 'call' && ` · ${t(`cause_${alias.cause.by}`)}`}
        </span>
        {alias && alias.delivery !== 'delivered' && <DeliveryMark delivery={alias.delivery} />}
      </li>
      <li class="chain-node">
        <Identity id={link.to} />
      </li>
    </>
  );
}

function sentenceOf(explanation: Explanation): string {
  if (explanation.is === 'one')
    return explanation.links.length === 1 ? 'chain_one_alias' : 'chain_one';
  return `chain_two_${explanation.because.replaceAll('-', '_')}`;
}
