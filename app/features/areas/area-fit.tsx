import { Button, Group, Text } from '@mantine/core';
import { IconArrowsMaximize, IconCircleCheck, IconTriangleSquareCircle } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { FitAnswer } from './fit-area.ts';
import type { AreaEditing } from './use-area-editor.tsx';
import { useAreaFaultText } from './use-words.tsx';

/** An offer of a chosen sensor, by name, and what an area costs there in quota; null when no quota is counted. */
export type FitOffer = { id: string; name: string; costHa: (areaHa: number) => number | null };

/** Whether each offer takes the area; where it does not, the nearest area that it takes, with what that adds. */
export function AreaFit(props: {
  editor: AreaEditing;
  areaHa: number;
  offers: readonly FitOffer[];
  fit: readonly FitAnswer[];
  /** Whether the form says already that the area is too small. */
  isTold: boolean;
}) {
  const { t } = useTranslation('editor');
  const { offers, fit } = props;
  const answers = offers.flatMap((offer) => {
    const answer = fit.find(({ offerId }) => offerId === offer.id);
    return answer ? [{ offer, answer }] : [];
  });
  if (answers.length === 0) return null;
  return (
    <section className="area-fit" aria-label={t('fit.title')}>
      {answers.map(({ offer, answer }) =>
        answer.ok ? (
          <Text size="sm" key={offer.id} className="area-fit-ok">
            <IconCircleCheck size={16} aria-hidden /> {t('fit.ok', { offer: offer.name })}
          </Text>
        ) : (
          <Unfit key={offer.id} {...props} offer={offer} answer={answer} />
        ),
      )}
    </section>
  );
}

type UnfitProps = {
  editor: AreaEditing;
  areaHa: number;
  offer: FitOffer;
  answer: FitAnswer;
  isTold: boolean;
};

function Unfit({ editor, areaHa, offer, answer, isTold }: UnfitProps) {
  const { t } = useTranslation('editor');
  const faultText = useAreaFaultText();
  const { faults, enlargement, merge } = answer;
  const added = useAdded(areaHa, offer);
  return (
    <div>
      <Text fw={600} size="sm">
        {t('fit.not', { offer: offer.name })}
      </Text>
      {faults
        .filter(({ code }) => !isTold || code !== 'too-small')
        .map((fault) => (
          <Text size="sm" key={`${fault.code}${fault.at?.join()}`}>
            {faultText(fault)}
          </Text>
        ))}
      <Group gap="xs" mt={4}>
        {enlargement && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowsMaximize size={16} aria-hidden />}
            onClick={() =>
              editor.propose({ act: 'enlarge', geometry: enlargement.geometry, notes: [] })
            }
          >
            {t('fit.enlarge', { added: added(enlargement.areaHa) })}
          </Button>
        )}
        {merge && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTriangleSquareCircle size={16} aria-hidden />}
            onClick={() => editor.propose({ act: 'merge', geometry: merge.geometry, notes: [] })}
          >
            {t('fit.merge', { added: added(merge.areaHa) })}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** What a larger area adds, in surface and in quota. */
function useAdded(areaHa: number, offer: FitOffer): (nextHa: number) => string {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  return (nextHa) => {
    const area = formatArea(Math.max(0, nextHa - areaHa), locale);
    const before = offer.costHa(areaHa);
    const after = offer.costHa(nextHa);
    if (before === null || after === null) return t('fit.added', { area });
    const cost = formatArea(Math.max(0, after - before), locale);
    return t('fit.added-cost', { area, cost });
  };
}
