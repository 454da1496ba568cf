import { Anchor, Button, Checkbox, TextInput } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { QueryFault, TypedQuery } from './catalogue-query.ts';
import './catalogue.css';

/** The filters of the catalogue: a plain GET form, so that the address holds the search. */
export function SearchForm(props: {
  typed: TypedQuery;
  sensorIds: readonly string[];
  sensors: readonly { id: string; name: string }[];
  faults: readonly QueryFault[];
  /** How many filters are set. */
  count: number;
}) {
  const { t } = useTranslation('catalogue');
  const { typed } = props;
  const fault = (field: QueryFault['field']) => {
    const found = props.faults.find((f) => f.field === field);
    return found ? t(found.code) : undefined;
  };
  // Uncontrolled fields show their first value only: another search makes the form anew.
  const key = JSON.stringify([typed, props.sensorIds]);
  return (
    <details className="filters" open={props.faults.length > 0}>
      <summary>{t('filters.summary', { count: props.count })}</summary>
      <Form key={key} method="get" action="/catalogue" aria-label={t('filters.label')}>
        <div className="filters-grid">
          <TextInput
            id="bbox"
            name="bbox"
            label={t('filters.bbox')}
            placeholder="5.6, 45.1, 6.2, 45.6"
            defaultValue={typed.bbox}
            error={fault('bbox')}
            description={t('filters.bboxHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
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
          <div className="filters-buttons">
            <Button type="submit" leftSection={<IconSearch size={18} aria-hidden />}>
              {t('filters.submit')}
            </Button>
            {props.count > 0 && (
              <Anchor component={Link} to="/catalogue">
                {t('filters.clear')}
              </Anchor>
            )}
          </div>
        </div>
        <fieldset className="filters-sensors">
          <legend>{t('filters.sensors')}</legend>
          {props.sensors.map((sensor) => (
            <Checkbox
              key={sensor.id}
              name="sensor"
              value={sensor.id}
              label={sensor.name}
              defaultChecked={props.sensorIds.includes(sensor.id)}
            />
          ))}
        </fieldset>
      </Form>
    </details>
  );
}
