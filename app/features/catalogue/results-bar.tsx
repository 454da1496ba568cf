import { Button, NativeSelect, Text } from '@mantine/core';
import { Form, Link, useSubmit } from '@remix-run/react';
import { IconLayoutList, IconTable } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import {
  type CatalogueQuery,
  catalogueViews,
  type SortName,
  sortNames,
  writeQuery,
} from './catalogue-query.ts';
import './catalogue.css';

const icons = { list: IconLayoutList, table: IconTable };

/** How many scenes there are in all, their order, and whether they are shown as pictures or as a table. */
export function ResultsBar(props: { query: CatalogueQuery; total: number }) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { query, total } = props;
  return (
    <div className="results-bar">
      <Text role="status" fw={600}>
        {t('results.total', { count: total, figure: formatNumber(total, locale) })}
      </Text>
      <SortChoice query={query} />
      <nav aria-label={t('views.label')} className="results-views">
        {catalogueViews.map((view) => {
          const Icon = icons[view];
          return (
            <Link
              key={view}
              to={`/catalogue${writeQuery({ ...query, view })}`}
              aria-current={query.view === view ? 'true' : undefined}
              preventScrollReset
            >
              <Icon size={18} aria-hidden /> {t(`views.${view}`)}
            </Link>
          );
        })}
      </nav>
    </div>
  );
}

/** A form, whose button is for those without scripts. */
function SortChoice({ query }: { query: CatalogueQuery }) {
  const { t } = useTranslation('catalogue');
  const submit = useSubmit();
  const kept = new URLSearchParams(writeQuery({ ...query, sort: 'newest', after: null }));
  return (
    <Form
      method="get"
      action="/catalogue"
      className="results-sort"
      key={query.sort}
      onChange={({ currentTarget }) => submit(currentTarget, { preventScrollReset: true })}
    >
      {[...kept].map(([name, value]) => (
        <input key={`${name}-${value}`} type="hidden" name={name} value={value} />
      ))}
      <NativeSelect
        id="sort"
        name="sort"
        size="xs"
        aria-label={t('sort.label')}
        defaultValue={query.sort}
        data={sortNames.map((name: SortName) => ({ value: name, label: t(`sort.${name}`) }))}
      />
      <noscript>
        <Button type="submit" size="xs" variant="default">
          {t('sort.apply')}
        </Button>
      </noscript>
    </Form>
  );
}
