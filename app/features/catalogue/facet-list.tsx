import { Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { Facet, FacetChoice, FacetKind } from './facets.ts';
import './facets.css';

/** More choices than this are folded away. */
const shownAtOnce = 6;

/** What narrows the search, with how many scenes each choice would find. Links: they work without scripts. */
export function FacetList({ facets }: { facets: readonly Facet[] }) {
  const { t } = useTranslation('catalogue');
  if (facets.length === 0) return null;
  return (
    <nav className="facets" aria-label={t('facets.label')}>
      {facets.map((facet) => (
        <section key={facet.kind} aria-labelledby={`facet-${facet.kind}`}>
          <Title order={2} size="h6" id={`facet-${facet.kind}`}>
            {t(`facets.${facet.kind}`)}
          </Title>
          <Choices kind={facet.kind} choices={facet.choices} />
        </section>
      ))}
    </nav>
  );
}

function Choices(props: { kind: FacetKind; choices: readonly FacetChoice[] }) {
  const { t } = useTranslation('catalogue');
  const { kind, choices } = props;
  const [first, rest] = [choices.slice(0, shownAtOnce), choices.slice(shownAtOnce)];
  return (
    <>
      <ul>
        {first.map((choice) => (
          <Choice key={choice.value} kind={kind} choice={choice} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details open={rest.some(({ isChosen }) => isChosen)}>
          <summary>{t('facets.more', { count: rest.length })}</summary>
          <ul>
            {rest.map((choice) => (
              <Choice key={choice.value} kind={kind} choice={choice} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Choice({ kind, choice }: { kind: FacetKind; choice: FacetChoice }) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const label = choice.label ?? t(`facets.value.${kind}`, { value: choice.value });
  return (
    <li>
      <Link
        to={choice.href}
        preventScrollReset
        aria-current={choice.isChosen ? 'true' : undefined}
        rel="nofollow"
      >
        <span className="facet-box">
          {choice.isChosen && <IconCheck size={14} stroke={3} aria-hidden />}
        </span>
        <span className="facet-label">
          {label}
          {choice.isChosen && <span className="visually-hidden"> {t('facets.takeBack')}</span>}
        </span>
        <span className="facet-count">
          {formatNumber(choice.count, locale)}
          <span className="visually-hidden"> {t('facets.scenes', { count: choice.count })}</span>
        </span>
      </Link>
    </li>
  );
}
