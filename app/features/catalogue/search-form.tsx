import { Anchor, Button, TextInput } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { CatalogueQuery, QueryFault, TypedQuery } from './catalogue-query.ts';
import './catalogue.css';

/** What is typed of a search: a plain GET form, so that the address holds it, with the choices of the facets. */
export function SearchForm(props: {
  query: CatalogueQuery;
  typed: TypedQuery;
  faults: readonly QueryFault[];
  /** How many filters are set. */
  count: number;
}) {
  const { t } = useTranslation('catalogue');
  const { query, typed } = props;
  const fault = (field: QueryFault['field']) => {
    const found = props.faults.find((f) => f.field === field);
    return found ? t(found.code) : undefined;
  };
  // Uncontrolled fields show their first value only: another search makes the form anew.
  const key = JSON.stringify([typed, query.sensorIds, query.platforms, query.sort, query.view]);
  return (
    <search>
      <Form
        key={key}
        method="get"
        action="/catalogue"
        aria-label={t('filters.label')}
        className="search-form"
      >
        <TextInput
          id="q"
          name="q"
          type="search"
          label={t('filters.text')}
          placeholder={t('filters.textHint')}
          defaultValue={typed.text}
          maxLength={200}
          className="search-text"
        />
        <TextInput
          id="from"
          name="from"
          type="date"
          label={t('filters.from')}
          defaultValue={typed.from}
          error={fault('from')}
        />
        <TextInput
          id="to"
          name="to"
          type="date"
          label={t('filters.to')}
          defaultValue={typed.to}
          error={fault('to')}
        />
        <TextInput
          id="cloud"
          name="cloud"
          type="number"
          min={0}
          max={100}
          label={t('filters.cloud')}
          defaultValue={typed.cloud}
          error={fault('cloud')}
        />
        <TextInput
          id="bbox"
          name="bbox"
          label={t('filters.bbox')}
          placeholder="5.6, 45.1, 6.2, 45.6"
          defaultValue={typed.bbox}
          error={fault('bbox')}
          className="search-bbox"
        />
        <Choices query={query} />
        <div className="search-buttons">
          <Button type="submit" leftSection={<IconSearch size={18} aria-hidden />}>
            {t('filters.submit')}
          </Button>
          {props.count > 0 && (
            <Anchor component={Link} to="/catalogue">
              {t('filters.clear')}
            </Anchor>
          )}
        </div>
      </Form>
    </search>
  );
}

/** What is chosen elsewhere on the page stays chosen. */
function Choices({ query }: { query: CatalogueQuery }) {
  const fields = [
    ...query.sensorIds.map((id) => ['sensor', id]),
    ...query.platforms.map((id) => ['platform', id]),
    ...(query.since ? [['since', query.since]] : []),
    ...(query.sort === 'newest' ? [] : [['sort', query.sort]]),
    ...(query.view === 'list' ? [] : [['view', query.view]]),
  ];
  return (
    <>
      {fields.map(([name, value]) => (
        <input key={`${name}-${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
