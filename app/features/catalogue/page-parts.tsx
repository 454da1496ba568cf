import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import './catalogue.css';

/** Nothing is found: what to change, or that it can be asked for. */
export function NoScene() {
  const { t } = useTranslation('catalogue');
  return (
    <EmptyState title={t('empty.title')}>
      <p>{t('empty.text')}</p>
      <p>
        <Anchor component={Link} to="/catalogue">
          {t('empty.all')}
        </Anchor>
        {' · '}
        <Anchor component={Link} to="/requests/new">
          {t('empty.ask')}
        </Anchor>
      </p>
    </EmptyState>
  );
}

/** Links to the first and to the next page of results; each holds the whole search. */
export function Pages({ first, next }: { first: string | null; next: string | null }) {
  const { t } = useTranslation('catalogue');
  if (first === null && next === null) return null;
  return (
    <nav className="scene-pages" aria-label={t('pages.label')}>
      {first !== null && (
        <Anchor component={Link} to={`/catalogue${first}`}>
          {t('pages.first')}
        </Anchor>
      )}
      {next !== null && (
        <Anchor component={Link} to={`/catalogue${next}`} rel="next">
          {t('pages.next')}
        </Anchor>
      )}
    </nav>
  );
}
