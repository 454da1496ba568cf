import { Radio, Stack, Textarea } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { DecisionReply } from './decision-panel.tsx';
import type { AskedSensor } from './price.server.ts';
import type { ReviewAct } from './review-schema.ts';

/** What was typed in a field, to show it again. */
export function typed(reply: DecisionReply | null, field: string): string {
  const value = reply?.values[field];
  return typeof value === 'string' ? value : '';
}

/** The words that go with a decision. */
export function WordsField(props: {
  act: ReviewAct;
  reply: DecisionReply | null;
  required?: boolean;
  name?: 'text' | 'comment';
}) {
  const { t } = useTranslation('reviews');
  const { act, reply, name = 'text' } = props;
  const fault = reply?.errors[name];
  return (
    <Textarea
      id={`${act}-${name}`}
      name={name}
      label={t(`decide.${act}.words`)}
      description={t(`decide.${act}.wordsHint`)}
      required={props.required ?? false}
      defaultValue={typed(reply, name)}
      error={fault && t(fault)}
      autosize
      minRows={3}
      mb="md"
    />
  );
}

/** The sensor to approve, among those asked for, each with what it costs and what would be left. */
export function SensorField(props: {
  act: ReviewAct;
  reply: DecisionReply | null;
  sensors: AskedSensor[];
  /** The area to be granted, where it is not the whole. */
  costHa?: number | undefined;
}) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const { act, reply, sensors } = props;
  const fault = reply?.errors.sensorId;
  const words = (sensor: AskedSensor) => {
    if (sensor.payers.length > 1) {
      return t('decide.sensorShared', {
        cost: formatArea(props.costHa ?? sensor.costHa, locale),
        count: sensor.payers.length,
      });
    }
    if (!sensor.envelope) return t('decide.sensorNoEnvelope');
    return t('decide.sensorCost', {
      cost: formatArea(props.costHa ?? sensor.costHa, locale),
      free: formatArea(sensor.envelope.freeHa, locale),
    });
  };
  return (
    <Radio.Group
      id={`${act}-sensorId`}
      name="sensorId"
      label={t('decide.sensor')}
      defaultValue={typed(reply, 'sensorId') || (sensors[0]?.id ?? '')}
      error={fault && t(fault)}
      mb="md"
    >
      <Stack gap="xs" mt={4}>
        {sensors.map((sensor) => (
          <Radio
            key={sensor.id}
            value={sensor.id}
            label={sensor.name}
            description={words(sensor)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
