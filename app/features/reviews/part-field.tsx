import { Text, Textarea } from '@mantine/core';
import { useAreaFaultText } from '#app/features/areas/use-words.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { DecisionReply } from './decision-panel.tsx';
import type { MeasuredPart } from './review.server.ts';

/** The part to grant, typed here or drawn on the map: both are this field. Beneath it, what of it lies inside the area. */
export function PartField(props: {
  value: string;
  onChange: (text: string) => void;
  measured: MeasuredPart | null;
  reply: DecisionReply | null;
}) {
  const { t } = useTranslation(['reviews', 'refusals']);
  const fault = props.reply?.errors.part;
  return (
    <>
      <Textarea
        id="approve-part-part"
        name="part"
        label={t('decide.part.label')}
        description={t('decide.part.hint')}
        required
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        error={fault && t(fault)}
        autosize
        minRows={4}
        maxRows={12}
        mb={4}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <div role="status">{props.measured && <Measured measured={props.measured} />}</div>
    </>
  );
}

function Measured({ measured }: { measured: MeasuredPart }) {
  const { t } = useTranslation(['reviews', 'refusals', 'areas']);
  const locale = useLocale();
  const faultText = useAreaFaultText();
  return (
    <Text size="sm" fw={600} mb="md">
      {measured.ok
        ? t('decide.part.measured', { area: formatArea(measured.areaHa, locale) })
        : measured.fault
          ? faultText(measured.fault)
          : t(`refusals:${measured.why}`)}
    </Text>
  );
}
