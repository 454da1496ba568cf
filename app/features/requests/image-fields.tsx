import {
  Fieldset,
  Group,
  Input,
  NativeSelect,
  Radio,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { RequestValues } from './check-request.ts';
import type { AskContext } from './editable-request.server.ts';
import type { Field, FieldName } from './use-request-form.tsx';

type Props = { field: Field; values: RequestValues; context: Pick<AskContext, 'sensors'> };

/** What the image must be like. */
export function ImageFields({ field, context }: Props) {
  const { t } = useTranslation('requests');
  return (
    <Stack gap="lg">
      <Fieldset legend={t('edit.image.what')}>
        <Stack gap="md">
          <Choices field={field} name="kind" of={['tasking', 'archive']} />
          <Sensors field={field} context={context} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('edit.image.when')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput type="date" required {...field('windowFrom')} />
          <TextInput type="date" required {...field('windowTo')} />
        </SimpleGrid>
        <Text size="sm" c="dimmed" mt="xs">
          {t('hints.window')} {t('hints.no-emergency')}
        </Text>
      </Fieldset>
      <Fieldset legend={t('edit.image.how')}>
        <Stack gap="md">
          <Choices field={field} name="mode" of={['mono', 'stereo', 'tristereo']} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Figure field={field} name="maxCloudPct" max={100} />
            <Figure field={field} name="maxIncidenceDeg" max={60} />
          </SimpleGrid>
        </Stack>
      </Fieldset>
      <Fieldset legend={t('edit.image.product')}>
        <Stack gap="md">
          <Options
            field={field}
            name="bands"
            of={['bundle', 'pansharpened', 'multispectral', 'panchromatic']}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Options field={field} name="processingLevel" of={['primary', 'ortho']} />
            <Options field={field} name="format" of={['geotiff', 'jpeg2000']} />
          </SimpleGrid>
          <Text size="sm" c="dimmed">
            {t('hints.processingLevel')}
          </Text>
        </Stack>
      </Fieldset>
    </Stack>
  );
}

function Sensors({ field, context }: Pick<Props, 'field' | 'context'>) {
  const { t } = useTranslation('requests');
  const sensors = context.sensors.map(({ id, name, status }) => ({
    value: id,
    label: status === 'operational' ? name : `${name} (${t(`options.sensor-status.${status}`)})`,
  }));
  const list = (empty: 'choose' | 'none') => [
    { value: '', label: t(`options.${empty}`) },
    ...sensors,
  ];
  return (
    <Stack gap="xs">
      <NativeSelect required {...field('sensor1')} data={list('choose')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect {...field('sensor2')} data={list('none')} />
        <NativeSelect {...field('sensor3')} data={list('none')} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('hints.sensor1')}
      </Text>
    </Stack>
  );
}

type Of = { field: Field; name: FieldName; of: readonly string[] };

/** A few choices, all seen at once. Not Mantine's group, which would keep the choice from React Hook Form. */
function Choices({ field, name, of }: Of) {
  const { t } = useTranslation('requests');
  const { label, error, defaultValue, id, ...control } = field(name);
  return (
    <fieldset id={id} tabIndex={-1} className="choices" aria-describedby={`${id}-words`}>
      <legend>{label}</legend>
      <div id={`${id}-words`}>
        <Input.Description>{t(`hints.${name}`)}</Input.Description>
        {error && <Input.Error mt={4}>{error}</Input.Error>}
      </div>
      <Group gap="lg" mt={8}>
        {of.map((value) => (
          <Radio
            key={value}
            {...control}
            value={value}
            defaultChecked={value === defaultValue}
            label={t(`options.${name}.${value}`)}
          />
        ))}
      </Group>
    </fieldset>
  );
}

function Options({ field, name, of }: Of) {
  const { t } = useTranslation('requests');
  const data = of.map((value) => ({ value, label: t(`options.${name}.${value}`) }));
  return <NativeSelect required {...field(name)} data={data} />;
}

function Figure({ field, name, max }: { field: Field; name: FieldName; max: number }) {
  const { t } = useTranslation('requests');
  return (
    <TextInput
      required
      type="number"
      inputMode="numeric"
      min={0}
      max={max}
      description={t(`hints.${name}`)}
      {...field(name)}
    />
  );
}
