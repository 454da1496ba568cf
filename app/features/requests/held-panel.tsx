import { Alert, Anchor, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { IconArrowBackUp, IconCut } from '@tabler/icons-react';
import { useState } from 'react';
import { AskedOverList, FreeList } from '#app/features/archive/beside-held.tsx';
import { CoverageBar } from '#app/features/archive/coverage-bar.tsx';
import { residualOf } from '#app/features/archive/held.ts';
import { HeldScenes } from '#app/features/archive/held-scenes.tsx';
import { mustGiveReason } from '#app/features/archive/reason.ts';
import type { HeldAnswer } from '#app/features/archive/use-held.tsx';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { quotaCostHa, viewsOf } from '#app/features/quotas/ledger.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { answersOf, type RequestValues } from './check-request.ts';
import type { Field } from './use-request-form.tsx';

type Props = {
  aoi: AreaGeometry | null;
  answer: HeldAnswer;
  field: Field;
  values: RequestValues;
  /** Makes an area the request's: what is missing, or the whole again. */
  onArea: (area: AreaGeometry) => void;
};

/** What is already held of the area for what is asked, in words and as a list; the map shows the same. */
export function HeldPanel(props: Props) {
  const { answer, field, values } = props;
  const { held, status } = answer;
  return (
    <Stack gap="lg">
      <Standing {...props} />
      {(held?.sceneCount ?? 0) > 0 && values.kind !== 'archive' && <AgeField field={field} />}
      {held && held.sceneCount > 0 && <HeldScenes answer={answer} held={held} />}
      <ReasonField {...props} />
      {held && <AskedOverList asked={held.asked} />}
      {held && status !== 'none' && <FreeList free={held.free} />}
    </Stack>
  );
}

/** How much is held, and the way to ask for no more than the rest. */
function Standing({ aoi, answer, values, onArea }: Props) {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  const { held, status } = answer;
  const rest = useOnlyRest(aoi, onArea);
  const missing = held && residualOf(held);
  const mode = answersOf(values).mode ?? 'mono';
  return (
    <Stack gap="sm">
      <Text role="status" fz="lg" fw={600}>
        {held ? <Sentence answer={answer} /> : t(`status.${status === 'done' ? 'none' : status}`)}
      </Text>
      {held && held.coverage.heldHa > 0 && <CoverageBar coverage={held.coverage} />}
      {held && missing && (
        <Group gap="sm">
          <Button
            className="may-wrap"
            leftSection={<IconCut size={18} aria-hidden />}
            onClick={() => rest.take(missing, held.coverage.heldHa)}
          >
            {t('only-missing', { area: formatArea(held.coverage.missingHa, locale) })}
          </Button>
          <Text size="sm">
            {t(viewsOf(mode) > 1 ? 'saves-views' : 'saves', {
              quota: formatArea(quotaCostHa(held.coverage.heldHa, mode), locale),
              area: formatArea(held.coverage.heldHa, locale),
              views: viewsOf(mode),
            })}
          </Text>
        </Group>
      )}
      {rest.taken && (
        <Alert variant="light" color="green" role="status">
          <Group gap="sm">
            <Text size="sm">
              {t('taken', {
                quota: formatArea(quotaCostHa(rest.taken.savedHa, mode), locale),
              })}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={rest.giveBack}
            >
              {t('take-back')}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}

type Taken = { whole: AreaGeometry; rest: AreaGeometry; savedHa: number };

/** Remembers the whole area while only the rest of it is asked for, so that it can be had back from here. */
function useOnlyRest(aoi: AreaGeometry | null, onArea: Props['onArea']) {
  const [taken, setTaken] = useState<Taken | null>(null);
  return {
    taken: taken && aoi === taken.rest ? taken : null,
    take: (rest: AreaGeometry, savedHa: number) => {
      if (!aoi) return;
      setTaken({ whole: aoi, rest, savedHa });
      onArea(rest);
    },
    giveBack: () => {
      if (taken) onArea(taken.whole);
      setTaken(null);
    },
  };
}

function Sentence({ answer: { held, chosen } }: Pick<Props, 'answer'>) {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  if (!held) return null;
  const { heldPct, heldHa, missing } = held.coverage;
  if (held.sceneCount === 0) return t('standing.nothing');
  if (heldHa === 0) return t(chosen ? 'standing.none-chosen' : 'standing.none-meets');
  if (!missing) return t('standing.all');
  return t('standing.part', {
    pct: formatNumber(heldPct, locale, 1),
    rest: formatNumber(100 - heldPct, locale, 1),
  });
}

function AgeField({ field }: Pick<Props, 'field'>) {
  const { t } = useTranslation('requests');
  return (
    <NativeSelect
      {...field('archiveYears')}
      description={t('hints.archiveYears')}
      maw="28rem"
      data={['1', '3', '5', 'any'].map((value) => ({
        value,
        label: t(`options.archiveYears.${value}`),
      }))}
    />
  );
}

/** Asked for where much is held, and kept in sight once something is written or wrong. */
function ReasonField({ answer: { held }, field, values }: Props) {
  const { t } = useTranslation(['archive', 'requests']);
  const own = field('archiveReason');
  const wanted = held !== null && mustGiveReason(held.meetingPct);
  const shown = wanted || values.archiveReason !== '' || own.error !== undefined;
  if (!shown) return null;
  return (
    <Stack gap={4}>
      {wanted && <Text>{t('reason-why', { pct: Math.floor(held.meetingPct) })}</Text>}
      <Textarea
        {...own}
        description={t('requests:hints.archiveReason')}
        required={wanted}
        autosize
        minRows={3}
        maxLength={4000}
      />
      {wanted && (
        <Anchor href="#held" size="sm">
          {t('reason-instead')}
        </Anchor>
      )}
    </Stack>
  );
}
